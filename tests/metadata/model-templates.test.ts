import { expect, test } from 'vitest'
import { compileModel } from '../../metadata/model/compile.ts'
import { kindNames, kinds } from '../../metadata/kinds/index.ts'
import { jsonSchemas } from '../../metadata/kinds/json-schema.ts'
import { textsOf } from '../../metadata/model/translate.ts'
import { readLayerFolder } from '../../server/publish/layer-folder.ts'

const layer = async (name: string) => {
  const read = await readLayerFolder(`templates/${name}`)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}
test('the shipped templates compile without a problem', async () => {
  const compiled = compileModel([await layer('base'), await layer('trade')])
  expect(compiled.ok ? [] : compiled.problems.map((p) => `${p.object}${p.path}: ${p.message}`)).toEqual([])
  if (!compiled.ok) return
  expect(compiled.model.entities.get('order')!.fields.get('total')!.stored).toBe(true)
})
test('an unknown option is refused with the name that was meant', async () => {
  const base = await layer('base')
  const compiled = compileModel([base, { ...base, name: 'own', documents: { entity: { a: { fields: { b: { type: 'text', requird: true } } } } } }])
  expect(compiled.ok ? [] : compiled.problems.map((p) => [p.code, p.path, p.fix])).toEqual([['metadata.unknown_key', '/fields/b/requird', 'required']])
})
test('every kind has a JSON Schema', () => expect(Object.keys(jsonSchemas())).toContain('translation'))

const worded = ['label', 'plural', 'help', 'message', 'description']
/** Paths of all words of a document that people read. */
function wordsOf(node: unknown, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item: { related?: string } | string, i) => (typeof item === 'string' ? [] : wordsOf(item, `${path}/${item.related ?? i}`)))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, part]) => (worded.includes(key) && typeof part === 'string' ? [`${path}/${key}`] : wordsOf(part, `${path}/${key}`)))
}
test.each(['es', 'zh'])('every word of the shipped templates is said in %s', async (language) => {
  const compiled = compileModel([await layer('base'), await layer('trade')])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const texts = textsOf(compiled.model, language)
  const shown = kindNames.filter((kind) => kind !== 'dataset' && kind !== 'translation')
  const words = shown.flatMap((kind) => [...compiled.model.documents.get(kind)!.values()].flatMap(({ key, doc }) => wordsOf(doc, `${kinds[kind].plural}/${key}`)))
  expect(words.length).toBeGreaterThan(200)
  expect(words.filter((path) => !texts.has(path))).toEqual([])
})
test('every entity of the trading company has a form, and every field a label', async () => {
  const compiled = compileModel([await layer('base'), await layer('trade')])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const own = [...compiled.model.entities.values()].filter((entity) => entity.layer === 'trade')
  expect(own.filter((entity) => !entity.parent && !compiled.model.documents.get('form')!.has(entity.key)).map(({ key }) => key)).toEqual([])
  expect(own.flatMap((entity) => [...entity.fields.values()].filter((field) => field.options.label === undefined).map(({ key }) => `${entity.key}.${key}`))).toEqual([])
})

import { Ajv2020 } from 'ajv/dist/2020.js'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kindByPlural, type KindName, kindNames, kinds } from '../../metadata/kinds/index.ts'
import { jsonSchemas } from '../../metadata/kinds/json-schema.ts'
import { readDocument } from '../../metadata/kinds/read.ts'

/** Of each kind: a good document; the same with one key misspelt, and the key that was meant. */
const examples: { [K in KindName]: { good: Record<string, unknown>; bad: Record<string, unknown>; path: string; fix: string } } = {
  entity: { good: { label: 'Order', fields: { n: { type: 'text', required: true }, lines: { type: 'children', fields: { q: { type: 'integer' } } } } }, bad: { fields: { n: { type: 'text', requird: true } } }, path: '/fields/n/requird', fix: 'required' },
  form: { good: { of: 'a', tabs: { t: { label: 'T', sections: { s: { columns: 2, fields: ['x', { text: 'Hello' }] } } } } }, bad: { of: 'a', sections: { s: { colums: 2, fields: [] } } }, path: '/sections/s/colums', fix: 'columns' },
  view: { good: { of: 'a', filter: 'x == 1', list: { columns: ['x'], sum: ['y'] } }, bad: { of: 'a', list: { columns: ['x'], grup: 'x' } }, path: '/list/grup', fix: 'group' },
  role: { good: { may: { a: { read: true, update: "x == 'y'" }, '*': { read: true } } }, bad: { may: { a: { reed: true } } }, path: '/may/a/reed', fix: 'read' },
  app: { good: { menu: { sales: { label: 'Sales', items: { one: { view: 'v' } } } }, home: 'sales.one' }, bad: { menu: { a: { veiw: 'v', view: 'v' } } }, path: '/menu/a/veiw', fix: 'view' },
  dataset: { good: { of: 'a', key: 'n', demo: true, rows: [{ n: 1 }] }, bad: { of: 'a', key: 'n', row: [], rows: [] }, path: '/row', fix: 'rows' },
  translation: { good: { language: 'pt-BR', texts: { 'entities/a/label': 'A' } }, bad: { language: 'es', text: {}, texts: {} }, path: '/text', fix: 'texts' },
}
test.each(kindNames)('%s: a good document is read, a misspelt key is named with what was meant, a bad name is refused', (kind) => {
  const { good, bad, path, fix } = examples[kind]
  expect(readDocument(kind, good, { key: 'x' })).toMatchObject({ ok: true })
  const misspelt = readDocument(kind, bad, { key: 'x' })
  expect(misspelt.ok ? [] : misspelt.problems).toContainEqual(expect.objectContaining({ code: 'metadata.unknown_key', path, fix }))
  const named = readDocument(kind, good, { key: 'Not a name' })
  expect(named.ok ? [] : named.problems.map((p) => p.code)).toEqual(kind === 'translation' ? [] : ['metadata.bad_name'])
})

const problemsOf = (kind: KindName, doc: unknown) => {
  const read = readDocument(kind, doc, { key: 'x' })
  return read.ok ? [] : read.problems.map((p) => [p.code, p.path])
}
test('rules that a shape cannot say', () => {
  expect(problemsOf('view', { of: 'a', list: { columns: ['x'] }, gallery: { image: 'x' } })).toEqual([['metadata.one_layout', '']])
  expect(problemsOf('form', { of: 'a' })).toEqual([['metadata.one_of_keys', '']])
  expect(problemsOf('dataset', { of: 'a', key: ['n', 'm'], rows: [{ n: 1, m: 2 }, { n: 1, m: 2 }] })).toEqual([['metadata.duplicate_row', '/rows/1']])
  expect(problemsOf('entity', { fields: { x: { type: 'children' }, y: { type: 'text', name: 'x' } } })).toEqual([['metadata.one_of_keys', '/fields/x'], ['metadata.name_taken', '/fields/y']])
  expect(problemsOf('entity', { fields: { x: { type: 'texd' } } })).toEqual([['metadata.unknown_reference', '/fields/x/type']])
})

const ajv = new Ajv2020({ strict: false, validateFormats: false })
const validators = Object.fromEntries(Object.entries(jsonSchemas()).map(([kind, schema]) => [kind, ajv.compile(schema)]))
test.each(kindNames)('the JSON Schema of %s takes what is good and refuses what is bad', (kind) => {
  const { good, bad } = examples[kind]
  const check = validators[kind]!
  expect(check(good), JSON.stringify(check.errors)).toBe(true)
  expect(check(bad)).toBe(false)
})
test('the JSON Schemas take every document that ships', () => {
  const files = readdirSync('templates', { recursive: true, encoding: 'utf8' }).filter((file) => /^\w+\/\w+\/\w+\.json$/.test(file))
  expect(files.length).toBeGreaterThan(50)
  const refused = files.filter((file) => !validators[kindByPlural(file.split('/')[1]!)!]!(JSON.parse(readFileSync(`templates/${file}`, 'utf8'))))
  expect(refused).toEqual([])
})
test('a released document is lifted version by version', () => expect(kindNames.every((kind) => kinds[kind].version >= 1 && Object.keys(kinds[kind].upcast).length === kinds[kind].version - 1)).toBe(true))

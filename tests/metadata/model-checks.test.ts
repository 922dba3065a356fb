import { expect, test } from 'vitest'
import { compileModel } from '../../metadata/model/compile.ts'
import { loadPlan } from '../../metadata/model/load-order.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { columnName, subTableName, tableName } from '../../metadata/model/physical.ts'
import { textsOf, translated } from '../../metadata/model/translate.ts'
import { text } from '../../metadata/texts/index.ts'

const user = { fields: { name: { type: 'text' } } }
const layer = (documents: Layer['documents'], more: Partial<Layer> = {}): Layer => ({ name: 'own', label: 'Own', version: '1', needs: [], edits: {}, ...more, documents: { ...documents, entity: { ...(more.name ? {} : { user }), ...documents.entity } } })
const problems = (documents: Layer['documents']) => {
  const compiled = compileModel([layer(documents)])
  return compiled.ok ? [] : compiled.problems.map((p) => [p.code, p.path, ...(p.fix ? [p.fix] : [])])
}
const model = (documents: Layer['documents']) => {
  const compiled = compileModel([layer(documents)])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 1))
  return compiled.model
}
const of = (fields: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ entity: { a: { fields, ...more } } })

test('a document number counts apart for fields that exist, and is written with fields that exist', () => {
  expect(problems(of({ company: { type: 'text' }, n: { type: 'sequence', pattern: '{compny}-{date:YYYY}-{000}', scope: ['compani'] } })))
    .toEqual([['metadata.unknown_reference', '/fields/n/scope/0', 'company'], ['metadata.unknown_reference', '/fields/n/pattern', 'company']])
  expect(problems(of({ kind: { type: 'text' }, lines: { type: 'children', fields: { n: { type: 'sequence', scope: ['kind'] } } } }))).toEqual([])
})
test('a currency is a code, an expression of type text, or kept beside the amount', () => {
  const fields = model(of({ cur: { type: 'text' }, x: { type: 'money', currency: 'EUR' }, y: { type: 'money', currency: 'cur' }, z: { type: 'money', currency: 'own' } })).entities.get('a')!.fields
  expect(['x', 'y', 'z'].map((key) => fields.get(key)!.currency?.kind ?? null)).toEqual(['literal', 'path', null])
  expect(problems(of({ cur: { type: 'text' }, x: { type: 'money', currency: 'crr' } }))).toEqual([['expression.unknown_name', '/fields/x/currency', 'cur']])
})
test('both ends of a period are dates, or both are moments', () => {
  const rule = { noOverlap: { r: { by: ['x'], from: 'f', to: 't' } } }
  expect(problems(of({ x: { type: 'text' }, f: { type: 'date' }, t: { type: 'date' } }, rule))).toEqual([])
  expect(problems(of({ x: { type: 'text' }, f: { type: 'date' }, t: { type: 'datetime' } }, rule))).toEqual([['metadata.wrong_field_type', '/noOverlap/r/to']])
  expect(problems(of({ x: { type: 'text' }, f: { type: 'text' }, t: { type: 'date' } }, rule))).toEqual([['metadata.wrong_field_type', '/noOverlap/r/from']])
})
test('a circle through rollups is found, also through their conditions', () => {
  const b = { fields: { a: { type: 'link', to: 'a' }, n: { type: 'decimal', formula: 'a.s' } } }
  expect(problems({ entity: { a: { fields: { s: { type: 'rollup', of: 'b.a', function: 'sum', value: 'n' } } }, b } })).toContainEqual(['metadata.cycle', '/fields/s/of'])
  expect(problems({ entity: { a: { fields: { s: { type: 'rollup', of: 'b.a', function: 'count', where: 'n > 1' } } }, b } })).toContainEqual(['metadata.cycle', '/fields/s/of'])
})
test('a link to a mere shape of lines has its own sentence', () =>
  expect(problems({ entity: { part: { child: true, fields: { q: { type: 'integer' } } }, a: { fields: { x: { type: 'link', to: 'part' } } } } })).toEqual([['metadata.link_to_child', '/fields/x/to']]))
test('a shape that two parents share is wrong once, at its own place', () => {
  const compiled = compileModel([layer({ entity: { part: { child: true, fields: { q: { type: 'integer', check: 'qq > 1' } } }, a: { fields: { x: { type: 'children', shape: 'part' } } }, b: { fields: { x: { type: 'children', shape: 'part' } } } } })])
  expect(compiled.ok ? [] : compiled.problems.map((p) => [p.object, p.path])).toEqual([['own/entities/part', '/fields/q/check']])
})
test('texts of a translation have a place in the object they translate', () => {
  const documents = (texts: Record<string, string>) => ({ ...of({ x: { type: 'choice', options: { one: {} } } }), translation: { es: { language: 'es', texts } } })
  expect(problems(documents({ 'entities/a/label': 'A', 'entities/a/fields/x/help': 'H', 'entities/a/fields/x/options/one/label': 'Uno' }))).toEqual([])
  expect(problems(documents({ 'entities/a/fields/y/label': 'A' }))).toEqual([['metadata.nothing_translated', '/texts/entities~1a~1fields~1y~1label']])
  expect(problems(documents({ 'entities/a/fields/x/labl': 'A' }))).toEqual([['metadata.nothing_translated', '/texts/entities~1a~1fields~1x~1labl']])
})
test('what an upper layer hides is no mistake of the translation beneath', () => {
  const form = { of: 'a', sections: { s: { fields: ['x'] }, t: { label: 'T', fields: [] } } }
  const below = layer({ ...of({ x: { type: 'text' } }), form: { a: form }, translation: { es: { language: 'es', texts: { 'forms/a/sections/t/label': 'T' } } } })
  expect(compileModel([below, layer({}, { name: 'top', edits: { own: { form: { a: { 'sections.t': { hide: true } } } } } })]).ok).toBe(true)
})
test('elements of lists are translated by what they show', () => {
  const compiled = model({ entity: { a: { fields: { x: { type: 'text' } } }, b: { fields: { a: { type: 'link', to: 'a' } } } }, form: { a: { of: 'a', sections: { s: { fields: ['x', { related: 'b.a', label: 'Bs' }] } } } }, translation: { es: { language: 'es', texts: { 'forms/a/sections/s/fields/b.a/label': 'Las B' } } } })
  const { doc } = compiled.documents.get('form')!.get('a')!
  expect(JSON.stringify(translated(textsOf(compiled, 'es'), { kind: 'form', key: 'a', doc }))).toContain('Las B')
  expect(JSON.stringify(doc)).toContain('Bs')
})

const shop = { customer: { fields: { code: { type: 'text' }, size: { type: 'integer' }, boss: { type: 'link', to: 'customer' } } }, order: { fields: { n: { type: 'text' }, customer: { type: 'link', to: 'customer' }, tags: { type: 'links', to: 'customer' }, lines: { type: 'children', fields: { who: { type: 'link', to: 'customer' }, q: { type: 'integer' } } } } } }
const rows = (order: Record<string, unknown>) => ({ entity: shop, dataset: { orders: { of: 'order', key: 'n', rows: [order] }, customers: { of: 'customer', key: 'code', rows: [{ code: 'ALFA' }] } } })
test('rows of datasets have known fields, fitting values and links to rows that exist', () => {
  expect(problems(rows({ n: '1', customer: 'ALFA', tags: ['ALFA'], lines: [{ who: 'ALFA', q: 1 }] }))).toEqual([])
  expect(problems(rows({ n: '1', custmer: 'ALFA' }))).toEqual([['metadata.unknown_reference', '/rows/0/custmer', 'customer']])
  expect(problems(rows({ n: '1', customer: 'ALFB', tags: ['ALFA', 'x'] }))).toEqual([['metadata.unknown_row', '/rows/0/customer', 'ALFA'], ['metadata.unknown_row', '/rows/0/tags/1']])
  expect(problems(rows({ n: 1, lines: [{ q: 1 }, { q: 'x', who: 'ALFB' }] })).map(([, path]) => path)).toEqual(['/rows/0/n', '/rows/0/lines/1/q', '/rows/0/lines/1/who'])
})

test('rows are loaded after those they link to; what points to itself or in a circle comes in a second pass', () => {
  const compiled = model({ entity: { ...shop, x: { fields: { k: { type: 'text' }, y: { type: 'link', to: 'y', required: true } } }, y: { fields: { k: { type: 'text' }, x: { type: 'link', to: 'x' } } } }, dataset: {
    a: { of: 'order', key: 'n', rows: [{ n: '1', lines: [{ who: 'B' }] }] },
    b: { of: 'customer', key: 'code', rows: [{ code: 'A', boss: 'B' }, { code: 'B' }] },
    c: { of: 'x', key: 'k', rows: [{ k: '1', y: '2' }] }, d: { of: 'y', key: 'k', rows: [{ k: '2', x: '1' }] },
  } })
  const [create, complete] = loadPlan(compiled).passes
  expect(create.map((step) => [step.entity, ...step.rows.map((row) => Object.keys(row.values).join())])).toEqual([['customer', 'code', 'code'], ['order', 'n,lines'], ['y', 'k'], ['x', 'k,y']])
  expect(complete.map((step) => [step.entity, step.rows.map((row) => [row.key, row.values])])).toEqual([['customer', [['A', { boss: 'B' }]]], ['y', [['2', { x: '1' }]]]])
  expect(loadPlan(compiled, (set) => set.key === 'b').passes[0].map((step) => step.entity)).toEqual(['customer'])
})

test('menus and roles name what exists', () => {
  expect(problems({ ...of({ x: { type: 'text' } }), app: { m: { menu: { one: { view: 'gone' }, two: { entity: 'aa' }, three: {} }, home: 'four' } } }).map(([code]) => code)).toEqual(['metadata.one_of_keys', 'metadata.unknown_reference'])
  expect(problems({ ...of({ x: { type: 'text' } }), app: { m: { menu: { one: { view: 'gone' }, two: { entity: 'aa' } } } } })).toEqual([['metadata.unknown_reference', '/menu/one/view'], ['metadata.unknown_reference', '/menu/two/entity', 'a']])
  expect(problems({ ...of({ x: { type: 'text' } }), role: { r: { may: { a: { read: 'xx == 1', not_fields: ['y'] } } } } }).map(([code, path]) => [code, path])).toEqual([['expression.unknown_name', '/may/a/read'], ['metadata.unknown_reference', '/may/a/not_fields/0']])
})
test('names of more than 63 characters are cut and told apart by a hash', () => {
  const [one, two] = ['b', 'c'].map((end) => subTableName(tableName('a'.repeat(48)), 'x'.repeat(40) + end))
  expect([one!.length, /^a{48}__x{4}_[0-9a-f]{8}$/.test(one!), one === two]).toEqual([63, true, false])
  expect(columnName('price', '__currency')).toBe('price__currency')
})
test('kinds of things are said in the language of the reader', () => {
  expect(text('es', 'metadata.unknown_reference', { kind: 'Entity', name: 'x' })).toBe('La entidad «x» no existe.')
  expect(text('zh', 'metadata.unknown_reference', { kind: 'View', name: 'x' })).toContain('视图')
})

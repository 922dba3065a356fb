import { expect, test } from 'vitest'
import { fieldTypes } from '../../metadata/fields/index.ts'
import { fieldSchema } from '../../metadata/kinds/field-document.ts'
import { moved, quickField, quickFields, retyped, withField } from '../../studio/entity/quick-field.ts'
import { shapeProblems } from '../../metadata/kinds/shape.ts'

const targets = [{ key: 'customer', label: 'Customer' }, { key: 'sales_order', label: 'Sales order' }]
const read = (line: string): unknown[] => { const field = quickField(line, targets); return field ? [field.label, field.type, field.options] : [] }

test.each([
  ['Amount money', ['Amount', 'money', {}]],
  ['Importe dinero', ['Importe', 'money', {}]],
  ['金额 金额', ['金额', 'money', {}]],
  ['Due date', ['Due', 'date', {}]],
  ['Started at date and time', ['Started at', 'datetime', {}]],
  ['Stage: new | won | lost', ['Stage', 'choice', { options: { new: { label: 'new' }, won: { label: 'won' }, lost: { label: 'lost' } } }]],
  ['Buyer -> customer', ['Buyer', 'link', { to: 'customer' }]],
  ['-> Sales order', ['Sales order', 'link', { to: 'sales_order' }]],
  ['Customer', ['Customer', 'link', { to: 'customer' }]],
  ['Customer link', ['Customer', 'link', { to: 'customer' }]],
  ['Work email', ['Work email', 'email', {}]],
  ['Unit price', ['Unit', 'money', {}]],
  ['Nickname', ['Nickname', 'text', {}]],
  ['Date', ['Date', 'date', {}]],
  ['  ', []],
])('“%s” is read as a field', (line, expected) => {
  const [label, type, options] = read(line) as [string, string, unknown]
  if (line === 'Work email') expect([label, type, options]).toEqual(['Work', 'email', {}])
  else expect(expected.length === 0 ? [] : [label, type, options]).toEqual(expected)
})
test('a pasted list makes a field of each line', () => {
  expect(quickFields('Name\nAmount money\n\nNotes', targets).map(({ type }) => type)).toEqual(['text', 'money', 'long_text'])
})
test.each(Object.keys(fieldTypes))('a new field of type %s fits its schema', (type) => {
  const { fields, key } = withField({}, { label: 'Some thing', type, options: {} })
  expect(shapeProblems(fieldSchema(type)!, fields[key])).toEqual([])
})
test('a new field stands where it was asked for; its key is none that is taken', () => {
  const { fields, key } = withField({ name: {}, city: {} }, { label: 'Name', type: 'text', options: {} }, 'name')
  expect([key, Object.keys(fields)]).toEqual(['name_2', ['name', 'name_2', 'city']])
})
test('a field moves to its place, and another type keeps what any field may have', () => {
  expect(Object.keys(moved({ a: 1, b: 2, c: 3 }, 'c', 0))).toEqual(['c', 'a', 'b'])
  expect(retyped({ type: 'text', label: 'A', required: true, max: 5, default: 'x' }, 'integer')).toEqual({ label: 'A', required: true, type: 'integer' })
})

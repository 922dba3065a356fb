import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readText } from './read.ts'

/** One line of text. */
export const text = defineFieldType({
  name: 'text',
  label: { en: 'Text', es: 'Texto', zh: '文本' },
  group: 'text',
  icon: 'letter-case',
  options: Type.Object({ max_length: Type.Integer({ minimum: 1, maximum: 10_000, default: 255, title: 'Longest text' }) }),
  value: () => types.text,
  json: ({ max_length }) => Type.String({ maxLength: max_length }),
  read: (value, { max_length }) => readText(value, max_length),
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'ne', 'contains', 'starts', 'in', 'empty'],
  widget: 'text',
  searchable: true,
  sortable: true,
  groupable: true,
  widens: (from, to) => to.max_length >= from.max_length,
  fromText: (text, { max_length }) => readText(text, max_length),
  toText: (value) => value,
  convert: { valid: (text, { max_length }) => `length(${text}) <= ${max_length}`, cast: (text) => text },
  examples: { options: { max_length: 3 }, good: ['', 'abc', '你好吗', '👩‍🚀'], bad: ['abcd', 7, 'a\u0000', '\ud800', []] },
})

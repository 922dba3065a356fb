import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readText } from './read.ts'

/** Text of several lines, kept exactly as typed. */
export const longText = defineFieldType({
  name: 'long_text',
  label: { en: 'Long text', es: 'Texto largo', zh: '长文本' },
  group: 'text',
  icon: 'align-left',
  options: Type.Object({
    max_length: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 100_000, title: 'Longest text' }),
    rows: Type.Integer({ minimum: 2, maximum: 40, default: 4, title: 'Rows on screen' }),
  }),
  value: () => types.text,
  json: ({ max_length }) => Type.String({ maxLength: max_length }),
  read: (value, { max_length }) => readText(value, max_length),
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'contains', 'starts', 'empty'],
  widget: 'long_text',
  searchable: true,
  sortable: false,
  groupable: false,
  widens: (from, to) => to.max_length >= from.max_length,
  fromText: (text, { max_length }) => readText(text, max_length),
  toText: (value) => value,
  convert: { valid: (text, { max_length }) => `length(${text}) <= ${max_length}`, cast: (text) => text },
  examples: { options: { max_length: 5, rows: 4 }, good: ['', 'a\nb'], bad: ['abcdef', 7, null] },
})

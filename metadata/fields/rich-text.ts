import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readText } from './read.ts'

/** Formatted text, kept as Markdown: it holds no markup that a browser could run, and stays readable in mails, exports and diffs. */
export const richText = defineFieldType({
  name: 'rich_text',
  label: { en: 'Formatted text', es: 'Texto con formato', zh: '富文本' },
  group: 'text',
  icon: 'text-size',
  options: Type.Object({ max_length: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 200_000, title: 'Longest text' }) }),
  value: () => types.text,
  json: ({ max_length }) => Type.String({ maxLength: max_length, contentMediaType: 'text/markdown' }),
  read: (value, { max_length }) => readText(value, max_length),
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['contains', 'empty'],
  widget: 'rich_text',
  searchable: true,
  sortable: false,
  groupable: false,
  widens: (from, to) => to.max_length >= from.max_length,
  fromText: (text, { max_length }) => readText(text, max_length),
  toText: (value) => value,
  convert: { valid: (text, { max_length }) => `length(${text}) <= ${max_length}`, cast: (text) => text },
  examples: { options: { max_length: 20 }, good: ['**bold**', '<b>kept as text</b>'], bad: ['x'.repeat(21), 1] },
})

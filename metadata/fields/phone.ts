import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readMatching } from './read.ts'

const form = /^(?=(?:\D*\d){2})[+\d(][\d\s().\-/x+#*,;extEXT]{1,40}$/
const read = (value: unknown) => readMatching(typeof value === 'string' ? value.trim() : value, form, 'value.not_phone')

/** A telephone number, kept as typed. */
export const phone = defineFieldType({
  name: 'phone',
  label: { en: 'Telephone', es: 'Teléfono', zh: '电话' },
  group: 'text',
  icon: 'phone',
  options: Type.Object({}),
  value: () => types.text,
  json: () => Type.String({ maxLength: 41 }),
  read,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'contains', 'starts', 'empty'],
  widget: 'phone',
  searchable: true,
  sortable: true,
  groupable: false,
  widens: () => true,
  fromText: read,
  toText: (value) => value,
  convert: { valid: (text) => `trim(${text}) ~ '^[+0-9(][0-9 ().x/+#*,;extEXT-]{1,40}$'`, cast: (text) => `trim(${text})` },
  examples: { options: {}, good: ['+49 (0)30 1234-56', '030-0074321', '(5) 555-4729', '12'], bad: ['call me', '1', '', 42] },
})

import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readMatching } from './read.ts'

// One @, no spaces, a dot or a name after it. What the mail server accepts is its own decision.
const form = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:".]+(\.[^\s@<>()[\]\\,;:".]+)*$/
const read = (value: unknown) => readMatching(typeof value === 'string' ? value.trim() : value, form, 'value.not_email')

/** An e-mail address. */
export const email = defineFieldType({
  name: 'email',
  label: { en: 'E-mail', es: 'Correo', zh: '电子邮件' },
  group: 'text',
  icon: 'mail',
  options: Type.Object({}),
  value: () => types.text,
  json: () => Type.String({ format: 'email', maxLength: 320 }),
  read,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'ne', 'contains', 'starts', 'in', 'empty'],
  widget: 'email',
  searchable: true,
  sortable: true,
  groupable: true,
  widens: () => true,
  fromText: read,
  toText: (value) => value,
  convert: { valid: (text) => `trim(${text}) ~ '^[^\\s@]+@[^\\s@]+$'`, cast: (text) => `trim(${text})` },
  examples: { options: {}, good: ['li.yan@example.com', 'o+x@münchen.example'], bad: ['li.yan', '@example.com', 'a b@example.com', 'a@b@c', 7] },
})

import { Type } from '@sinclair/typebox'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readText, refuse } from './read.ts'

function read(value: unknown): Result<string> {
  const text = readText(typeof value === 'string' ? value.trim() : value, 2000)
  if (!text.ok) return text
  // Only these two can be followed without running anything.
  return /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(text.value) && URL.canParse(text.value) ? ok(text.value) : refuse('value.not_url')
}

/** A web address, http or https. */
export const url = defineFieldType({
  name: 'url',
  label: { en: 'Web address', es: 'Dirección web', zh: '网址' },
  group: 'text',
  icon: 'link',
  options: Type.Object({}),
  value: () => types.text,
  json: () => Type.String({ format: 'uri', maxLength: 2000 }),
  read,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'contains', 'starts', 'empty'],
  widget: 'url',
  searchable: true,
  sortable: true,
  groupable: false,
  widens: () => true,
  fromText: read,
  toText: (value) => value,
  convert: { valid: (text) => `trim(${text}) ~* '^https?://[^[:space:]<>"]+$'`, cast: (text) => `trim(${text})` },
  examples: { options: {}, good: ['https://example.com/a?b=1#c', 'http://例子.example'], bad: ['javascript:alert(1)', 'example.com', 'https://', 'ftp://x', 1] },
})

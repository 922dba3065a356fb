import { Type } from '@sinclair/typebox'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

const read = (value: unknown): Result<string> =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? ok(value.toLowerCase()) : refuse('value.not_colour')

/** A colour, `#rrggbb`. */
export const colour = defineFieldType({
  name: 'colour',
  label: { en: 'Colour', es: 'Color', zh: '颜色' },
  group: 'other',
  icon: 'palette',
  options: Type.Object({}),
  value: () => types.text,
  json: () => Type.String({ pattern: '^#[0-9a-fA-F]{6}$' }),
  read,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['eq', 'ne', 'in', 'empty'],
  widget: 'colour',
  searchable: false,
  sortable: false,
  groupable: true,
  widens: () => true,
  fromText: (text) => read(text.startsWith('#') ? text : `#${text}`),
  toText: (value) => value,
  convert: { valid: (text) => `${text} ~* '^#[0-9a-f]{6}$'`, cast: (text) => `lower(${text})` },
  examples: { options: {}, good: ['#2557d6', '#000000'], bad: ['red', '#fff', 'url(x)', 0] },
})

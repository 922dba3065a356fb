import { type TSchema, Type } from '@sinclair/typebox'
import type { Json } from '../base/json.ts'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

const depth = 32
function fits(value: unknown, left: number): boolean {
  if (left < 0) return false
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000')
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every((item) => fits(item, left - 1))
  return typeof value === 'object' && Object.entries(value).every(([key, item]) => fits(key, 1) && fits(item, left - 1))
}
const read = (value: unknown): Result<Json> => (value !== undefined && fits(value, depth) ? ok(value as Json) : refuse('value.not_json', { depth }))

/** Any JSON value, for what has no better type. */
export const json = defineFieldType({
  name: 'json',
  label: { en: 'JSON', es: 'JSON', zh: 'JSON' },
  group: 'other',
  icon: 'braces',
  options: Type.Object({}),
  value: () => types.json,
  json: (): TSchema => Type.Any(),
  read,
  columns: () => [{ suffix: '', type: 'jsonb' }],
  store: (value) => [JSON.stringify(value)],
  operators: ['empty'],
  widget: 'json',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: () => true,
  fromText: (text) => {
    try {
      return read(JSON.parse(text))
    } catch {
      return refuse('value.not_json', { depth })
    }
  },
  toText: (value) => JSON.stringify(value),
  convert: { valid: (text) => `officina.input_is_valid(${text}, 'jsonb')`, cast: (text) => `${text}::jsonb` },
  examples: { options: {}, good: [{ a: [1, 'x', null] }, [], 'text', 3], bad: [undefined, Number.NaN, ['\ud800'], { '\u0000': 1 }] },
})

import { type Static, Type } from '@sinclair/typebox'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { plainNumber, refuse } from './read.ts'

const options = Type.Object({
  min: Type.Optional(Type.Integer({ title: 'Smallest' })),
  max: Type.Optional(Type.Integer({ title: 'Largest' })),
})

function read(value: unknown, { min, max }: Static<typeof options>): Result<number> {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refuse('value.not_integer')
  if (min !== undefined && value < min) return refuse('value.too_small', { min })
  if (max !== undefined && value > max) return refuse('value.too_large', { max })
  return ok(value === 0 ? 0 : value)
}

/** A whole number; a JSON number, so within ±(2^53 - 1). */
export const integer = defineFieldType({
  name: 'integer',
  label: { en: 'Whole number', es: 'Número entero', zh: '整数' },
  group: 'number',
  icon: 'number',
  options,
  value: () => types.integer,
  json: ({ min, max }) => Type.Integer({ minimum: min ?? Number.MIN_SAFE_INTEGER, maximum: max ?? Number.MAX_SAFE_INTEGER }),
  read,
  columns: () => [{ suffix: '', type: 'bigint' }],
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'empty'],
  widget: 'number',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: (from, to) => (to.min ?? -Infinity) <= (from.min ?? -Infinity) && (to.max ?? Infinity) >= (from.max ?? Infinity),
  fromText: (text, options) => {
    const plain = plainNumber(text)
    return /^[+-]?\d+(\.0*)?$/.test(plain) ? read(Number(plain), options) : refuse('value.not_integer')
  },
  toText: String,
  convert: {
    valid: (text, { min, max }) => `case when ${text} ~ '^\\s*[+-]?\\d{1,15}(\\.0*)?\\s*$' then ${text}::numeric between ${min ?? Number.MIN_SAFE_INTEGER} and ${max ?? Number.MAX_SAFE_INTEGER} else false end`,
    cast: (text) => `${text}::numeric::bigint`,
  },
  examples: { options: { min: -5, max: 10 }, good: [-5, 0, 10], bad: [-6, 11, 1.5, '3', NaN, 2 ** 53] },
})

import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

/** Stars from 0 to `max`. */
export const rating = defineFieldType({
  name: 'rating',
  label: { en: 'Rating', es: 'Valoración', zh: '评分' },
  group: 'number',
  icon: 'star',
  options: Type.Object({ max: Type.Integer({ minimum: 2, maximum: 10, default: 5, title: 'Stars' }) }),
  value: () => types.integer,
  json: ({ max }) => Type.Integer({ minimum: 0, maximum: max }),
  read: (value, { max }) => (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? ok(value + 0) : refuse('value.not_rating', { max })),
  columns: () => [{ suffix: '', type: 'smallint' }],
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty'],
  widget: 'rating',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: (from, to) => to.max >= from.max,
  fromText: (text, { max }) => (/^\d{1,2}$/.test(text) && Number(text) <= max ? ok(Number(text)) : refuse('value.not_rating', { max })),
  toText: String,
  convert: { valid: (text, { max }) => `case when ${text} ~ '^\\d{1,2}$' then ${text}::int <= ${max} else false end`, cast: (text) => `${text}::smallint` },
  examples: { options: { max: 5 }, good: [0, 5], bad: [6, -1, 2.5, '3'] },
})

import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

const yes = new Set(['true', 'yes', 'y', 'x', '1', 'on', 'sí', 'si', '是', 't'])
const no = new Set(['false', 'no', 'n', '0', 'off', '否', 'f'])

/** Yes or no. */
export const boolean = defineFieldType({
  name: 'boolean',
  label: { en: 'Yes / no', es: 'Sí / no', zh: '是/否' },
  group: 'choice',
  icon: 'toggle-left',
  options: Type.Object({}),
  value: () => types.boolean,
  json: () => Type.Boolean(),
  read: (value) => (typeof value === 'boolean' ? ok(value) : refuse('value.not_boolean')),
  columns: () => [{ suffix: '', type: 'boolean' }],
  operators: ['eq', 'ne', 'empty'],
  widget: 'switch',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: () => true,
  fromText: (text) => {
    const word = text.toLowerCase()
    return yes.has(word) ? ok(true) : no.has(word) ? ok(false) : refuse('value.not_boolean')
  },
  toText: String,
  convert: {
    valid: (text) => `lower(trim(${text})) in ('true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', '1', '0', 'on', 'off')`,
    cast: (text) => `trim(${text})::boolean`,
  },
  examples: { options: {}, good: [true, false], bad: ['true', 1, 0, null] },
})

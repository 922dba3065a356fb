import { Type } from '@sinclair/typebox'
import { isObject } from '../base/json.ts'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readList, refuse } from './read.ts'

const readRow = (row: unknown): Result<Record<string, unknown>> => (isObject(row) ? ok(row) : refuse('value.not_row'))

/** Ordered line items that live and die with their record. Their fields stand beneath (`fields`) or in a shape that several entities share. */
export const children = defineFieldType({
  name: 'children',
  label: { en: 'Line items', es: 'Líneas', zh: '明细' },
  group: 'relation',
  icon: 'table',
  options: Type.Object({
    fields: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { title: 'Fields' })),
    shape: Type.Optional(Type.String({ title: 'Shape', description: 'An entity marked as child whose fields the rows have.' })),
    min: Type.Integer({ minimum: 0, maximum: 5000, default: 0, title: 'At least' }),
    max: Type.Integer({ minimum: 1, maximum: 5000, default: 5000, title: 'At most' }),
  }),
  // The rows' entity is known to the model only; it puts the right key in `inferred`.
  value: (_options, inferred) => inferred ?? types.list(types.json),
  json: ({ max }) => Type.Array(Type.Object({}, { additionalProperties: true }), { maxItems: max }),
  read: (value, { max }) => readList(value, max, readRow),
  columns: () => [],
  relation: () => ({ kind: 'children' }),
  operators: ['empty'],
  widget: 'children',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: () => true,
  fromText: () => refuse('value.not_list'),
  toText: (value) => JSON.stringify(value),
  examples: { options: { min: 0, max: 2 }, good: [[], [{ quantity: '1' }]], bad: ['x', [1], [{}, {}, {}]] },
})

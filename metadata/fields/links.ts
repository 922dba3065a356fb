import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { Expression } from './common.ts'
import { defineFieldType } from './field-type.ts'
import { idsIn, readId, readList } from './read.ts'

/** Points to any number of records (n to n), in order. */
export const links = defineFieldType({
  name: 'links',
  label: { en: 'Links', es: 'Vínculos', zh: '多项关联' },
  group: 'relation',
  icon: 'arrows-exchange',
  options: Type.Object({
    to: Type.String({ title: 'To', ref: 'entity', default: '' }),
    where: Type.Optional(Expression('Only those where')),
    max: Type.Integer({ minimum: 1, maximum: 5000, default: 1000, title: 'At most' }),
  }),
  value: ({ to }) => types.list(types.record(to)),
  json: ({ max }) => Type.Array(Type.String({ format: 'uuid' }), { maxItems: max, uniqueItems: true }),
  read: (value, { max }) => readList(value, max, readId),
  columns: () => [],
  relation: ({ to }) => ({ kind: 'links', to }),
  operators: ['contains', 'empty'],
  widget: 'links',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: (from, to) => from.to === to.to && to.max >= from.max,
  fromText: (text, { max }) => readList(idsIn(text), max, readId),
  toText: (value) => value.join('; '),
  examples: { options: { to: 'place', max: 2 }, good: [[], ['0199c4a0-0000-7000-8000-000000000001']], bad: ['x', ['x'], ['0199c4a0-0000-7000-8000-000000000001', '0199c4a0-0000-7000-8000-000000000001']] },
})

import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { types, type ValueType } from '../base/value-type.ts'
import { Expression } from './common.ts'
import { trimZeros } from './decimal.ts'
import { type ColumnShape, defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

/** Column type of a computed value that is kept. Numbers keep all their digits: rounding is the formula's business. */
const columnTypes: { [K in ValueType['kind']]: string } = {
  text: 'text', number: 'numeric', boolean: 'boolean', date: 'date', time: 'time(0)', datetime: 'timestamptz(3)', duration: 'numeric',
  json: 'jsonb', record: 'uuid', list: 'jsonb', null: 'text',
}
const column = (type: ValueType): ColumnShape => ({ suffix: '', type: columnTypes[type.kind] })
const unknown: ValueType = types.text
/** Numbers of a computed column are canonical exact decimals on the wire, as everywhere. */
const load = ([value]: readonly unknown[]): unknown => (typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? trimZeros(value) : (value ?? null))

const computedBase = {
  group: 'computed',
  value: (_options: unknown, inferred?: ValueType) => inferred ?? unknown,
  json: (): TSchema => Type.Any({ readOnly: true }),
  read: () => refuse('value.computed'),
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'contains', 'in', 'empty'],
  widget: 'computed',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: () => true,
  fromText: () => refuse('value.computed'),
  toText: (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
} as const

const display = {
  shown_as: Type.Optional(Type.Union(['number', 'money', 'percent'].map((widget) => Type.Literal(widget)), { title: 'Shown as' })),
  currency: Type.Optional(Type.String({ title: 'Currency', maxLength: 1000 })),
  scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 18, title: 'Digits after the point' })),
}

/** A value computed by an expression from the same record and what it links to. */
export const formula = defineFieldType({
  ...computedBase,
  name: 'formula',
  label: { en: 'Formula', es: 'Fórmula', zh: '公式' },
  icon: 'math-function',
  options: Type.Object({ formula: Expression('Formula'), ...display }),
  columns: (_options, inferred) => [column(inferred ?? unknown)],
  load,
  computed: 'formula',
  examples: { options: { formula: 'quantity * price' }, good: [], bad: [1, '1', null] },
})

const lookupOptions = Type.Object({ path: Type.String({ title: 'Field', description: 'Along links, as customer.segment.', pattern: '^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)+$', default: 'link.field' }), ...display })
/** A field of a linked record, always as it is there now. */
export const lookup = defineFieldType({
  ...computedBase,
  name: 'lookup',
  label: { en: 'Looked-up field', es: 'Campo consultado', zh: '引用字段' },
  icon: 'eye-search',
  options: lookupOptions,
  columns: () => [],
  load,
  computed: 'lookup',
  widens: (_from: Static<typeof lookupOptions>, _to: Static<typeof lookupOptions>) => true,
  examples: { options: { path: 'customer.segment' }, good: [], bad: [1, 'x'] },
})

/** A figure over the records that point here: count, sum, average, smallest, largest. */
export const rollup = defineFieldType({
  ...computedBase,
  name: 'rollup',
  label: { en: 'Rollup', es: 'Acumulado', zh: '汇总' },
  icon: 'sum',
  options: Type.Object({
    of: Type.String({ title: 'Over', description: 'Entity and the link that points here, as sales_order.customer; or a children field of this entity.', default: '' }),
    function: Type.Union(['count', 'sum', 'average', 'min', 'max'].map((name) => Type.Literal(name)), { title: 'Function', default: 'count' }),
    value: Type.Optional(Expression('Value', 'Of each counted record.')),
    where: Type.Optional(Expression('Only those where')),
    ...display,
  }),
  columns: () => [],
  load,
  computed: 'rollup',
  examples: { options: { of: 'sales_order.customer', function: 'sum', value: 'total' }, good: [], bad: [1, 'x'] },
})

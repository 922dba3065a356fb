import { type Static, Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { plainNumber, readDecimal, within } from './read.ts'

const options = Type.Object({
  precision: Type.Integer({ minimum: 1, maximum: 38, default: 18, title: 'Digits in all' }),
  scale: Type.Integer({ minimum: 0, maximum: 18, default: 2, title: 'Digits after the point' }),
  min: Type.Optional(Type.String({ title: 'Smallest', pattern: '^-?\\d+(\\.\\d+)?$' })),
  max: Type.Optional(Type.String({ title: 'Largest', pattern: '^-?\\d+(\\.\\d+)?$' })),
})
type Options = Static<typeof options>

const read = (value: unknown, { precision, scale, min, max }: Options) => {
  const number = readDecimal(value, precision - scale, scale)
  return number.ok ? within(number.value, min, max) : number
}

/** Exact numbers. Travels as a string: JSON numbers would round. */
export const decimal = defineFieldType({
  name: 'decimal',
  label: { en: 'Decimal number', es: 'Número decimal', zh: '小数' },
  group: 'number',
  icon: 'decimal',
  options,
  value: () => types.number,
  json: ({ precision, scale }) => Type.String({ pattern: decimalPattern(precision - scale, scale) }),
  read,
  columns: ({ precision, scale }) => [{ suffix: '', type: `numeric(${precision}, ${scale})` }],
  load: ([value]) => (value === null ? null : trimZeros(value as string)),
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'empty'],
  widget: 'number',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: (from, to) => to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale && to.min === undefined && to.max === undefined,
  fromText: (text, options) => read(plainNumber(text), options),
  toText: (value) => value,
  convert: {
    valid: (text, { precision, scale }) => `case when ${text} ~ '${sqlNumber}' then abs(round(${text}::numeric, ${scale})) < 10::numeric ^ ${precision - scale} and round(${text}::numeric, ${scale}) = ${text}::numeric else false end`,
    cast: (text, { precision, scale }) => `${text}::numeric(${precision}, ${scale})`,
  },
  examples: { options: { precision: 5, scale: 2 }, good: ['0', '-1.5', '999.99'], bad: ['1000', '1.234', 'NaN', '', 'abc', true, '1e9', 'Infinity'] },
})

export const sqlNumber = '^\\s*[+-]?(\\d{1,40}(\\.\\d{0,20})?|\\.\\d{1,20})\\s*$'
export const decimalPattern = (whole: number, fraction: number): string =>
  `^-?\\d{1,${Math.max(whole, 1)}}${fraction > 0 ? `(\\.\\d{1,${fraction}})?` : ''}$`

/** `12.500` → `12.5`: columns pad to their scale, the wire form is canonical. */
export function trimZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end--
  if (text.charCodeAt(end - 1) === 46) end--
  return text.slice(0, end)
}

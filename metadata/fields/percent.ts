import { type Static, Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { decimalPattern, sqlNumber, trimZeros } from './decimal.ts'
import { defineFieldType } from './field-type.ts'
import { plainNumber, readDecimal } from './read.ts'

const options = Type.Object({ scale: Type.Integer({ minimum: 0, maximum: 9, default: 2, title: 'Digits after the point' }) })
const read = (value: unknown, { scale }: Static<typeof options>) => readDecimal(value, 9, scale)

/** A percentage: `12.5` means 12.5 %. */
export const percent = defineFieldType({
  name: 'percent',
  label: { en: 'Percent', es: 'Porcentaje', zh: '百分比' },
  group: 'number',
  icon: 'percentage',
  options,
  value: () => types.number,
  json: ({ scale }) => Type.String({ pattern: decimalPattern(9, scale) }),
  read,
  columns: ({ scale }) => [{ suffix: '', type: `numeric(${9 + scale}, ${scale})` }],
  load: ([value]) => (value === null ? null : trimZeros(value as string)),
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty'],
  widget: 'percent',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: (from, to) => to.scale >= from.scale,
  fromText: (text, options) => read(plainNumber(text.replace(/\s*%$/, '')), options),
  toText: (value) => value,
  convert: {
    valid: (text, { scale }) => `case when ${text} ~ '${sqlNumber}' then abs(${text}::numeric) < 1000000000 and round(${text}::numeric, ${scale}) = ${text}::numeric else false end`,
    cast: (text, { scale }) => `${text}::numeric(${9 + scale}, ${scale})`,
  },
  examples: { options: { scale: 2 }, good: ['0', '12.5', '-100'], bad: ['12.345', 'half', null] },
})

import { type Static, Type } from '@sinclair/typebox'
import { isObject } from '../base/json.ts'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { decimalPattern, sqlNumber, trimZeros } from './decimal.ts'
import { defineFieldType } from './field-type.ts'
import { plainNumber, readDecimal, refuse } from './read.ts'

const options = Type.Object({
  currency: Type.Optional(Type.String({
    title: 'Currency',
    description: 'A code of three letters, an expression that gives one, or `own`: each value keeps its currency beside it. Empty: the currency of the workspace.',
    maxLength: 1000,
  })),
  scale: Type.Integer({ minimum: 0, maximum: 9, default: 2, title: 'Digits after the point' }),
})
type Options = Static<typeof options>
export type Amount = string | { readonly amount: string; readonly currency: string }

const whole = 17
const own = (options: Options) => options.currency === 'own'
const code = /^[A-Z]{3}$/

function read(value: unknown, options: Options): Result<Amount> {
  if (!own(options)) return readDecimal(value, whole, options.scale)
  if (!isObject(value) || typeof value['currency'] !== 'string' || !code.test(value['currency'])) return refuse('value.not_money')
  const amount = readDecimal(value['amount'], whole, options.scale)
  return amount.ok ? ok({ amount: amount.value, currency: value['currency'] }) : amount
}

/** An amount of money. Exact; in expressions it is its amount. */
export const money = defineFieldType<typeof options, Amount>({
  name: 'money',
  label: { en: 'Money', es: 'Dinero', zh: '金额' },
  group: 'number',
  icon: 'coin',
  options,
  value: () => types.number,
  json: (options) => {
    const amount = Type.String({ pattern: decimalPattern(whole, options.scale) })
    return own(options) ? Type.Object({ amount, currency: Type.String({ pattern: code.source }) }) : amount
  },
  read,
  columns: (options) => [
    { suffix: '', type: `numeric(${whole + options.scale}, ${options.scale})` },
    ...(own(options) ? [{ suffix: '__currency', type: 'text' } as const] : []),
  ],
  store: (value) => (typeof value === 'string' ? [value] : [value.amount, value.currency]),
  load: ([amount, currency], options) => {
    if (amount === null || amount === undefined) return null
    return own(options) ? { amount: trimZeros(amount as string), currency: String(currency) } : trimZeros(amount as string)
  },
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'empty'],
  widget: 'money',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: (from, to) => to.scale >= from.scale && own(from) === own(to),
  fromText: (text, options) => {
    if (!own(options)) return read(plainNumber(text), options)
    const match = /^(?:([A-Z]{3})\s*)?([^A-Z]+?)(?:\s*([A-Z]{3}))?$/.exec(text)
    return match ? read({ amount: plainNumber(match[2]!), currency: match[1] ?? match[3] }, options) : refuse('value.not_money')
  },
  toText: (value) => (typeof value === 'string' ? value : `${value.amount} ${value.currency}`),
  convert: {
    valid: (text, options) => (own(options) ? 'false' : `case when ${text} ~ '${sqlNumber}' then abs(${text}::numeric) < 10::numeric ^ ${whole} and round(${text}::numeric, ${options.scale}) = ${text}::numeric else false end`),
    cast: (text, options) => `${text}::numeric(${whole + options.scale}, ${options.scale})`,
  },
  examples: { options: { currency: 'own', scale: 2 }, good: [{ amount: '12.5', currency: 'EUR' }, { amount: '-3', currency: 'CNY' }], bad: ['12.5', { amount: '1' }, { amount: '1', currency: 'euro' }, { amount: '1.234', currency: 'EUR' }] },
})

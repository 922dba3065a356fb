import { types, type ValueType } from '../base/value-type.ts'
import { addDays, addSeconds, daysBetween, secondsBetween } from './calendar.ts'
import { bind, binary } from './function.ts'
import { dateRange } from './functions/date.ts'
import { type Decimal, divide, remainder } from './numbers.ts'
import type { Value } from './tree.ts'

type Kind = ValueType['kind']
/** One meaning of an arithmetic operator. Operands are never null; SQL is null where an operand is. */
export interface Operation { readonly left: Kind; readonly right: Kind; readonly gives: ValueType | 'left'; evaluate(a: Value, b: Value): Value; sql(a: string, b: string): string }

const n = (value: Value): Decimal => value as Decimal
const s = (value: Value): string => value as string
const arithmetic = (kind: 'number' | 'duration', evaluate: (a: Decimal, b: Decimal) => Decimal | null, sign: string): Operation => ({
  left: kind, right: kind, gives: types[kind], evaluate: (a, b) => evaluate(n(a), n(b)), sql: (a, b) => `(${a} ${sign} ${b})`,
})
const days = (date: string, seconds: string, sign: '+' | '-'): string =>
  bind([date, sign === '-' ? `(- ${seconds})` : seconds], (a, b) => `case when div(${b}, 86400) between date '0001-01-01' - ${a} and date '9999-12-31' - ${a} then ${a} + div(${b}, 86400)::int end`)
const instants = (at: string, seconds: string, sign: '' | '-'): string => {
  const moved = bind([at, seconds], (a, b) => `case when extract(epoch from ${a}) ${sign || '+'} ${b} between -62135683200 and 253402387200 then ${a} + div(round(${sign}${b} * 1000), 3600000)::int * interval '1 hour' + mod(round(${sign}${b} * 1000), 3600000)::int * interval '1 millisecond' end`)
  return bind([moved], (a) => `case when ${a} >= timestamptz '0001-01-01 00:00:00+00' and ${a} < timestamptz '10000-01-01 00:00:00+00' then ${a} end`)
}
const quotient = (a: string, b: string): string => `round((${a} + 0e-100) / nullif(${b}, 0), 12)`

/** By operator, tried in order. Adding a meaning is adding a line. */
export const operations: Readonly<Record<string, readonly Operation[]>> = {
  '+': [
    arithmetic('number', (a, b) => a.plus(b), '+'), arithmetic('duration', (a, b) => a.plus(b), '+'),
    { left: 'text', right: 'text', gives: types.text, evaluate: (a, b) => s(a) + s(b), sql: (a, b) => `(${a} || ${b})` },
    { left: 'list', right: 'list', gives: 'left', evaluate: (a, b) => [...(a as readonly Value[]), ...(b as readonly Value[])], sql: (a, b) => bind([a, b], (x, y) => `case when ${x} is not null and ${y} is not null then ${x} || ${y} end`) },
    { left: 'date', right: 'duration', gives: types.date, evaluate: (a, b) => addDays(s(a), n(b)), sql: (a, b) => dateRange(days(a, b, '+')) },
    { left: 'datetime', right: 'duration', gives: types.datetime, evaluate: (a, b) => addSeconds(s(a), n(b)), sql: (a, b) => instants(a, b, '') },
    { left: 'duration', right: 'date', gives: types.date, evaluate: (a, b) => addDays(s(b), n(a)), sql: (a, b) => dateRange(days(b, a, '+')) },
    { left: 'duration', right: 'datetime', gives: types.datetime, evaluate: (a, b) => addSeconds(s(b), n(a)), sql: (a, b) => instants(b, a, '') },
  ],
  '-': [
    arithmetic('number', (a, b) => a.minus(b), '-'), arithmetic('duration', (a, b) => a.minus(b), '-'),
    { left: 'date', right: 'duration', gives: types.date, evaluate: (a, b) => addDays(s(a), n(b).negated()), sql: (a, b) => dateRange(days(a, b, '-')) },
    { left: 'datetime', right: 'duration', gives: types.datetime, evaluate: (a, b) => addSeconds(s(a), n(b).negated()), sql: (a, b) => instants(a, b, '-') },
    { left: 'date', right: 'date', gives: types.duration, evaluate: (a, b) => daysBetween(s(b), s(a)).times(86_400), sql: (a, b) => `((${a} - ${b}) * 86400::numeric)` },
    { left: 'datetime', right: 'datetime', gives: types.duration, evaluate: (a, b) => secondsBetween(s(b), s(a)), sql: (a, b) => `extract(epoch from (${a} - ${b}))` },
  ],
  '*': [
    arithmetic('number', (a, b) => a.times(b), '*'),
    { left: 'duration', right: 'number', gives: types.duration, evaluate: (a, b) => n(a).times(n(b)), sql: (a, b) => `(${a} * ${b})` },
  ],
  '/': [
    { left: 'number', right: 'number', gives: types.number, evaluate: (a, b) => divide(n(a), n(b)), sql: quotient },
    { left: 'duration', right: 'duration', gives: types.number, evaluate: (a, b) => divide(n(a), n(b)), sql: quotient },
    { left: 'duration', right: 'number', gives: types.duration, evaluate: (a, b) => divide(n(a), n(b)), sql: quotient },
  ],
  '%': [{ left: 'number', right: 'number', gives: types.number, evaluate: (a, b) => remainder(n(a), n(b)), sql: (a, b) => `mod(${a}, nullif(${b}, 0))` }],
}
export const operationOf = (name: string, left: ValueType, right: ValueType): Operation | undefined =>
  operations[name]?.find((one) => one.left === left.kind && one.right === right.kind)

export const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (o) => o === 0, '!=': (o) => o !== 0, '<': (o) => o < 0, '<=': (o) => o <= 0, '>': (o) => o > 0, '>=': (o) => o >= 0,
}
export const comparisonSql = (name: string, [a, b]: readonly [string, string], kind: Kind): string => {
  const sign = name === '==' ? '=' : name === '!=' ? '<>' : name
  return kind === 'text' ? `(${binary(a)} ${sign} ${binary(b)})` : `(${a} ${sign} ${b})`
}

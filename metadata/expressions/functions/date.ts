import { types } from '../../base/value-type.ts'
import { addMonths, datetimePattern, daysBetween, datePattern, endOfMonth, makeDate, type Part, part, readDate, readDatetime, readTime, startOf, timePattern } from '../calendar.ts'
import { bind, fn, type FunctionEntry } from '../function.ts'
import type { Decimal } from '../numbers.ts'
import type { Value } from '../tree.ts'

const text = (value: Value | undefined): string => value as string
const int = (value: Value | undefined): number => (value as Decimal).toNumber()
/** Keeps the database within the years 0001–9999, as JavaScript does. */
export const dateRange = (sql: string): string => bind([sql], (a) => `case when ${a} between date '0001-01-01' and date '9999-12-31' then ${a} end`)
const utc = (sql: string, kind: string | undefined): string => (kind === 'datetime' ? `(${sql} at time zone 'UTC')` : sql)
const monthDays = (y: string, m: string): string => `extract(day from (make_date(${y}, ${m}, 1) + interval '1 month' - interval '1 day'))`
const validDay = (a: string): string => `substr(${a}, 1, 4) <> '0000' and substr(${a}, 6, 2) between '01' and '12' and substr(${a}, 9, 2) >= '01'`
const dayFits = (a: string): string => `substr(${a}, 9, 2)::int <= ${monthDays(`substr(${a}, 1, 4)::int`, `substr(${a}, 6, 2)::int`)}`
const checked = (a: string, pattern: string, cast: string): string => `case when (${a}) collate "C" ~ '${pattern}' then case when ${validDay(`(${a}) collate "C"`)} then case when ${dayFits(a)} then ${cast} end end end`

const parts: readonly (readonly [Part, string, boolean, string])[] = [
  ['year', 'year', true, 'The year.'], ['quarter', 'quarter', true, 'The quarter, 1 to 4.'], ['month', 'month', true, 'The month, 1 to 12.'],
  ['day', 'day', true, 'The day of the month.'], ['weekday', 'isodow', true, 'The day of the week: Monday is 1, Sunday is 7.'],
  ['hour', 'hour', false, 'The hour, in UTC for a date with time.'], ['minute', 'minute', false, 'The minute.'],
]
const partFunctions = parts.map(([name, field, ofDate, doc]) => fn({
  name, group: 'date', doc, example: `${name}(${ofDate ? 'date' : 'start'})`, signatures: [{ takes: [ofDate ? 'date' : 'time'], gives: types.integer }, { takes: ['datetime'], gives: types.integer }],
  evaluate: ([x]) => part(name, text(x)), sql: ([x = ''], [type]) => `extract(${field} from ${utc(x, type?.kind)})`,
}))
const startFunctions = (['year', 'quarter', 'month', 'week'] as const).map((unit) => fn({
  name: `start_of_${unit}`, group: 'date', doc: `The first day of the ${unit}${unit === 'week' ? ' (Monday)' : ''}.`, example: `start_of_${unit}(today())`, signatures: [{ takes: ['date'], gives: types.date }],
  evaluate: ([x]) => startOf(unit, text(x)), sql: ([x]) => dateRange(`date_trunc('${unit}', (${x})::timestamp)::date`),
}))
export const dateFunctions: readonly FunctionEntry[] = [
  ...partFunctions, ...startFunctions,
  fn({ name: 'end_of_month', group: 'date', doc: 'The last day of the month.', example: 'end_of_month(date)', signatures: [{ takes: ['date'], gives: types.date }], evaluate: ([x]) => endOfMonth(text(x)), sql: ([x]) => `(date_trunc('month', (${x})::timestamp) + interval '1 month' - interval '1 day')::date` }),
  fn({
    name: 'add_months', group: 'date', doc: 'The same day some months later (or earlier), or that month\'s last day.', example: 'add_months(date, 3)', signatures: [{ takes: ['date', 'number'], gives: types.date }],
    evaluate: ([x, n]) => addMonths(text(x), int(n)), sql: ([x = '', n = '']) => bind([x, n], (a, b) => `case when ${b} = trunc(${b}) and abs(${b}) <= 200000 and extract(year from ${a}) * 12 + extract(month from ${a}) - 1 + ${b} between 12 and 119999 then (${a} + ${b}::int * interval '1 month')::date end`),
  }),
  fn({ name: 'days_between', group: 'date', doc: 'How many days the second date is after the first.', example: 'days_between(date, due_date)', signatures: [{ takes: ['date', 'date'], gives: types.integer }], evaluate: ([x, y]) => daysBetween(text(x), text(y)), sql: ([x, y]) => `(${y} - ${x})::numeric` }),
  ...([['days', '86400'], ['hours', '3600'], ['minutes', '60']] as const).map(([name, seconds]) => fn({
    name, group: 'date', doc: `A duration of some ${name}.`, example: `now() + ${name}(2)`, signatures: [{ takes: ['number'], gives: types.duration }], evaluate: ([x]) => (x as Decimal).times(seconds), sql: ([x]) => `(${x} * ${seconds})`,
  })),
  fn({
    name: 'date', group: 'date', doc: 'A date from year, month and day, from a text like 2026-01-31, or of a date with time (in UTC). Null if there is no such day.', example: "date('2026-01-31')",
    signatures: [{ takes: ['number', 'number', 'number'], gives: types.date }, { takes: ['text'], gives: types.date }, { takes: ['datetime'], gives: types.date }, { takes: ['date'], gives: types.date }],
    evaluate: ([x, m, d], [type]) => (m === undefined ? (type?.kind === 'text' ? readDate(text(x)) : text(x).slice(0, 10)) : makeDate(int(x), int(m), int(d))),
    sql: ([x = '', m, d], [type]) => {
      if (m !== undefined) return bind([x, m, d ?? 'null'], (a, b, c) => `case when ${a} = trunc(${a}) and ${b} = trunc(${b}) and ${c} = trunc(${c}) and ${a} between 1 and 9999 and ${b} between 1 and 12 and ${c} between 1 and 31 then case when ${c} <= ${monthDays(`${a}::int`, `${b}::int`)} then make_date(${a}::int, ${b}::int, ${c}::int) end end`)
      return type?.kind === 'text' ? bind([x], (a = '') => checked(a, datePattern, `(${a})::date`)) : `${utc(x, type?.kind)}::date`
    },
  }),
  fn({ name: 'time', group: 'date', doc: 'A time of day from a text like 17:30, or of a date with time (in UTC).', example: "time('17:30')", signatures: [{ takes: ['text'], gives: types.time }, { takes: ['datetime'], gives: types.time }], evaluate: ([x], [type]) => (type?.kind === 'text' ? readTime(text(x)) : text(x).slice(11, 19)), sql: ([x = ''], [type]) => (type?.kind === 'text' ? bind([x], (a) => `case when (${a}) collate "C" ~ '${timePattern}' then (${a})::time end`) : `date_trunc('second', ${utc(x, 'datetime')})::time`) }),
  fn({
    name: 'datetime', group: 'date', doc: 'A date with time from a text like 2026-01-31T08:00:00Z, or the beginning of a day in UTC.', example: "datetime('2026-01-31T08:00:00Z')", signatures: [{ takes: ['text'], gives: types.datetime }, { takes: ['date'], gives: types.datetime }],
    evaluate: ([x], [type]) => (type?.kind === 'text' ? readDatetime(text(x)) : `${text(x)}T00:00:00.000Z`),
    sql: ([x = ''], [type]) => (type?.kind === 'text' ? bind([checkedInstant(x)], (a) => `case when extract(year from ${a} at time zone 'UTC') between 1 and 9999 and ${a} >= timestamptz '0001-01-01 00:00:00+00' then ${a} end`) : `((${x})::timestamp at time zone 'UTC')`),
  }),
]
const checkedInstant = (sql: string): string => bind([sql], (a = '') => checked(a, datetimePattern, `date_trunc('milliseconds', (${a})::timestamptz)`))

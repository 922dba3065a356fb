import { Decimal } from './numbers.ts'

/** Dates and instants are ISO texts of the years 0001–9999; what would leave that range is null. No clock, no local time zone. */
const dayMs = 86_400_000
const pad = (number: number, width = 2): string => String(number).padStart(width, '0')

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs
function fromDayNumber(day: number): string | null {
  const date = new Date(day * dayMs)
  const year = date.getUTCFullYear()
  return year >= 1 && year <= 9999 ? `${pad(year, 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}` : null
}
const daysInMonth = (year: number, month: number): number => [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0

export function makeDate(year: number, month: number, day: number): string | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day)
  if (!whole || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`
}
export const datePattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
export const timePattern = '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$'
export const datetimePattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$'

const validDay = (text: string): boolean => makeDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))) !== null
export const readDate = (text: string): string | null => (new RegExp(datePattern).test(text) && validDay(text) ? text : null)
export const readTime = (text: string): string | null => (new RegExp(timePattern).test(text) ? text.padEnd(8, ':00') : null)
export function readDatetime(text: string): string | null {
  if (!new RegExp(datetimePattern).test(text) || !validDay(text)) return null
  const fraction = /[.]([0-9]+)/.exec(text)?.[1] ?? ''
  return fromMs(Date.parse(fraction === '' ? text : text.replace(`.${fraction}`, `.${fraction.slice(0, 3).padEnd(3, '0')}`)))
}
function fromMs(ms: number): string | null {
  const date = new Date(ms)
  const year = date.getUTCFullYear()
  return year >= 1 && year <= 9999 ? date.toISOString() : null
}

const units: Readonly<Record<string, string>> = { h: '3600', m: '60', s: '1', ms: '0.001', us: '0.000001', ns: '0.000000001' }
/** `1h30m`, `90s`, `-1.5h`: seconds. */
export function readDuration(text: string): Decimal | null {
  if (!/^[+-]?([0-9]{1,15}(\.[0-9]{1,9})?(h|m|s|ms|us|ns))+$/.test(text)) return null
  let seconds = new Decimal(0)
  for (const [, amount = '0', unit = 's'] of text.matchAll(/([0-9]+(?:\.[0-9]+)?)(ms|us|ns|h|m|s)/g)) seconds = seconds.plus(new Decimal(amount).times(units[unit] ?? '1'))
  return text.startsWith('-') ? seconds.negated() : seconds
}

const far = new Decimal('1e12')
export function addDays(date: string, seconds: Decimal): string | null {
  return seconds.abs().greaterThan(far) ? null : fromDayNumber(dayNumber(date) + seconds.dividedToIntegerBy(86_400).toNumber())
}
export function addSeconds(datetime: string, seconds: Decimal): string | null {
  return seconds.abs().greaterThan(far) ? null : fromMs(Date.parse(datetime) + seconds.times(1000).toDecimalPlaces(0).toNumber())
}
export const daysBetween = (from: string, to: string): Decimal => new Decimal(dayNumber(to) - dayNumber(from))
export const secondsBetween = (from: string, to: string): Decimal => new Decimal(Date.parse(to) - Date.parse(from)).times('0.001')

/** The same day of a later month, or that month's last day. */
export function addMonths(date: string, months: number): string | null {
  if (!Number.isInteger(months) || Math.abs(months) > 200_000) return null
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const count = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1]
  return makeDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}
export type Part = 'year' | 'quarter' | 'month' | 'day' | 'weekday' | 'hour' | 'minute'
const parts: { readonly [P in Part]: (value: string) => number } = {
  year: (v) => Number(v.slice(0, 4)),
  quarter: (v) => Math.ceil(Number(v.slice(5, 7)) / 3),
  month: (v) => Number(v.slice(5, 7)),
  day: (v) => Number(v.slice(8, 10)),
  weekday: (v) => new Date(`${v.slice(0, 10)}T00:00:00Z`).getUTCDay() || 7,
  hour: (v) => Number(v.includes('T') ? v.slice(11, 13) : v.slice(0, 2)),
  minute: (v) => Number(v.includes('T') ? v.slice(14, 16) : v.slice(3, 5)),
}
export const part = (name: Part, value: string): Decimal => new Decimal(parts[name](value))

export function startOf(unit: 'year' | 'quarter' | 'month' | 'week', date: string): string | null {
  if (unit === 'week') return fromDayNumber(dayNumber(date) - parts.weekday(date) + 1)
  const month = unit === 'year' ? 1 : unit === 'quarter' ? parts.quarter(date) * 3 - 2 : parts.month(date)
  return makeDate(parts.year(date), month, 1)
}
export const endOfMonth = (date: string): string | null => makeDate(parts.year(date), parts.month(date), daysInMonth(parts.year(date), parts.month(date)))

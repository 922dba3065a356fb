/** Calendar arithmetic on ISO texts, without a clock and without a time zone. */

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/
const daysIn = (year: number, month: number) => [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Is it a day of the Gregorian calendar, as `YYYY-MM-DD`, from year 1? */
export function isDate(text: string): boolean {
  const match = dateForm.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** `14:30` or `14:30:05` → `14:30:05`; null when it is no time of day. */
export function canonicalTime(text: string): string | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?$/.exec(text)
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59 || Number(match[3] ?? 0) > 59) return null
  return `${match[1]!.padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}`
}

/** An instant with offset → UTC with milliseconds; null when it is none. */
export function canonicalInstant(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/.exec(text)
  if (!match || !isDate(match[1]!) || canonicalTime(match[2]!) === null) return null
  const offset = match[4] === 'Z' ? 'Z' : match[4]!.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')
  const instant = new Date(`${match[1]}T${canonicalTime(match[2]!)}${(match[3] ?? '.0').slice(0, 4)}${offset}`)
  return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 1 ? null : instant.toISOString()
}

/** A day as people write it: ISO, `31.12.2026`, `31/12/2026`, `2026/12/31`, `20261231`. Slashes are day first unless only month first is possible. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (iso) return day(iso[1]!, iso[2]!, iso[3]!)
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text)
  return local ? (day(local[3]!, local[2]!, local[1]!) ?? day(local[3]!, local[1]!, local[2]!)) : null
}
function day(year: string, month: string, of: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${of.padStart(2, '0')}`
  return isDate(text) ? text : null
}

/** Days are `YYYY-MM-DD` text; arithmetic is in UTC, so no hour is ever lost or gained. */
export const addDays = (day: string, by: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
export const today = (): string => localDay(new Date())
const localDay = (date: Date): string => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
/** The reader's day of a date or of an instant. */
export const dayOf = (value: string): string => (value.includes('T') ? localDay(new Date(value)) : value)
const monday = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** Whole weeks from Monday: the one of the day, or all that touch its month. */
export function daysShown(day: string, span: 'month' | 'week'): readonly string[] {
  const from = monday(span === 'week' ? day : `${day.slice(0, 8)}01`)
  const days: string[] = []
  for (let next = from; span === 'week' ? days.length < 7 : days.length < 28 || days.length % 7 !== 0 || next.slice(0, 7) === day.slice(0, 7); next = addDays(next, 1)) days.push(next)
  return days
}

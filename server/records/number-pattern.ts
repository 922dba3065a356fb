/** Document numbers as text. Pure. */

/** `SO-{date:YYYY}-{0000}`: the date in parts, the number filled up to as many digits. */
export function formatNumber(pattern: string, number: number, date: string): string {
  const dated = pattern.replaceAll(/\{date:([^}]*)\}/g, (_, form: string) => formatDate(form, date))
  return dated.replace(/\{(0+)\}/, (_, digits: string) => String(number).padStart(digits.length, '0'))
}

/** What stands before and after the number on a day. */
export function affixesOf(pattern: string, date: string): [before: string, after: string] {
  const dated = pattern.replaceAll(/\{date:([^}]*)\}/g, (_, form: string) => formatDate(form, date))
  const at = /\{0+\}/.exec(dated)
  return at ? [dated.slice(0, at.index), dated.slice(at.index + at[0].length)] : [dated, '']
}

/** The dates in a pattern for a day: each has a series of its own. */
export const scopeDates = (pattern: string, date: string): string[] => [...pattern.matchAll(/\{date:([^}]*)\}/g)].map(([, form]) => formatDate(form!, date))

/** The number and the dates in a text of this pattern; null when it has another form. */
export function readNumber(pattern: string, text: string): { readonly number: number; readonly dates: readonly string[] } | null {
  let digits = 0
  let dates = 0
  const parts = pattern.split(/(\{date:[^}]*\}|\{0+\})/).map((part) => {
    if (part.startsWith('{date:')) return `(?<d${dates++}>${formatForm(part.slice(6, -1))})`
    if (/^\{0+\}$/.test(part)) return digits++ === 0 ? '(?<number>\\d{1,15})' : escaped(part)
    return escaped(part)
  })
  const groups = new RegExp(`^${parts.join('')}$`, 'u').exec(text)?.groups
  return groups?.['number'] === undefined ? null : { number: Number(groups['number']), dates: Array.from({ length: dates }, (_, n) => groups[`d${n}`] ?? '') }
}
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const formatForm = (form: string): string => escaped(form).replace('YYYY', '\\d{4}').replace('YY', '\\d{2}').replace('MM', '\\d{2}').replace('DD', '\\d{2}')

function formatDate(form: string, date: string): string {
  const [year, month, day] = date.split('-') as [string, string, string]
  return form.replace('YYYY', year).replace('YY', year.slice(2)).replace('MM', month).replace('DD', day)
}

/** Order by Unicode code point: what PostgreSQL does under the collation "C". JavaScript's `<` differs beyond the BMP. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return surrogateLast(x) - surrogateLast(y)
  }
  return a.length - b.length
}
const surrogateLast = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

export const characters = (text: string): number => [...text].length

/** One character for one character, as the database maps case: no `ß` → `SS`. */
export const lower = (text: string): string => [...text].map((c) => (c === 'İ' ? 'i' : single(c, c.toLowerCase()))).join('')
export const upper = (text: string): string => [...text].map((c) => titlecase(c) ?? single(c, c.toUpperCase())).join('')
const single = (from: string, to: string): string => (characters(to) === 1 ? to : from)

/** Greek letters with iota subscript: their one-character capitals, which `toUpperCase` does not give. */
function titlecase(c: string): string | null {
  const code = c.codePointAt(0) ?? 0
  if (code < 0x1f80 || code > 0x1ff3) return null
  if (code < 0x1fb0) return code & 8 ? c : String.fromCodePoint(code + 8)
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCodePoint(code + 9) : null
}

export const trim = (text: string): string => text.replace(/^[ \t\n\r]+/, '').replace(/[ \t\n\r]+$/, '')

/** From the character at `start` (0 = first) up to, not including, `end`; outside positions are moved inside. */
export const substring = (text: string, start: number, end = Infinity): string => [...text].slice(Math.max(start, 0), Math.max(end, start, 0)).join('')
export const replace = (text: string, from: string, to: string): string => (from === '' ? text : text.split(from).join(to))
export const split = (text: string, by: string): string[] => (text === '' ? [] : by === '' ? [text] : text.split(by))

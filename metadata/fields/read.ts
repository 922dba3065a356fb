import { type Problem, fail, ok, problem, type Result } from '../base/problem.ts'
import type { Code, Params } from '../texts/index.ts'

export const refuse = (code: Code, params: Params = {}, path = ''): Result<never> => fail(problem(code, path, params))

// A zero byte cannot be stored by PostgreSQL; a lone surrogate has no UTF-8 form and would come back as another text.
const hasZeroByte = (text: string) => text.includes('\u0000')

export function readText(value: unknown, maxLength: number): Result<string> {
  if (typeof value !== 'string') return refuse('value.not_text')
  if (hasZeroByte(value) || !value.isWellFormed()) return refuse('value.bad_character')
  return lengthOf(value) > maxLength ? refuse('value.too_long', { max: maxLength }) : ok(value)
}

/** Length in characters as PostgreSQL counts them (code points). */
const lengthOf = (text: string) => (text.length < 100 ? [...text].length : countCodePoints(text))
function countCodePoints(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++, count++) if ((text.codePointAt(i) ?? 0) > 0xffff) i++
  return count
}

export function readMatching(value: unknown, pattern: RegExp, code: Code): Result<string> {
  const text = readText(value, 2000)
  return text.ok && !pattern.test(text.value) ? refuse(code) : text
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** The id of a record: a uuid, or an object that carries it (as reads with `expand` answer). */
export function readId(value: unknown): Result<string> {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value
  return typeof id === 'string' && uuid.test(id) ? ok(id.toLowerCase()) : refuse('value.not_id')
}

/** The ids of a cell that holds several, separated by `;`. */
export const idsIn = (text: string): string[] => text.split(';').flatMap((part) => part.trim() || [])

/** Reads each item; problems get the item's place. */
export function readList<T>(value: unknown, max: number, item: (value: unknown) => Result<T>): Result<T[]> {
  if (!Array.isArray(value)) return refuse('value.not_list')
  if (value.length > max) return refuse('value.too_many', { max })
  const problems: Problem[] = []
  const values: T[] = []
  value.forEach((entry, i) => {
    const result = item(entry)
    if (result.ok) values.push(result.value)
    else problems.push(...result.problems.map((p) => ({ ...p, path: `/${i}${p.path}` })))
  })
  const twice = values.find((entry, i) => values.indexOf(entry) !== i)
  if (twice !== undefined) problems.push(problem('value.repeated', '', { value: String(twice) }))
  return problems.length > 0 ? { ok: false, problems } : ok(values)
}

const number = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?(?:[eE]([+-]?\d{1,3}))?$/
/** Canonical form of an exact decimal: no leading zeros, no trailing zeros, no exponent, no '-0'; null when it is no number. */
export function canonicalDecimal(text: string): string | null {
  const match = number.exec(text)
  if (!match || !/\d/.test(text)) return null
  const [, sign, whole = '', fraction = '', exponent] = match
  if (exponent !== undefined) return shift(sign === '-', whole, fraction, Number(exponent))
  return join(sign === '-', whole, fraction)
}
function shift(negative: boolean, whole: string, fraction: string, exponent: number): string | null {
  if (Math.abs(exponent) > 100) return null
  const digits = whole + fraction
  const point = whole.length + exponent
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = point <= 0 ? 1 : point
  return join(negative, padded.slice(0, at).replace(/^0+/, ''), padded.slice(at).replace(/0+$/, ''))
}
const join = (negative: boolean, whole: string, fraction: string): string => {
  const text = fraction === '' ? whole || '0' : `${whole || '0'}.${fraction}`
  return negative && text !== '0' ? `-${text}` : text
}

/** An exact decimal within `whole` digits before and `scale` after the point. JSON numbers are taken where they are exact. */
export function readDecimal(value: unknown, whole: number, scale: number): Result<string> {
  const text = typeof value === 'string' ? canonicalDecimal(value.trim()) : typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 2 ** 53 ? canonicalDecimal(String(value)) : null
  if (text === null) return refuse('value.not_number')
  const [before = '', after = ''] = text.replace('-', '').split('.')
  return before.replace(/^0$/, '').length > whole || after.length > scale ? refuse('value.too_many_digits', { whole, scale }) : ok(text)
}

/** Reads a number as people write it: `1.234,50`, `1,234.50`, `1 234.5`, `12,5`. */
export function plainNumber(text: string): string {
  const bare = text.replaceAll(/[\s'’\u00a0\u202f]/g, '')
  const comma = bare.lastIndexOf(',')
  const point = bare.lastIndexOf('.')
  if (comma < 0) return bare
  if (point > comma) return bare.replaceAll(',', '')
  if (point >= 0) return bare.replaceAll('.', '').replace(',', '.')
  // Only commas: several, or one before exactly three digits, group thousands; otherwise it is the decimal sign.
  return /^[+-]?\d{1,3}(,\d{3})+$/.test(bare) ? bare.replaceAll(',', '') : bare.replace(',', '.')
}

/** Smallest and largest value; both optional, as exact decimals. */
export function within(text: string, min: string | undefined, max: string | undefined): Result<string> {
  if (min !== undefined && compareDecimals(text, min) < 0) return refuse('value.too_small', { min })
  if (max !== undefined && compareDecimals(text, max) > 0) return refuse('value.too_large', { max })
  return ok(text)
}
/** Order of two exact decimals: negative, 0 or positive. */
export function compareDecimals(a: string, b: string): number {
  const [x, y] = [canonicalDecimal(a) ?? '0', canonicalDecimal(b) ?? '0']
  if (x === y) return 0
  const [nx, ny] = [x.startsWith('-'), y.startsWith('-')]
  if (nx !== ny) return nx ? -1 : 1
  const [[xw = '', xf = ''], [yw = '', yf = '']] = [x.replace('-', '').split('.'), y.replace('-', '').split('.')]
  const order = xw.length - yw.length || (xw + xf.padEnd(yf.length, '0') < yw + yf.padEnd(xf.length, '0') ? -1 : 1)
  return nx ? -order : order
}

import { isDeepStrictEqual } from 'node:util'

/** Equal, but for the form of exact numbers: a whole one as a number or as text, zeros at the end. */
export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b))

function plain(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string' && /^-?\d+\.\d+$/.test(value)) return value.replace(/\.?0+$/, '')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}

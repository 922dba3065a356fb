import { isDeepStrictEqual } from 'node:util'

/** Equal to the letter, as an answer must be: a number is no text, and a text has no zeros to spare. */
export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(copied(a, (one) => one), copied(b, (one) => one))
/** Columns of a table, where exact numbers stand as text padded to their scale, and wire values. */
export const stands = (column: unknown, value: unknown): boolean => isDeepStrictEqual(copied(column, number), copied(value, number))

function number(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value
}
function copied(value: unknown, plain: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => copied(one, plain))
  if (typeof value !== 'object' || value === null) return plain(value)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copied(one, plain)]))
}

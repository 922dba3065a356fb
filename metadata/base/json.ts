export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Structural equality of JSON values; the order of keys is ignored. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
}

/** Adds one step to a JSON pointer (RFC 6901). */
export const pointer = (path: string, ...steps: (string | number)[]): string =>
  steps.reduce<string>((all, step) => `${all}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`, path)

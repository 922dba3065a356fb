const refuse = (): never => {
  throw new TypeError('The model is read-only.')
}
const locked: PropertyDescriptorMap = Object.fromEntries(['set', 'delete', 'clear'].map((method) => [method, { value: refuse }]))

/** A map that nobody can change: `Object.freeze` alone does not keep a map from being written. */
export const frozenMap = <K, V>(entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> => Object.freeze(Object.defineProperties(new Map(entries), locked))

/** Freezes plain data through and through. What is frozen already counts as done; maps keep their own lock. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}

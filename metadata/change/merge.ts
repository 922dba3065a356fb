import { isObject, pointer } from '../base/json.ts'

/** Both sides changed the same element; ours was kept. `undefined` = not there. */
export interface Conflict { readonly path: string; readonly base: unknown; readonly ours: unknown; readonly theirs: unknown }
export interface Merged { readonly value: unknown; readonly conflicts: readonly Conflict[] }

/** Three-way merge per element. Ours is what the customer has, theirs is new. On conflict ours is kept and reported. Arrays are one element. */
export function merge(base: unknown, ours: unknown, theirs: unknown): Merged {
  return mergeAt('', base, ours, theirs)
}

function mergeAt(path: string, base: unknown, ...[ours, theirs]: [unknown, unknown]): Merged {
  if (same(ours, theirs) || same(base, theirs)) return { value: ours, conflicts: [] }
  if (same(base, ours)) return { value: theirs, conflicts: [] }
  if (isObject(ours) && isObject(theirs)) return mergeKeys(path, isObject(base) ? base : {}, ours, theirs)
  return { value: ours, conflicts: [{ path, base, ours, theirs }] }
}

type Tree = Record<string, unknown>
function mergeKeys(path: string, base: Tree, ...[ours, theirs]: [Tree, Tree]): Merged {
  const value: Tree = {}
  const keys = [Object.keys(base), Object.keys(ours), Object.keys(theirs)] as const
  const { order, agreed } = mergeOrder(...keys)
  const conflicts: Conflict[] = agreed ? [] : [{ path, base: keys[0], ours: keys[1], theirs: keys[2] }]
  for (const key of order) {
    const merged = mergeAt(pointer(path, key), own(base, key), own(ours, key), own(theirs, key))
    if (merged.value !== undefined) put(value, key, merged.value)
    conflicts.push(...merged.conflicts)
  }
  return { value, conflicts }
}

/**
 * All keys. Who moved keys decides the order (ours, if both did; `agreed` tells whether both moved alike); the other side's new
 * keys follow the key that they followed there.
 */
export function mergeOrder(base: readonly string[], ours: readonly string[], theirs: readonly string[]): { readonly order: readonly string[]; readonly agreed: boolean } {
  const moved = (side: readonly string[]) => !sameList(common(base, side), common(side, base))
  // Where neither moved any, the same order comes out whichever side is called ours.
  const [first, second] = moved(ours) ? [ours, theirs] : moved(theirs) || ours.join() < theirs.join() ? [theirs, ours] : [ours, theirs]
  const order = [...first]
  second.forEach((key, i) => {
    if (first.includes(key)) return
    const before = i === 0 ? -1 : order.indexOf(second[i - 1]!)
    order.splice(before + 1, 0, key)
  })
  const shared = (side: readonly string[], other: readonly string[]) => common(common(side, base), other)
  return { order, agreed: !moved(ours) || !moved(theirs) || sameList(shared(ours, theirs), shared(theirs, ours)) }
}
const common = (of: readonly string[], and: readonly string[]) => of.filter((key) => and.includes(key))
const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((item, i) => item === b[i])

const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined)
/** Also right for a key like `__proto__`. */
const put = (tree: Tree, key: string, value: unknown) => Object.defineProperty(tree, key, { value, enumerable: true, writable: true, configurable: true })

/** Equal, the order of keys included: order is part of the data. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const [left, right] = [Object.keys(a), Object.keys(b)]
  return sameList(left, right) && left.every((key) => same(a[key], b[key]))
}

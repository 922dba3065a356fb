import { Decimal } from './numbers.ts'
import type { RecordValue, Value } from './tree.ts'
import { compareText } from './words.ts'

export const isRecord = (value: unknown): value is RecordValue => typeof value === 'object' && value !== null && !Array.isArray(value) && !Decimal.isDecimal(value)
/** A record is known by its id, loaded or not. */
export const identity = (value: Value): Value => (isRecord(value) ? value.id : value)

/** Order of two values of one type, none of them null. */
export function compareValues(a: Value, b: Value): number {
  if (Decimal.isDecimal(a) && Decimal.isDecimal(b)) return a.comparedTo(b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (Array.isArray(a) && Array.isArray(b)) return sameItems(a, b) ? 0 : 1
  const [x, y] = [identity(a), identity(b)]
  return typeof x === 'string' && typeof y === 'string' ? compareText(x, y) : 1
}
const sameItems = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((item, i) => { const other = b[i] ?? null; return item === null || other === null ? item === other : compareValues(item, other) === 0 })

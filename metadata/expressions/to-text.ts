import type { ValueType } from '../base/value-type.ts'
import { Decimal, digits } from './numbers.ts'
import { identity } from './order.ts'
import type { Value } from './tree.ts'

export function toText(value: Value, _type?: ValueType): string | null {
  if (Decimal.isDecimal(value)) return digits(value as Decimal)
  if (typeof value === 'boolean') return String(value)
  const plain = identity(value)
  return typeof plain === 'string' ? plain : null
}
export function textSql(sql: string, type?: ValueType): string {
  if (type?.kind === 'number' || type?.kind === 'duration') return `trim_scale(${sql})::text`
  if (type?.kind === 'datetime') return `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  if (type?.kind === 'date') return `to_char(${sql}, 'YYYY-MM-DD')`
  return type?.kind === 'text' ? sql : `(${sql})::text`
}

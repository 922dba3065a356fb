import type { ValueType } from '../base/value-type.ts'
import { Decimal, digits } from './numbers.ts'
import { identity, isRecord } from './order.ts'
import type { RecordValue, Value } from './tree.ts'

/** Value of a field as it is in requests and answers → value of an expression. What does not fit the type is null. */
export function fromWire(wire: unknown, type: ValueType): Value {
  if (wire === null || wire === undefined) return null
  switch (type.kind) {
    case 'number': case 'duration': return number(wire)
    case 'boolean': return typeof wire === 'boolean' ? wire : null
    case 'list': return Array.isArray(wire) ? wire.map((item) => fromWire(item, type.of)) : null
    case 'record': return typeof wire === 'string' ? wire : isRecord(wire) ? (wire as RecordValue) : null
    case 'json': return JSON.stringify(wire)
    default: return typeof wire === 'string' ? wire : null
  }
}
function number(wire: unknown): Decimal | null {
  if (typeof wire === 'string') return fromText(wire)
  if (typeof wire === 'number') return Number.isFinite(wire) ? new Decimal(wire) : null
  if (typeof wire !== 'object' || wire === null) return null
  if ('amount' in wire) return number(wire.amount)
  return Decimal.isDecimal(wire) ? (wire as Decimal) : null
}
/** Decimals never change, and the same amounts come again and again within a write. */
const decimals = new Map<string, Decimal | null>()
const mostDecimals = 1000
function fromText(text: string): Decimal | null {
  const known = decimals.get(text)
  if (known !== undefined) return known
  const made = /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? new Decimal(text) : null
  if (text.length > 40) return made
  if (decimals.size >= mostDecimals) decimals.clear()
  decimals.set(text, made)
  return made
}

/** Value of an expression → JSON of requests and answers. */
export function toWire(value: Value, type: ValueType): unknown {
  if (value === null) return null
  if (typeof value === 'object' && Decimal.isDecimal(value)) {
    const plain = (type.kind === 'number' && type.integer && value.abs().lte(Number.MAX_SAFE_INTEGER)) || type.kind === 'duration'
    return plain ? value.toNumber() + 0 : digits(value as Decimal)
  }
  if (Array.isArray(value)) return value.map((item: Value) => toWire(item, type.kind === 'list' ? type.of : type))
  if (type.kind === 'json' && typeof value === 'string') return JSON.parse(value) as unknown
  return identity(value)
}

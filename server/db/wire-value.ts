import type { ValueType } from '../../metadata/base/value-type.ts'
import { trimZeros } from '../../metadata/fields/decimal.ts'
import type { Field } from '../../metadata/model/model.ts'

/** What the database answers for a value of this type → the wire value: exact numbers come as text there, padded to their scale. */
export function wireValue(value: unknown, type: ValueType): unknown {
  if (typeof value !== 'string') return value ?? null
  if (type.kind === 'duration') return Number(value)
  if (type.kind !== 'number') return value
  const text = trimZeros(value)
  return type.integer && Number.isSafeInteger(Number(text)) ? Number(text) : text
}

/** The columns of a field → its wire value. What a formula keeps is of the type of the formula. */
export function loadColumns(field: Field, values: readonly unknown[]): unknown {
  if (values.every((value) => value === null)) return null
  const loaded = field.type.load ? field.type.load(values, field.options) : values[0]
  return field.type.computed ? wireValue(loaded, field.value) : loaded
}

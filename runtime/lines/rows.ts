import { Decimal, digits, readNumber } from '../../metadata/expressions/numbers.ts'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { reads } from '../form/reads.ts'
import type { Values } from '../form/record-store.ts'
import { shownAs } from '../model/field-view.ts'

/** A name for a line that the server does not know yet, for the screen alone. */
export const lineKey = (): string => crypto.randomUUID()
export const keyOfLine = (row: Values, at: number): string => String(row['id'] ?? row['_key'] ?? at)

export function moveLine(rows: readonly Values[], at: number, by: -1 | 1): readonly Values[] {
  const row = rows[at]
  const to = at + by
  return row && to >= 0 && to < rows.length ? rows.toSpliced(at, 1).toSpliced(to, 0, row) : rows
}
/** Puts a line before another one; `to` counts the places between lines as they are now. */
export function placeLine(rows: readonly Values[], at: number, to: number): readonly Values[] {
  const row = rows[at]
  const place = to > at ? to - 1 : to
  return row && place !== at && place >= 0 && place < rows.length ? rows.toSpliced(at, 1).toSpliced(place, 0, row) : rows
}
/** The same values as a new line. */
export const copyOf = (row: Values): Values => ({ ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id' && !name.startsWith('_'))), _key: lineKey() })

/** Columns that add up: amounts, whole numbers and durations; not percentages, nor prices and rates that a formula of the line multiplies. */
export function summed(child: ClientEntity): readonly ClientField[] {
  const formulas = child.fields.flatMap((field) => field.formula ?? [])
  return child.fields.filter((field) => {
    const shown = shownAs(field)
    if (field.type === 'integer' || shown === 'duration') return true
    if ((shown !== 'number' && shown !== 'money') || field.options['currency'] === 'own') return false
    return field.formula !== null || !formulas.some((formula) => reads(formula, field.key))
  })
}
/** Exact; what is no number yet does not count. */
export function sumOf(rows: readonly Values[], name: string): string {
  let sum = new Decimal(0)
  for (const row of rows) {
    const value = row[name]
    const number = value === null || value === undefined || isObject(value) ? null : readNumber(String(value))
    if (number) sum = sum.plus(number)
  }
  return digits(sum)
}

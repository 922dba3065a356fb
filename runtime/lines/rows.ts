import type { Values } from '../form/record-store.ts'

/** A name for a line that the server does not know yet, for the screen alone. */
export const lineKey = (): string => crypto.randomUUID()

export function moveLine(rows: readonly Values[], at: number, by: -1 | 1): readonly Values[] {
  const row = rows[at]
  const to = at + by
  return row && to >= 0 && to < rows.length ? rows.toSpliced(at, 1).toSpliced(to, 0, row) : rows
}
/** The same values as a new line. */
export const copyOf = (row: Values): Values => ({ ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id' && !name.startsWith('_'))), _key: lineKey() })

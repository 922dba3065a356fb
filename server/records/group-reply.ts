import type { GroupReply } from '../../metadata/api/records.ts'
import { types, type ValueType } from '../../metadata/base/value-type.ts'
import type { Measure, Query } from '../../metadata/query/query.ts'
import { wireValue } from '../db/wire-value.ts'

/** Rows of the grouping statement → the answer, in the wire values of rows. The total comes first; a record that is grouped by carries its title. */
export function groupReply(query: Query, rows: readonly Record<string, unknown>[]): GroupReply {
  const groups = query.group ?? []
  const measures = (row: Record<string, unknown> | undefined): Record<string, string | number | null> =>
    Object.fromEntries((query.measures ?? []).map((measure, n) => [measure.name, wireValue(row?.[`v${n}`], typeOf(measure)) as string | number | null]))
  const by = (row: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(groups.map(({ name, by: { type } }, n) => {
    const value = wireValue(row[`g${n}`], type)
    return [name, value !== null && `h${n}` in row ? { id: value, title: row[`h${n}`] ?? null } : value]
  }))
  return { groups: rows.filter((row) => row['total'] === 0).map((row) => ({ by: by(row), measures: measures(row) })), totals: measures(rows.find((row) => row['total'] === 1)) }
}

/** A mean of whole numbers or of durations is any number. */
const typeOf = ({ function: made, of }: Measure): ValueType => (made === 'average' ? types.number : made === 'count' || made === 'count_distinct' ? types.integer : (of?.type ?? types.integer))

import type { GroupReply } from '../../metadata/api/records.ts'
import type { Query } from '../../metadata/query/query.ts'

/** Rows of the grouping statement → the answer. The total comes first; a record that is grouped by carries its title. */
export function groupReply(query: Query, rows: readonly Record<string, unknown>[]): GroupReply {
  const groups = query.group ?? []
  const measures = (row: Record<string, unknown> | undefined): Record<string, string | number | null> =>
    Object.fromEntries((query.measures ?? []).map(({ name }, n) => [name, (row?.[`v${n}`] ?? null) as string | number | null]))
  const by = (row: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(groups.map(({ name }, n) => {
    const value = row[`g${n}`] ?? null
    return [name, value !== null && `h${n}` in row ? { id: value, title: row[`h${n}`] ?? null } : value]
  }))
  return { groups: rows.filter((row) => row['total'] === 0).map((row) => ({ by: by(row), measures: measures(row) })), totals: measures(rows.find((row) => row['total'] === 1)) }
}

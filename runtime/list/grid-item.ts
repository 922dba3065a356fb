import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'

/** What one place of a list holds: a record, the head of a group, or rows that are still to come. */
export type GridItem =
  | { readonly kind: 'row'; readonly key: string; readonly row: Row }
  | { readonly kind: 'group'; readonly key: string; readonly level: number; readonly open: boolean; readonly field: ClientField; readonly value: unknown; readonly count: number; readonly sums: Readonly<Record<string, unknown>> }
  | { readonly kind: 'more'; readonly key: string }

export const rowItems = (rows: readonly Row[]): readonly GridItem[] => rows.map((row) => ({ kind: 'row', key: row.id, row }))
export const rowsIn = (items: readonly GridItem[]): readonly Row[] => items.flatMap((item) => (item.kind === 'row' ? [item.row] : []))

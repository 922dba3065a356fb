import type { Tables } from './physical.ts'
import type { KeptColumn, Step } from './step.ts'

/** What waits in quarantine and may come back: by table id, and by `<table id>/<column id>`; of several the newest. */
export interface Kept {
  readonly tables: ReadonlyMap<string, { readonly name: string; readonly columns: ReadonlyMap<string, { readonly name: string; readonly type: string }> }>
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly type: string }>
}
export const nothingKept: Kept = { tables: new Map(), columns: new Map() }

/**
 * One thing out of sight, as it is recorded. `place` is the physical name of the table or column; a column is in the table
 * `table` (an id), whatever that is called now. `values`: what did not convert, as text; it is never brought back by itself.
 */
export type Entry =
  | { readonly kind: 'table'; readonly table: string; readonly column: null; readonly place: string; readonly columns: readonly KeptColumn[] }
  | { readonly kind: 'column' | 'values'; readonly table: string; readonly column: string; readonly place: string; readonly type: string }

/** What carrying out the steps puts away and brings back. */
export function keptBy(steps: readonly Step[]): { readonly added: readonly Entry[]; readonly removed: readonly Pick<Entry, 'kind' | 'table' | 'column' | 'place'>[] } {
  const added: Entry[] = []
  const removed: Pick<Entry, 'kind' | 'table' | 'column' | 'place'>[] = []
  for (const step of steps) {
    if (step.kind === 'quarantine-table') added.push({ kind: 'table', table: step.id, column: null, place: step.to, columns: step.columns })
    if (step.kind === 'quarantine-column') added.push({ kind: 'column', table: step.id[0], column: step.id[1], place: step.to, type: step.type })
    if (step.kind === 'retype-column' && step.keep !== null) added.push({ kind: 'values', table: step.id[0], column: step.id[1], place: step.keep, type: 'text' })
    if (step.kind === 'restore-table') removed.push({ kind: 'table', table: step.id, column: null, place: step.from })
    if (step.kind === 'restore-column') removed.push({ kind: 'column', table: step.id[0], column: step.id[1], place: step.from })
  }
  return { added, removed }
}

/** Oldest first. */
export function keptOf(entries: readonly Entry[]): Kept {
  const tables = new Map<string, { name: string; columns: Map<string, { name: string; type: string }> }>()
  const columns = new Map<string, { name: string; type: string }>()
  for (const entry of entries) {
    if (entry.kind === 'table') tables.set(entry.table, { name: entry.place, columns: new Map(entry.columns.map(({ id, name, type }) => [id, { name, type }])) })
    else columns.set(columnKey(entry.table, entry.column, entry.kind), { name: entry.place, type: entry.type })
  }
  return { tables, columns }
}
export const columnKey = (table: string, column: string, kind: 'column' | 'values' = 'column'): string => `${table}/${column}${kind === 'values' ? ':values' : ''}`

/** What the table of an entry is called now; undefined when it is gone for good, and its columns with it. */
export const presentTable = (entry: Entry, tables: Tables, kept: Kept): string | undefined =>
  entry.kind === 'table' ? entry.place : (tables.get(entry.table)?.name ?? kept.tables.get(entry.table)?.name)

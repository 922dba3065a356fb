import type { Database } from '../../../server/db/database.ts'

export type Row = Readonly<Record<string, unknown>>
/** Table → id → values by column. What waits in quarantine is called `~` and its former name. */
export type Rows = Readonly<Record<string, Readonly<Record<string, Row>>>>

/** How often and when a row was last written is not its content. */
const apart = new Set(['_version', '_updated_at', '_updated_by'])
const waiting = /^_q_[0-9a-f]{8}_\d+_/
const shown = (name: string): string => name.replace(waiting, '~')

export async function readRows(database: Database): Promise<Rows> {
  const tables = await database.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'ws_main' and table_type = 'BASE TABLE' and (table_name !~ '^_' or table_name ~ '^_q_') order by 1`)
  const parts = tables.map(({ name }) => `select '${name}' as name, to_jsonb(t) as row from ws_main."${name}" t`)
  const found: Record<string, Record<string, Row>> = Object.fromEntries(tables.map(({ name }) => [shown(name), {}]))
  for (const { name, row } of await database.query<{ name: string; row: Row }>(parts.join(' union all '))) {
    const id = String(row['id'] ?? `${String(row['source'])} ${String(row['target'])}`)
    found[shown(name)]![id] = Object.fromEntries(Object.entries(row).filter(([column]) => !apart.has(column)).map(([column, value]) => [shown(column), value]))
  }
  return found
}

/** What a change does to rows, said without the product's plan. */
export type Effect = (rows: Rows) => Rows
export const both = (...effects: readonly Effect[]): Effect => (rows) => effects.reduce((now, effect) => effect(now), rows)
/** At once, so that two may swap. */
export const renamedTables = (names: Readonly<Record<string, string>>): Effect => (rows) =>
  Object.fromEntries(Object.entries(rows).map(([table, of]) => [Object.hasOwn(names, table) ? names[table]! : table, of]))
export const renamedColumns = (table: string, names: Readonly<Record<string, string>>): Effect => (rows) =>
  change(rows, table, (row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [Object.hasOwn(names, column) ? names[column]! : column, value])))
export const valued = (table: string, column: string, value: (row: Row, rows: Rows) => unknown): Effect => (rows) => change(rows, table, (row) => ({ ...row, [column]: value(row, rows) }))
export const emptyTable = (...tables: readonly string[]): Effect => (rows) => ({ ...rows, ...Object.fromEntries(tables.map((table) => [table, {}])) })
export const withoutColumn = (table: string, column: string): Effect => (rows) => change(rows, table, (row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== column)))

const change = (rows: Rows, table: string, of: (row: Row) => Row): Rows => ({ ...rows, [table]: Object.fromEntries(Object.entries(rows[table] ?? {}).map(([id, row]) => [id, of(row)])) })

/** What is not as it should be, a few lines of it; with `others`, rows and tables that nobody expects may be there besides. */
export function unlike(expected: Rows, found: Rows, others: boolean): string[] {
  const lines: string[] = []
  for (const [table, rows] of Object.entries(expected)) {
    if (!found[table]) { lines.push(`no table ${table}`); continue }
    for (const [id, row] of Object.entries(rows)) {
      const now = found[table][id]
      if (!now) lines.push(`${table} ${id} is lost`)
      else lines.push(...columns(row, now).map((column) => `${table} ${id} ${column}: ${JSON.stringify(row[column])} became ${JSON.stringify(now[column])}`))
    }
    if (!others) lines.push(...Object.keys(found[table]).filter((id) => !rows[id]).map((id) => `${table} ${id} came from nowhere`))
  }
  if (!others) lines.push(...Object.keys(found).filter((table) => !expected[table]).map((table) => `table ${table} came from nowhere`))
  return lines.slice(0, 6)
}
const columns = (a: Row, b: Row): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((column) => JSON.stringify(a[column]) !== JSON.stringify(b[column]))

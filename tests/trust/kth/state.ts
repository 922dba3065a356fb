import type { Database } from '../../../server/db/database.ts'

/** Each row of the workspace and each column and index of its tables, as one text each. */
export type State = readonly string[]

/** A try to sign in counts whether it comes to an end or not; documents are kept by their content, and one that nothing refers to says nothing. */
const leftOut = new Set(['_tries', '_meta_documents'])

export async function readState(database: Database, schema: string): Promise<State> {
  const tables = await database.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE' order by 1`, [schema])
  const parts = tables.filter(({ name }) => !leftOut.has(name)).map(({ name }) => `select '${name}' as name, to_jsonb(t)::text as row from "${schema}"."${name}" t`)
  const rows = parts.length === 0 ? [] : await database.query<{ name: string; row: string }>(parts.join(' union all '))
  const columns = await database.query<{ row: string }>(`select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as row from information_schema.columns where table_schema = $1`, [schema])
  const indexes = await database.query<{ row: string }>(`select 'index ' || indexdef as row from pg_indexes where schemaname = $1`, [schema])
  // The daily cleaning is nobody's action.
  const kept = rows.filter(({ name, row }) => name !== '_outbox' || !row.includes('"topic": "clean"'))
  return [...kept.map(({ name, row }) => `${name} ${row}`), ...columns.map(({ row }) => row), ...indexes.map(({ row }) => row)]
}

/** What came and what went, with what chance and the clock chose made the same. */
export function difference(before: State, after: State): string {
  const counts = new Map<string, number>()
  for (const row of after) counts.set(row, (counts.get(row) ?? 0) + 1)
  for (const row of before) counts.set(row, (counts.get(row) ?? 0) - 1)
  const came = [...counts].flatMap(([row, times]) => (times > 0 ? [masked(row)] : []))
  const went = [...counts].flatMap(([row, times]) => (times < 0 ? [masked(row)] : []))
  // A row in which only the time of the last visit moved is the same row.
  const kept = came.filter((row) => went.includes(row))
  const lines = (rows: readonly string[], sign: string) => rows.filter((row) => !kept.includes(row)).map((row) => `${sign} ${row}`)
  return [...lines(came, '+'), ...lines(went, '-')].sort().join('\n')
}

const masked = (row: string): string => row
  .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '#')
  .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?/g, '@')
  .replace(/\\\\x[0-9a-f]+|[0-9a-f]{32,}/g, '%')
  .replace(/"[A-Za-z0-9_-]{43}"/g, '"%"').replace(/"note": "= \d+"/g, '"note": "= n"').replace(/"prefix": "\w+"/g, '"prefix": "%"').replace(/"ip": "[\d.]+"/g, '"ip": "%"')
  .replace(/\$argon2id\$[^"]*/g, '%')
  .replace(/"(seq|id|number|tx)": "?\d+"?/g, '"$1": n')
  .replace(/"number": \[null, "?\d+"?\]/g, '"number": [null, n]')
  .replace(/_[0-9a-f]{8}(?![0-9a-f])/g, '_%')
  // Names and numbers that the action counts up.
  .replace(/(thing|title|more|short_lived|kth |kth|new|in|key |Paper )\d+/g, '$1n')
  .replace(/^(_meta\w+ .*|_events .*"model\.published".*)$/, (row) => row.replace(/"(version|parent|base_version)": \d+/g, '"$1": n').replace(/"manifest": .*/, '"manifest"'))

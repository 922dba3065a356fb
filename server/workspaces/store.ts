import type { Database } from '../db/database.ts'
import { serverSchema } from '../db/system-tables.ts'

/** A row of the registry. */
export interface WorkspaceRow {
  readonly name: string
  readonly schema: string
  readonly label: string
  readonly hosts: readonly string[]
}

const columns = 'name, schema, label, hosts'
const table = `"${serverSchema}".workspaces`

export const readWorkspaces = (database: Database): Promise<WorkspaceRow[]> => database.query<WorkspaceRow>(`select ${columns} from ${table} order by name`)

/** Adds the row; null when a workspace of that name exists. */
export async function insertWorkspace(database: Database, row: WorkspaceRow): Promise<WorkspaceRow | null> {
  const rows = await database.query<WorkspaceRow>(
    `insert into ${table} (name, schema, label, hosts) values ($1, $2, $3, $4) on conflict do nothing returning ${columns}`,
    [row.name, row.schema, row.label, row.hosts],
  )
  return rows[0] ?? null
}

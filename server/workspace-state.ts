import type { Model } from '../metadata/model/model.ts'
import { compileRights } from './access/compile-rights.ts'
import type { Rights } from './access/rights.ts'
import type { Database } from './db/database.ts'
import { createPublishing, type Publishing } from './publish/service.ts'
import { type Reading, createReading } from './records/list.ts'
import { recompute } from './records/recompute.ts'
import { publishBase } from './templates/service.ts'
import { mainWorkspace } from './workspaces/resolve.ts'
import type { WorkspaceRow } from './workspaces/store.ts'

/** What stays in memory of an open workspace. It has the shape that the HTTP edge asks for. */
export interface WorkspaceState {
  readonly name: string
  readonly schema: string
  readonly prefix: string
  readonly database: Database
  readonly publishing: Publishing
  readonly reading: Reading
  live(): { readonly model: Model; readonly version: string }
  newest(): Promise<string>
  rights(roles: readonly string[]): Rights
}

/** Opens a workspace: its newest model is compiled; one that is new gets the base layer. */
export async function loadWorkspace(row: WorkspaceRow & { readonly database: Database }): Promise<WorkspaceState> {
  const { database, schema } = row
  const publishing = await createPublishing({
    database, schema, onChange: () => {},
    recompute: (tx, model, fields) => recompute(tx, { schema, model }, fields),
  })
  if (publishing.live().version === 0) await publishBase(publishing)
  return {
    name: row.name, schema, database, publishing,
    prefix: row.name === mainWorkspace || row.hosts.length > 0 ? '' : `/w/${row.name}`,
    reading: createReading({ database }),
    live: () => ({ model: publishing.live().model, version: String(publishing.live().version) }),
    newest: async () => String((await publishing.reload()).version),
    rights: (roles) => compileRights(publishing.live().model, roles),
  }
}

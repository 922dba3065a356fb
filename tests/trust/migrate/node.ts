import type { Layer } from '../../../metadata/model/model.ts'
import type { Result } from '../../../metadata/base/problem.ts'
import { connectDatabase } from '../../../server/db/connect.ts'
import type { Database } from '../../../server/db/database.ts'
import { upgradeServerSchema } from '../../../server/db/system-tables.ts'
import type { Live } from '../../../server/publish/service.ts'
import { withLayer } from '../../../server/publish/manifest.ts'
import { installTemplate, systemActor } from '../../../server/templates/service.ts'
import { loadWorkspace, type WorkspaceState } from '../../../server/workspace-state.ts'
import { createWorkspaces } from '../../../server/workspaces/service.ts'
import { follow, type Life } from './dying.ts'

export interface Node { readonly database: Database; readonly life: Life; readonly state: WorkspaceState; close(): Promise<void> }

/** One process on this database, as far as it opens and publishes: composed as the server composes itself. */
export async function openNode(databaseUrl: string, watch: Database): Promise<Node> {
  const database = connectDatabase({ connection: databaseUrl, max: 5 })
  const life = follow(database, watch)
  try {
    await upgradeServerSchema(database)
    const workspaces = createWorkspaces({ database, load: loadWorkspace })
    const main = await workspaces.open('main')
    if (!main) throw new Error('there is no workspace')
    return { database, life, state: main.state, close: async () => { await workspaces.close(); await database.close() } }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What is published: the layer under test, or a template that comes with the platform. */
export type Wanted = { readonly layer: Layer } | { readonly template: string }
export async function publish({ state }: Pick<Node, 'state'>, wanted: Wanted): Promise<Result<Live>> {
  const { publishing, schema, database, rights } = state
  if ('template' in wanted) return installTemplate(publishing, { schema, database, rights, now: () => new Date() }, { name: wanted.template, demo: true, actor: systemActor })
  const { version, layers } = publishing.live()
  return publishing.publish({ layers: withLayer(layers, wanted.layer), baseVersion: version, acceptLoss: true, note: 'trust', actor: systemActor })
}

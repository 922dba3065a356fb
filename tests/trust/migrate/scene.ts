import { randomBytes } from 'node:crypto'
import type { Layer } from '../../../metadata/model/model.ts'
import { type Connection, connectDatabase } from '../../../server/db/connect.ts'
import type { Database } from '../../../server/db/database.ts'
import { addressOf } from '../../support/open-server.ts'
import type { Kind } from './kinds/kind.ts'
import { openNode, publish, type Wanted } from './node.ts'
import { readRows, type Rows } from './rows.ts'
import { catalogue, faults } from './state.ts'
import { documents, layerOf, type World } from './world.ts'

/** A kind of change on a database of its own that stands just before it, and what the change makes of it when nothing goes wrong. */
export interface Scene {
  readonly name: string
  readonly kind: Kind
  readonly wanted: Wanted
  readonly cookie: string
  readonly old: { readonly layers: readonly Layer[]; readonly rows: Rows; readonly version: number }
  readonly new: { readonly layers: readonly Layer[]; readonly rows: Rows; readonly catalogue: readonly string[] }
  /** Every statement of the publish. */
  readonly statements: readonly string[]
  /** A copy, until it is dropped. */
  copy(): Promise<Copy>
  drop(): Promise<void>
}
export interface Copy { readonly databaseUrl: string; /** Somebody who looks on. */ readonly watch: Database; /** Nobody is in it any more, so that it can be copied. */ leave(): Promise<void>; drop(): Promise<void> }

export function copier(connection: Connection): { copy(of: string): Promise<Copy>; close(): Promise<void> } {
  const admin = connectDatabase({ connection, max: 4, statementTimeout: 60_000 })
  return {
    copy: async (of) => {
      const name = `officina_${randomBytes(6).toString('hex')}`
      await admin.query(`create database ${name} template "${new URL(of).pathname.slice(1)}"`)
      const databaseUrl = addressOf(connection, name)
      const watch = connectDatabase({ connection: databaseUrl, max: 4, statementTimeout: 30_000 })
      let left: Promise<void> | null = null
      const leave = (): Promise<void> => (left ??= watch.close())
      return { databaseUrl, watch, leave, drop: async () => { await leave(); await admin.query(`drop database ${name} with (force)`) } }
    },
    close: () => admin.close(),
  }
}

export async function prepare(world: World, copies: ReturnType<typeof copier>, [name, kind]: [string, Kind]): Promise<Scene> {
  const docs = documents()
  const stage = await copies.copy(world.databaseUrl)
  const node = await openNode(stage.databaseUrl, stage.watch)
  for (const earlier of kind.before ?? []) {
    earlier(docs)
    await done(publish(node, { layer: layerOf(structuredClone(docs)) }), name)
  }
  const { layers, version } = node.state.publishing.live()
  const old = { layers, version, rows: await readRows(stage.watch) }
  await node.close()
  await stage.leave()
  if (typeof kind.change !== 'string') kind.change(docs)
  const wanted: Wanted = typeof kind.change === 'string' ? { template: kind.change } : { layer: layerOf(docs) }
  const rest = { name, kind, wanted, cookie: world.cookie, old, copy: () => copies.copy(stage.databaseUrl), drop: stage.drop }
  return { ...rest, ...(await unharmed(rest)) }
}

/** The change as it is when nobody dies. */
async function unharmed(scene: Pick<Scene, 'name' | 'kind' | 'wanted' | 'old' | 'copy'>): Promise<Pick<Scene, 'new' | 'statements'>> {
  const copy = await scene.copy()
  try {
    const node = await openNode(copy.databaseUrl, copy.watch)
    node.life.begin({ k: 0, moment: 'before' })
    await done(publish(node, scene.wanted), scene.name)
    const statements = [...node.life.asked()]
    const live = node.state.publishing.live()
    const wrong = await faults(copy.watch, live)
    if (wrong.length > 0) throw new Error(`"${scene.name}" goes wrong even unharmed: ${wrong.join('\n')}`)
    await node.close()
    const rows = { ...(scene.kind.effect?.(scene.old.rows) ?? scene.old.rows) }
    return { new: { layers: live.layers, rows, catalogue: await catalogue(copy.watch) }, statements }
  } finally {
    await copy.drop()
  }
}

async function done(publishing: ReturnType<typeof publish>, name: string): Promise<void> {
  const result = await publishing
  if (!result.ok) throw new Error(`"${name}" is refused: ${JSON.stringify(result.problems)}`)
}

import type { Database, Transaction } from './database.ts'
import { accountTables } from './system-tables/account.ts'
import type { Area } from './system-tables/area.ts'
import { eventTables } from './system-tables/events.ts'
import { metadataTables } from './system-tables/metadata.ts'
import { personalTables } from './system-tables/personal.ts'
import { recordTables } from './system-tables/records.ts'
import { savedViewTables } from './system-tables/saved-views.ts'
import { serverTables } from './system-tables/server.ts'
import { signInTables } from './system-tables/sign-in.ts'
import { storyTables } from './system-tables/stories.ts'

/** Server-wide things stand here; each workspace has a schema of its own. */
export const serverSchema = 'officina'
const workspaceAreas: readonly Area[] = [metadataTables, eventTables, recordTables, signInTables, personalTables, storyTables, accountTables, savedViewTables]
/** Search, no-overlap rules and search without accents; a workspace lives without what the server does not offer. */
const extensions = ['pg_trgm', 'btree_gist', 'unaccent']

/** Brings the system tables of a workspace up to date, creating the schema when it is missing. Safe to run at any time. */
export const upgradeWorkspaceSchema = (database: Database, schema: string): Promise<void> => upgrade(database, schema, workspaceAreas)

/** Extensions and the registry of workspaces. */
export async function upgradeServerSchema(database: Database): Promise<void> {
  for (const extension of extensions) await tryExtension(database, extension)
  await upgrade(database, serverSchema, [serverTables])
}

const schemaPattern = /^[a-z_][a-z0-9_]{0,62}$/

async function upgrade(database: Database, schema: string, areas: readonly Area[]): Promise<void> {
  if (!schemaPattern.test(schema)) throw new Error(`"${schema}" is no name of a schema`)
  const s = `"${schema}"`
  await database.transaction(async (tx) => {
    // Two processes that start at once: the second finds everything done.
    await tx.query(`select pg_advisory_xact_lock(hashtext('officina.upgrade'), hashtext($1))`, [schema])
    await tx.query(`create schema if not exists ${s}`)
    await tx.query(`create table if not exists ${s}._system (area text primary key, step integer not null, at timestamptz(3) not null default now())`)
    for (const area of areas) await upgradeArea(tx, s, area)
  })
}

async function upgradeArea(tx: Transaction, s: string, area: Area): Promise<void> {
  const rows = await tx.query<{ step: number }>(`select step from ${s}._system where area = $1`, [area.name])
  const done = rows[0]?.step ?? 0
  if (done > area.steps.length) throw new Error(`The database was used by a newer version of Officina (${area.name} ${done} > ${area.steps.length}).`)
  if (done === area.steps.length) return
  for (const step of area.steps.slice(done)) await tx.query(step(s))
  await tx.query(`insert into ${s}._system (area, step) values ($1, $2) on conflict (area) do update set step = excluded.step, at = now()`, [area.name, area.steps.length])
}

/** false when the server does not have it or we may not create it. */
async function tryExtension(database: Database, name: string): Promise<boolean> {
  try {
    await database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('officina.extensions'))`)
      await tx.query(`create extension if not exists ${name}`)
    })
    return true
  } catch {
    return false
  }
}

import type { Pending } from '../../metadata/change/pending.ts'
import type { Database, Runner } from './database.ts'
import { ddl, quote } from './ddl.ts'
import { runner, singly } from './runner.ts'
import { trigramSchema } from './trigram-schema.ts'

const [soon, seldom] = [1_000, 300_000]

/**
 * Builds what waits now, and goes on later, less and less often, as long as anything is left: another process that is at it may
 * die there, and a build may fail because of what others do meanwhile. Never throws: what is to be indexed is there without its index.
 */
export async function finishPendingSteps(database: Database, schema: string, wait = soon): Promise<void> {
  const finished = await runPendingSteps(database, schema).catch(() => false)
  if (!finished) finishPendingStepsLater(database, schema, wait)
}
/** For what another process published: it builds, unless it dies. */
export function finishPendingStepsLater(database: Database, schema: string, wait = soon): void {
  if (!database.pool.ending) setTimeout(() => { if (!database.pool.ending) void finishPendingSteps(database, schema, Math.min(wait * 2, seldom)) }, wait).unref()
}

/** Builds the indexes that wait. Safe to run again at any time, by several processes: one works, the others leave. Answers whether none is left. */
export async function runPendingSteps(database: Database, schema: string): Promise<boolean> {
  const client = await database.pool.connect()
  const on = runner(singly(client))
  try {
    const [held] = await on.query<{ got: boolean }>('select pg_try_advisory_lock(hashtext($1), hashtext($2)) as got', ['officina.pending', schema])
    if (!held?.got) return false
    // A concurrent build waits for every older transaction, however long that takes.
    await on.query('set statement_timeout = 0')
    await on.query('set lock_timeout = 0')
    const rows = await on.query<{ id: number }>(`select id from ${quote(schema)}._meta_pending_steps where done_at is null order by id`)
    const trigram = rows.length > 0 ? await trigramSchema(on) : null
    let finished = true
    for (const { id } of rows) finished = (await runOne(on, { schema, id, trigram })) && finished
    return finished
  } finally {
    // Closing the connection gives back the lock and the settings.
    client.release(true)
  }
}

interface Job { readonly schema: string; readonly id: number; readonly trigram: string | null }
/** false: it failed, and waits still. */
async function runOne(on: Runner, { schema, id, trigram }: Job): Promise<boolean> {
  const table = `${quote(schema)}._meta_pending_steps`
  // Read now and not before: a publish may have renamed or removed what it stands on.
  const [row] = await on.query<{ step: Pending }>(`select step from ${table} where id = $1 and done_at is null`, [id])
  if (!row || row.step.kind !== 'create-index') return true
  const index = `${quote(schema)}.${quote(row.step.name)}`
  try {
    const valid = await validity(on, schema, row.step.name)
    if (valid === false) await on.query(`drop index concurrently if exists ${index}`)
    if (valid !== true) for (const text of ddl(row.step, schema, trigram)) await on.query(text)
    const done = await on.query(`update ${table} set done_at = now(), attempts = attempts + 1, error = null where id = $1 returning id`, [id])
    // A publish took it away while it was being built.
    if (done.length === 0) await on.query(`drop index concurrently if exists ${index}`)
    return true
  } catch (error) {
    await on.query(`update ${table} set attempts = attempts + 1, error = $2 where id = $1`, [id, error instanceof Error ? error.message : String(error)])
    return false
  }
}

/** undefined: there is no such index; false: the remainder of a build that was broken off. */
async function validity(on: Runner, schema: string, name: string): Promise<boolean | undefined> {
  const rows = await on.query<{ valid: boolean }>(
    `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`, [schema, name])
  return rows[0]?.valid
}

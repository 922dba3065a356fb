import { statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Database } from '../db/database.ts'
import type { HttpWorkspace } from '../http/workspace.ts'

export type HealthLevel = 'ok' | 'warn' | 'bad'
export interface Health {
  readonly at: string
  readonly version: string
  readonly node: string
  readonly uptime: number
  readonly memory: number
  readonly database: { readonly version: string; readonly size: number; readonly workspace: number; readonly answer: number; readonly clock: number; readonly pool: { readonly total: number; readonly idle: number; readonly waiting: number; readonly most: number } }
  readonly disk: { readonly free: number; readonly total: number } | null
  readonly jobs: { readonly waiting: number; readonly oldest: string | null; readonly failed: number }
  readonly mails: { readonly waiting: number; readonly failed: number }
  readonly backup: { readonly at: string | null; readonly failed: boolean }
  readonly slow: readonly { readonly seconds: number; readonly text: string }[]
  /** What needs somebody's eye, by area. */
  readonly levels: Readonly<Record<'database' | 'disk' | 'jobs' | 'mails' | 'backup' | 'clock', HealthLevel>>
}

const version = (createRequire(import.meta.url)('../../package.json') as { version: string }).version

export async function readHealth(workspace: HttpWorkspace, { folder, most }: { folder: string; most: number }): Promise<Health> {
  const { database, schema } = workspace
  const began = performance.now()
  const sent = Date.now()
  const [clock] = await database.query<{ now: string }>(`select clock_timestamp() as now`)
  const answer = performance.now() - began
  const [sizes, work, slow, disk] = await Promise.all([sizesOf(database, schema), workOf(database, schema), slowOf(database, schema), diskOf(folder)])
  const { totalCount: total, idleCount: idle, waitingCount: waiting } = database.pool
  const drift = Math.round(new Date(clock!.now).getTime() - sent - answer / 2)
  const found = { ...work, disk, slow, database: { ...sizes, answer: Math.round(answer * 10) / 10, clock: drift, pool: { total, idle, waiting, most } } }
  return { at: new Date().toISOString(), version, node: process.version, uptime: Math.round(process.uptime()), memory: process.memoryUsage().rss, ...found, levels: levelsOf(found) }
}

type Found = Pick<Health, 'database' | 'disk' | 'jobs' | 'mails' | 'backup' | 'slow'>
const hours = (since: string | null): number => (since === null ? Infinity : (Date.now() - new Date(since).getTime()) / 3_600_000)
function levelsOf({ database, disk, jobs, mails, backup, slow }: Found): Health['levels'] {
  const free = disk ? disk.free / disk.total : 1
  return {
    database: database.pool.waiting > 0 || database.answer > 200 || slow.length > 0 ? 'warn' : 'ok',
    disk: free < 0.05 ? 'bad' : free < 0.15 ? 'warn' : 'ok',
    jobs: jobs.failed > 0 ? 'bad' : jobs.oldest !== null && hours(jobs.oldest) > 0.25 ? 'warn' : 'ok',
    mails: mails.failed > 0 ? 'bad' : 'ok',
    backup: backup.failed || hours(backup.at) > 7 * 24 ? 'bad' : hours(backup.at) > 26 ? 'warn' : 'ok',
    clock: Math.abs(database.clock) > 2000 ? 'warn' : 'ok',
  }
}

async function sizesOf(database: Database, schema: string): Promise<{ version: string; size: number; workspace: number }> {
  const rows = await database.query<{ version: string; size: number; workspace: number }>(
    `select current_setting('server_version') as version, pg_database_size(current_database()) as size,
       (select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'm')) as workspace`, [schema])
  return rows[0]!
}
async function workOf(database: Database, schema: string): Promise<Pick<Health, 'jobs' | 'mails' | 'backup'>> {
  const s = `"${schema}"`
  const rows = await database.query<{ waiting: number; oldest: string | null; failed: number; letters: number; bounced: number; backup: string | null; broken: boolean | null }>(
    `select (select count(*)::int from ${s}._outbox where done_at is null and attempts < 8) as waiting, (select min(available_at) from ${s}._outbox where done_at is null and attempts < 8 and available_at < now()) as oldest,
       (select count(*)::int from ${s}._outbox where done_at is null and attempts >= 8) as failed, (select count(*)::int from ${s}._mails where state in ('waiting', 'sending')) as letters,
       (select count(*)::int from ${s}._mails where state = 'failed' and error <> 'outdated') as bounced, (select max(done_at) from ${s}._backups where state = 'done') as backup,
       (select state = 'failed' from ${s}._backups order by started_at desc limit 1) as broken`)
  const row = rows[0]!
  return { jobs: { waiting: row.waiting, oldest: row.oldest, failed: row.failed }, mails: { waiting: row.letters, failed: row.bounced }, backup: { at: row.backup, failed: row.broken ?? false } }
}
/** Statements of this workspace that run for more than a second now; values are no part of them. */
async function slowOf(database: Database, schema: string): Promise<{ seconds: number; text: string }[]> {
  return database.query<{ seconds: number; text: string }>(
    `select round(extract(epoch from clock_timestamp() - query_start))::int as seconds, left(regexp_replace(query, '''[^'']*''', '''…''', 'g'), 300) as text from pg_stat_activity
     where datname = current_database() and state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend' and query_start < clock_timestamp() - interval '1 second' and position($1 in query) > 0
     order by query_start limit 10`, [`"${schema}"`])
}
async function diskOf(folder: string): Promise<Health['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}

import type { Runner, Transaction } from '../db/database.ts'

/** Tries before a job waits for an administrator. */
export const mostAttempts = 8
export interface OutboxRow { readonly id: number; readonly topic: string; readonly payload: Readonly<Record<string, unknown>>; readonly attempts: number }
export type JobState = 'waiting' | 'failed' | 'done' | 'cancelled'
export interface JobRow { readonly id: number; readonly topic: string; readonly state: JobState; readonly attempts: number; readonly error: string | null; readonly created_at: string; readonly available_at: string; readonly done_at: string | null }

/** Puts work into the outbox, in the transaction that makes it necessary. */
export async function putJob(tx: Runner, schema: string, job: { topic: string; payload: Readonly<Record<string, unknown>>; after?: string }): Promise<number> {
  const rows = await tx.query<{ id: number }>(`insert into "${schema}"._outbox (topic, payload, available_at) values ($1, $2, coalesce($3::timestamptz, now())) returning id`, [job.topic, JSON.stringify(job.payload), job.after ?? null])
  return rows[0]!.id
}
/** Puts work that every node asks for into the outbox, unless one of its kind is waiting or was put there lately. */
export async function putJobOnce(tx: Transaction, schema: string, job: { topic: string; payload: Readonly<Record<string, unknown>>; within: string }): Promise<void> {
  // The lock comes in a statement of its own, so that the next one sees what its former holder has committed.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`${schema} outbox ${job.topic}`])
  await tx.query(
    `insert into "${schema}"._outbox (topic, payload) select $1::text, $2::jsonb
     where not exists (select 1 from "${schema}"._outbox where topic = $1 and (created_at > now() - $3::interval or (done_at is null and attempts < ${mostAttempts})))`,
    [job.topic, JSON.stringify(job.payload), job.within])
}
/** Work that was done is kept for a month, for whoever wants to know. */
export async function forgetDone(db: Runner, schema: string): Promise<void> {
  await db.query(`delete from "${schema}"._outbox where done_at < now() - interval '30 days'`)
}
export const dueJobs = (db: Runner, schema: string, topics: readonly string[]): Promise<OutboxRow[]> =>
  db.query<OutboxRow>(`select id, topic, payload, attempts from "${schema}"._outbox where done_at is null and available_at <= now() and attempts < ${mostAttempts} and topic = any($1) order by available_at, id limit 200`, [topics])

/** The row, locked, unless it is done or another worker has it. */
export async function claimJob(tx: Transaction, schema: string, id: number): Promise<OutboxRow | null> {
  const rows = await tx.query<OutboxRow>(`select id, topic, payload, attempts from "${schema}"._outbox where id = $1 and done_at is null and available_at <= now() and attempts < ${mostAttempts} for update skip locked`, [id])
  return rows[0] ?? null
}
/** Keeps others away while work outside the database goes on; should the process die, the job is due again afterwards. */
export async function leaseJob(tx: Transaction, schema: string, id: number): Promise<void> {
  await tx.query(`update "${schema}"._outbox set available_at = now() + interval '2 minutes', attempts = attempts + 1 where id = $1`, [id])
}
export async function finishJob(db: Runner, schema: string, id: number): Promise<void> {
  await db.query(`update "${schema}"._outbox set done_at = now(), error = null where id = $1`, [id])
}
export async function failJob(db: Runner, schema: string, job: { id: number; attempts: number; error: string }): Promise<void> {
  await db.query(`update "${schema}"._outbox set attempts = $2, error = $3, log = log || jsonb_build_array(jsonb_build_object('at', now(), 'try', $2::int, 'error', $3::text)), available_at = now() + least(interval '1 hour', interval '1 second' * power(3, $2 - 1)) where id = $1 and done_at is null`, [job.id, job.attempts, job.error.slice(0, 1000)])
}

const state = `case when cancelled_at is not null then 'cancelled' when done_at is not null then 'done' when attempts >= ${mostAttempts} then 'failed' else 'waiting' end`
export const listJobs = (db: Runner, schema: string, wanted: { state: JobState | null; before: number | null }): Promise<JobRow[]> =>
  db.query<JobRow>(`select * from (select id, topic, ${state} as state, attempts, error, created_at, available_at, done_at from "${schema}"._outbox) j where ($1::text is null or state = $1) and ($2::bigint is null or id < $2) order by id desc limit 100`, [wanted.state, wanted.before])
export async function retryJob(db: Runner, schema: string, id: number): Promise<boolean> {
  return (await db.query(`update "${schema}"._outbox set attempts = 0, available_at = now() where id = $1 and done_at is null returning 1`, [id])).length > 0
}
/** Nobody does it any more; what is under way ends by itself. */
export async function cancelJob(db: Runner, schema: string, id: number): Promise<boolean> {
  return (await db.query(`update "${schema}"._outbox set done_at = now(), cancelled_at = now() where id = $1 and done_at is null returning 1`, [id])).length > 0
}
/** With what it works on, and what went wrong at each try. */
export async function findJob(db: Runner, schema: string, id: number): Promise<(JobRow & { payload: unknown; log: unknown }) | null> {
  const rows = await db.query<JobRow & { payload: unknown; log: unknown }>(`select id, topic, ${state} as state, attempts, error, created_at, available_at, done_at, payload, log from "${schema}"._outbox where id = $1`, [id])
  return rows[0] ?? null
}

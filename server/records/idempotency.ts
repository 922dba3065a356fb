import { createHash } from 'node:crypto'
import type { Runner } from '../db/database.ts'
import { refuse } from './refusal.ts'
import { type Session, tableOf } from './space.ts'

export interface Reply { readonly status: number; readonly body: unknown }
export interface Keyed { readonly key: string; readonly method: string; readonly path: string; readonly body: unknown }
export interface Once {
  readonly work: () => Promise<Reply>
  /** What an answer given earlier may still say to the actor. */
  readonly again?: (reply: Reply) => Promise<Reply>
}
const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value) ?? '').digest('hex')
/** Hours that a key is remembered. */
const remembered = 48

/**
 * Does the work once for each key of an actor. The key is taken in the transaction of the effect: a parallel request with the
 * same key waits for it and then gets the same answer; if the effect is rolled back, the key was never used.
 */
export async function once(session: Session, asked: Keyed | null, { work, again }: Once): Promise<Reply> {
  if (!asked) return work()
  if (asked.key.length === 0 || asked.key.length > 255) throw refuse(400, 'record.idempotency_key')
  const { tx, space, actor } = session
  const table = tableOf(space, '_idempotency')
  const who = `${actor.kind}:${actor.id ?? ''}`
  const request = hash([asked.method, asked.path])
  const body = hash(asked.body ?? null)
  const taken = await tx.query(`insert into ${table} (actor, key, request_hash, body_hash) values ($1, $2, $3, $4) on conflict (actor, key) do nothing returning key`, [who, asked.key, request, body])
  if (taken.length === 0) {
    const [known] = await tx.query<{ request_hash: string; body_hash: string; status: number; reply: unknown }>(`select request_hash, body_hash, status, reply from ${table} where actor = $1 and key = $2`, [who, asked.key])
    if (!known || known.request_hash !== request || known.body_hash !== body) throw refuse(422, 'record.idempotency_other')
    const reply = { status: known.status, body: known.reply }
    return again ? again(reply) : reply
  }
  const reply = await work()
  await tx.query(`update ${table} set status = $3, reply = $4::json where actor = $1 and key = $2`, [who, asked.key, reply.status, JSON.stringify(reply.body ?? null)])
  return reply
}

/** Forgets keys that no client will send again. Called by a job, for one workspace. */
export async function forgetOldKeys(runner: Runner, schema: string): Promise<number> {
  const gone = await runner.query(`delete from ${tableOf({ schema }, '_idempotency')} where at < now() - make_interval(hours => $1) returning 1`, [remembered])
  return gone.length
}

import type { Runner } from '../db/database.ts'
import type { NoticeKind } from './kinds.ts'

export interface NoticeRow {
  readonly id: string
  readonly kind: NoticeKind
  readonly entity: string
  readonly record: string
  readonly field: string | null
  readonly actor: string | null
  readonly actor_name: string
  readonly text: string | null
  readonly at: string
  readonly read_at: string | null
}
/** So many of the newest are looked at; older ones come up as these are done. */
const newest = 300
const columns = 'id, kind, entity, record, field, actor, actor_name, text, at, read_at'
const table = (schema: string): string => `"${schema}"._notices`

/** Not done and not put off, newest first. */
export const openNotices = (db: Runner, schema: string, person: string): Promise<NoticeRow[]> =>
  db.query<NoticeRow>(`select ${columns} from ${table(schema)} where person = $1 and done_at is null and (snoozed_until is null or snoozed_until <= now()) order by at desc, id desc limit ${newest}`, [person])

/** When the next one that was put off comes back. */
export async function nextWaking(db: Runner, schema: string, person: string): Promise<string | null> {
  const [row] = await db.query<{ at: string | null }>(`select min(snoozed_until) as at from ${table(schema)} where person = $1 and done_at is null and snoozed_until > now()`, [person])
  return row?.at ?? null
}
export async function noticeOf(db: Runner, schema: string, id: string): Promise<(NoticeRow & { readonly person: string }) | null> {
  const [row] = await db.query<NoticeRow & { person: string }>(`select person, ${columns} from ${table(schema)} where id = $1`, [id])
  return row ?? null
}

interface Mine { readonly person: string; readonly ids: readonly string[] }
/** What a person does with notices; of others' nothing is found. */
export const marks = {
  read: (db: Runner, schema: string, { person, ids }: Mine) => db.query(`update ${table(schema)} set read_at = coalesce(read_at, now()) where person = $1 and id = any($2)`, [person, ids]),
  unread: (db: Runner, schema: string, { person, ids }: Mine) => db.query(`update ${table(schema)} set read_at = null where person = $1 and id = any($2)`, [person, ids]),
  done: (db: Runner, schema: string, { person, ids }: Mine) => db.query(`update ${table(schema)} set done_at = coalesce(done_at, now()), read_at = coalesce(read_at, now()) where person = $1 and id = any($2)`, [person, ids]),
  open: (db: Runner, schema: string, { person, ids }: Mine) => db.query(`update ${table(schema)} set done_at = null, snoozed_until = null where person = $1 and id = any($2)`, [person, ids]),
} as const
export const readAll = (db: Runner, schema: string, person: string) =>
  db.query(`update ${table(schema)} set read_at = now() where person = $1 and read_at is null and done_at is null`, [person])
export const snooze = (db: Runner, schema: string, { person, ids, until }: Mine & { readonly until: string }) =>
  db.query(`update ${table(schema)} set snoozed_until = $3 where person = $1 and id = any($2) and done_at is null`, [person, ids, until])

interface Place { readonly entity: string; readonly record: string }
const muted = (schema: string): string => `"${schema}"._muted`
export const mutedOf = (db: Runner, schema: string, person: string): Promise<Place[]> =>
  db.query<Place>(`select entity, record from ${muted(schema)} where person = $1 order by entity, record limit 200`, [person])
/** Nothing is told of the record any more, and what was told is done. */
export async function mute(db: Runner, schema: string, { person, entity, record }: Place & { person: string }): Promise<void> {
  await db.query(`insert into ${muted(schema)} (person, entity, record) values ($1, $2, $3) on conflict do nothing`, [person, entity, record])
  await db.query(`update ${table(schema)} set done_at = now() where person = $1 and entity = $2 and record = $3 and done_at is null`, [person, entity, record])
}
export const unmute = (db: Runner, schema: string, { person, entity, record }: Place & { person: string }) =>
  db.query(`delete from ${muted(schema)} where person = $1 and entity = $2 and record = $3`, [person, entity, record])

/** What was done long ago, and what nobody has looked at for a year. */
export async function forgetOldNotices(db: Runner, schema: string): Promise<void> {
  await db.query(`delete from ${table(schema)} where done_at < now() - interval '90 days' or at < now() - interval '1 year'`)
}

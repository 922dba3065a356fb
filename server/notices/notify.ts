import { newId } from '../db/ids.ts'
import { channel } from '../events/append.ts'
import { putJob } from '../jobs/job-store.ts'
import { type Session, tableOf } from '../records/space.ts'
import type { NoticeKind } from './kinds.ts'

/** One person is told of one record. `text` (of a comment, say) is shown only while the person may read the record. */
export interface Notice {
  readonly person: string
  readonly kind: NoticeKind
  /** Key of the entity. */
  readonly entity: string
  readonly record: string
  /** Who did it; nobody is told of what he did himself. null: the system. */
  readonly by: string | null
  readonly text?: string
  /** Key of the field that now names the person: the notice stands while it does, for whoever may read that field. */
  readonly field?: string
}
export const noticeMail = 'notice-mail'
const longest = 500
/** A notification of the database carries 8,000 bytes: so many people at once. */
const toldAtOnce = 150

/**
 * Tells people of records, in the caller's transaction: they see it at once when it commits, never before. Who muted a record
 * hears nothing of it; where each kind goes is each person's own choice.
 */
export async function notify(session: Pick<Session, 'tx' | 'space' | 'actor'>, notices: readonly Notice[]): Promise<void> {
  const { tx, space, actor } = session
  const given = notices.filter(({ person, by }) => person !== by).map((one) => ({
    ...one, id: newId(), text: one.text?.slice(0, longest) ?? null, field: one.field ?? null, actor_name: one.by !== null && one.by === actor.id ? actor.name : '',
  }))
  if (given.length === 0) return
  const added = await tx.query<{ id: string; person: string; mail: boolean }>(
    `with given as (select * from json_to_recordset($1::json) as x(id uuid, person uuid, kind text, entity text, record uuid, field text, "by" uuid, actor_name text, text text)),
       wanted as (
         select g.*, coalesce(s.value -> g.kind ->> 'app', 'true') = 'true' as in_app, coalesce(s.value -> g.kind ->> 'mail', 'false') = 'true' as mail
         from given g left join ${tableOf(space, '_settings_of')} s on s.person = g.person and s.key = 'notices'
         where not exists (select from ${tableOf(space, '_muted')} m where m.person = g.person and m.entity = g.entity and m.record = g.record)),
       added as (
         insert into ${tableOf(space, '_notices')} (id, person, kind, entity, record, field, actor, actor_name, text, done_at)
         select id, person, kind, entity, record, field, "by", actor_name, text, case when in_app then null else now() end from wanted where in_app or mail returning id)
     select w.id, w.person, w.mail from wanted w join added a on a.id = w.id`, [JSON.stringify(given)])
  for (const { id } of added.filter(({ mail }) => mail)) await putJob(tx, space.schema, { topic: noticeMail, payload: { notice: id } })
  await tellPeople(session, [...new Set(added.map(({ person }) => person))])
}

/** The open pages of these people read their notices again, once this transaction commits. */
export async function tellPeople({ tx, space }: Pick<Session, 'tx' | 'space'>, people: readonly string[]): Promise<void> {
  for (let at = 0; at < people.length; at += toldAtOnce)
    await tx.query('select pg_notify($1, $2)', [channel, JSON.stringify({ schema: space.schema, people: people.slice(at, at + toldAtOnce) })])
}

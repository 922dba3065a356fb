import type { Entity } from '../../metadata/model/model.ts'
import { newId } from '../db/ids.ts'
import { appendEvents } from '../events/append.ts'
import { refuse } from '../records/refusal.ts'
import { type Session, tableOf } from '../records/space.ts'

export interface Comment { readonly id: string; readonly author: string | null; readonly body: string; readonly created_at: string; readonly edited_at: string | null; readonly mentions: readonly string[] }
/** A comment of a record that the caller has read as the actor. */
export interface Which { readonly record: string; readonly id: string }

const mention = /@\[[^\]]{1,100}\]\(([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/g
/** Users that a comment calls: `@[Ann](<user id>)`. Pure. */
export const mentionsIn = (body: string): string[] => [...new Set([...body.matchAll(mention)].map(([, id]) => id!))]
/** Minutes in which its author may change a comment. */
const open = 15
const columns = 'id, author, body, created_at, edited_at'

function readText(body: unknown): string {
  if (typeof body !== 'string' || body.trim() === '' || body.length > 20_000 || body.includes('\u0000') || !body.isWellFormed()) throw refuse(400, 'comment.empty')
  return body
}
const told = (row: Omit<Comment, 'mentions'>): Comment => ({ ...row, mentions: mentionsIn(row.body) })
const event = (session: Session, entity: Entity, { record, kind }: { record: string; kind: string }): Promise<void> => appendEvents(session, [{ entity: entity.key, record, kind, version: null, changes: null }])

/** Text in a small part of Markdown; it is kept as it was written and is only ever shown as text. */
export async function addComment(session: Session, entity: Entity, { record, body }: { record: string; body: unknown }): Promise<Comment> {
  const { tx, space, actor } = session
  const [row] = await tx.query<Comment>(`insert into ${tableOf(space, '_comments')} (id, entity, record, author, body) values ($1, $2, $3, $4, $5) returning ${columns}`,
    [newId(), entity.key, record, actor.kind === 'user' ? actor.id : null, readText(body)])
  await event(session, entity, { record, kind: 'commented' })
  return told(row!)
}

export async function commentsOf(session: Session, entity: Entity, record: string): Promise<Comment[]> {
  const rows = await session.tx.query<Comment>(`select ${columns} from ${tableOf(session.space, '_comments')} where entity = $1 and record = $2 and deleted_at is null order by id limit 1000`, [entity.key, record])
  return rows.map(told)
}

/** By its author, for a short while: what others have answered to should stand. */
export async function editComment(session: Session, entity: Entity, { record, id, body }: Which & { body: unknown }): Promise<Comment> {
  const text = readText(body)
  await own(session, entity, { record, id }, true)
  const [row] = await session.tx.query<Comment>(`update ${tableOf(session.space, '_comments')} set body = $2, edited_at = now() where id = $1 returning ${columns}`, [id, text])
  await event(session, entity, { record, kind: 'comment_edited' })
  return told(row!)
}

/** Nobody but its author takes a comment back. */
export async function removeComment(session: Session, entity: Entity, { record, id }: Which): Promise<void> {
  await own(session, entity, { record, id }, false)
  await session.tx.query(`update ${tableOf(session.space, '_comments')} set deleted_at = now() where id = $1`, [id])
  await event(session, entity, { record, kind: 'comment_removed' })
}

async function own({ tx, space, actor }: Session, entity: Entity, { record, id }: Which, soon: boolean): Promise<void> {
  const [row] = actor.kind !== 'user' ? [] : await tx.query<{ recent: boolean }>(
    `select created_at > now() - make_interval(mins => $5) as recent from ${tableOf(space, '_comments')} where id = $1 and entity = $2 and record = $3 and author = $4 and deleted_at is null for update`, [id, entity.key, record, actor.id, open])
  if (!row) throw refuse(404, 'comment.not_found')
  if (soon && !row.recent) throw refuse(403, 'comment.too_late')
}

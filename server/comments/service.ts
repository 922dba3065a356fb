import type { Entity } from '../../metadata/model/model.ts'
import { newId } from '../db/ids.ts'
import { appendEvents } from '../events/append.ts'
import { refuse } from '../records/refusal.ts'
import { type Session, tableOf } from '../records/space.ts'

export interface Comment { readonly id: string; readonly author: string | null; readonly body: string; readonly created_at: string; readonly edited_at: string | null; readonly reply_to: string | null; readonly mentions: readonly string[]; readonly reactions: readonly Reaction[]; /** Its author may still change it. */ readonly open: boolean }
export interface Reaction { readonly sign: string; readonly people: readonly string[] }
/** A comment of a record that the caller has read as the actor. */
export interface Which { readonly record: string; readonly id: string }

const mention = /@\[[^\]]{1,100}\]\(([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/g
/** Users that a comment calls: `@[Ann](<user id>)`. Pure. */
export const mentionsIn = (body: string): string[] => [...new Set([...body.matchAll(mention)].map(([, id]) => id!))]
/** Minutes in which its author may change a comment. */
const open = 15
const columns = `id, author, body, created_at, edited_at, reply_to, created_at > now() - interval '${open} minutes' as open`
/** Signs to answer a comment with. */
export const signs = ['👍', '❤️', '🎉', '😄', '👀', '❓'] as const
/** As people read it where mentions are not drawn. */
export const plainText = (body: string): string => body.replaceAll(mention, (whole) => whole.slice(0, whole.indexOf(']')).replace('@[', '@'))

function readText(body: unknown): string {
  if (typeof body !== 'string' || body.trim() === '' || body.length > 20_000 || body.includes('\u0000') || !body.isWellFormed()) throw refuse(400, 'comment.empty')
  return body
}
type Stored = Omit<Comment, 'mentions' | 'reactions'>
const told = (row: Stored, reactions: readonly Reaction[] = []): Comment => ({ ...row, mentions: mentionsIn(row.body), reactions })
const event = (session: Session, entity: Entity, { record, kind }: { record: string; kind: string }): Promise<void> => appendEvents(session, [{ entity: entity.key, record, kind, version: null, changes: null }])

/** Text in a small part of Markdown; it is kept as it was written and is only ever shown as text. */
export async function addComment(session: Session, entity: Entity, { record, body, replyTo = null }: { record: string; body: unknown; replyTo?: string | null }): Promise<Comment> {
  const { tx, space, actor } = session
  if (replyTo !== null) await mustStand(session, entity, { record, id: replyTo })
  const [row] = await tx.query<Stored>(`insert into ${tableOf(space, '_comments')} (id, entity, record, author, body, reply_to) values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [newId(), entity.key, record, actor.kind === 'user' ? actor.id : null, readText(body), replyTo])
  await event(session, entity, { record, kind: 'commented' })
  return told(row!)
}

export async function commentsOf(session: Session, entity: Entity, record: string): Promise<Comment[]> {
  const rows = await session.tx.query<Stored>(`select ${columns} from ${tableOf(session.space, '_comments')} where entity = $1 and record = $2 and deleted_at is null order by id limit 1000`, [entity.key, record])
  const reactions = await reactionsTo(session, rows.map(({ id }) => id))
  return rows.map((row) => told(row, reactions.get(row.id)))
}

/** By its author, for a short while: what others have answered to should stand. */
export async function editComment(session: Session, entity: Entity, { record, id, body }: Which & { body: unknown }): Promise<Comment> {
  const text = readText(body)
  await own(session, entity, { record, id }, true)
  const [row] = await session.tx.query<Stored>(`update ${tableOf(session.space, '_comments')} set body = $2, edited_at = now() where id = $1 returning ${columns}`, [id, text])
  await event(session, entity, { record, kind: 'comment_edited' })
  return told(row!, (await reactionsTo(session, [id])).get(id))
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

async function mustStand({ tx, space }: Session, entity: Entity, { record, id }: Which): Promise<void> {
  const [row] = await tx.query(`select from ${tableOf(space, '_comments')} where id = $1 and entity = $2 and record = $3 and deleted_at is null`, [id, entity.key, record])
  if (!row) throw refuse(404, 'comment.no_reply')
}
async function reactionsTo({ tx, space }: Session, comments: readonly string[]): Promise<Map<string, Reaction[]>> {
  const rows = comments.length === 0 ? [] : await tx.query<{ comment: string; sign: string; people: string[] }>(
    `select comment, sign, array_agg(person order by at) as people from ${tableOf(space, '_reactions')} where comment = any($1::uuid[]) group by comment, sign order by min(at)`, [comments])
  const by = new Map<string, Reaction[]>()
  for (const { comment, sign, people } of rows) by.set(comment, [...(by.get(comment) ?? []), { sign, people }])
  return by
}

/** One sign of one person, given or taken back; the same again changes nothing. */
export async function react(session: Session, entity: Entity, { record, id, sign, on }: Which & { sign: string; on: boolean }): Promise<void> {
  const { tx, space, actor } = session
  if (!(signs as readonly string[]).includes(sign)) throw refuse(400, 'comment.sign')
  await mustStand(session, entity, { record, id })
  if (actor.kind !== 'user') throw refuse(403, 'follower.person')
  await tx.query(on ? `insert into ${tableOf(space, '_reactions')} (comment, person, sign) values ($1, $2, $3) on conflict do nothing` : `delete from ${tableOf(space, '_reactions')} where comment = $1 and person = $2 and sign = $3`, [id, actor.id, sign])
  await event(session, entity, { record, kind: 'reacted' })
}

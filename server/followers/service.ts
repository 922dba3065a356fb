import type { Entity } from '../../metadata/model/model.ts'
import { statementName } from '../db/statement-name.ts'
import { notify } from '../notices/notify.ts'
import { changesOf } from '../records/changes.ts'
import type { Draft, Writing } from '../records/draft.ts'
import { quote, type Session, tableOf } from '../records/space.ts'

interface Which { readonly entity: string; readonly record: string }
export const personOf = (session: Pick<Session, 'actor'>): string | null => (session.actor.kind === 'user' ? session.actor.id : null)

export async function followersOf({ tx, space }: Session, { entity, record }: Which): Promise<string[]> {
  const rows = await tx.query<{ person: string }>(`select person from ${tableOf(space, '_followers')} where entity = $1 and record = $2 and following order by at limit 500`, [entity, record])
  return rows.map(({ person }) => person)
}
/** What a person says of himself; it stands until he says otherwise. */
export async function follow({ tx, space }: Session, { entity, record, person, following }: Which & { readonly person: string; readonly following: boolean }): Promise<void> {
  await tx.query(`insert into ${tableOf(space, '_followers')} (entity, record, person, following) values ($1, $2, $3, $4) on conflict (entity, record, person) do update set following = excluded.following`, [entity, record, person, following])
}
/** Who makes a record or speaks of it follows it, unless he said not to. */
export async function followByActing(session: Session, records: readonly Which[]): Promise<void> {
  const person = personOf(session)
  if (person === null || records.length === 0) return
  const text = `insert into ${tableOf(session.space, '_followers')} (entity, record, person) select entity, record, $2 from json_to_recordset($1::json) as x(entity text, record uuid) on conflict do nothing`
  await session.tx.query(text, [JSON.stringify(records.map(({ entity, record }) => ({ entity, record }))), person], statementName(text))
}

/** Many at once are an import or the work of a program: nobody follows them for that. */
const few = 20

/** Part of every write: who made a record follows it, and who follows one that changed is told. */
export async function tellFollowers({ session, tops }: Writing): Promise<void> {
  const made = tops.filter(({ kind, entity }) => kind === 'create' && !entity.parent)
  if (made.length <= few) await followByActing(session, made.map(({ entity, row }) => ({ entity: entity.key, record: row.id })))
  await tellChanged(session, tops.filter(({ kind, entity }) => kind === 'update' && !entity.parent))
}

interface Follower { readonly entity: string; readonly record: string; readonly person: string; readonly roles: readonly string[] }
async function tellChanged(session: Session, drafts: readonly Draft[]): Promise<void> {
  const users = session.space.model.entities.get('user')
  if (drafts.length === 0 || !users) return
  const by = personOf(session)
  const roles = quote(users.fields.get('roles')?.columns[0]?.name ?? 'roles')
  // One record is asked for by itself, so that PostgreSQL keeps the plan.
  const [one, more] = drafts
  const which = more ? 'f.entity = any($1::text[]) and f.record = any($2::uuid[])' : 'f.entity = $1::text and f.record = $2::uuid'
  const values = more ? [[...new Set(drafts.map(({ entity }) => entity.key))], drafts.map(({ row }) => row.id), by] : [one!.entity.key, one!.row.id, by]
  const text = `select f.entity, f.record, f.person, coalesce(u.${roles}, '{}')::text[] as roles from ${tableOf(session.space, '_followers')} f join ${tableOf(session.space, users.table)} u on u.id = f.person and u._deleted_at is null
    where f.following and ${which} and f.person is distinct from $3::uuid`
  const rows = await session.tx.query<Follower>(text, values, statementName(text))
  if (rows.length === 0) return
  const changed = new Map(drafts.map((draft) => [`${draft.entity.key}/${draft.row.id}`, { entity: draft.entity, keys: Object.keys(changesOf(draft)) }]))
  const told = rows.filter((one) => { const change = changed.get(`${one.entity}/${one.record}`); return change !== undefined && concerns(session, one, change) })
  await notify(session, told.map(({ entity, record, person }) => ({ person, kind: 'changed' as const, entity, record, by })))
}
/** Of a change in fields that his roles never show him a follower hears nothing. */
function concerns({ space }: Session, { roles }: Follower, { entity, keys }: { readonly entity: Entity; readonly keys: readonly string[] }): boolean {
  const rights = space.rights([...new Set(roles)].sort()).entity(entity.key)
  return keys.some((key) => { const right = rights?.fields.get(key)?.read; return right !== undefined && right.length > 0 })
}

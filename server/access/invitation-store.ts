import type { Runner } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { mostTries } from './account-limiter.ts'
import { hashSecret } from './secrets.ts'
import type { UserTable } from './people.ts'

export const invitationLasts = '7 days'
export interface Invited { readonly user: string; readonly id: string }
/** One open invitation for each person: a new one goes on where the former stood. */
export async function insertInvitation(db: Runner, schema: string, { user, by }: { user: string; by: string | null }): Promise<string> {
  const rows = await db.query<{ id: string }>(
    `insert into "${schema}"._invitations as i (id, user_id, created_by, expires_at) values ($1, $2, $3, now() + interval '${invitationLasts}')
     on conflict (user_id) where accepted_at is null and revoked_at is null do update set sent_at = now(), expires_at = excluded.expires_at returning id`, [newId(), user, by])
  return rows[0]!.id
}
/** Whose it is; null: it is not open. */
export async function openInvitation(db: Runner, schema: string, id: string): Promise<string | null> {
  const rows = await db.query<{ user: string }>(`select user_id as "user" from "${schema}"._invitations where id = $1 and accepted_at is null and revoked_at is null`, [id])
  return rows[0]?.user ?? null
}
export async function isInvited(db: Runner, schema: string, user: string): Promise<boolean> {
  return (await db.query(`select 1 from "${schema}"._invitations where user_id = $1 and accepted_at is null and revoked_at is null and expires_at > now()`, [user])).length > 0
}
export async function revokeInvitation(db: Runner, schema: string, id: string): Promise<string | null> {
  const rows = await db.query<{ user: string }>(`update "${schema}"._invitations set revoked_at = now() where id = $1 and accepted_at is null and revoked_at is null returning user_id as "user"`, [id])
  const user = rows[0]?.user ?? null
  if (user) await db.query(`update "${schema}"._reset_tokens set used_at = now() where user_id = $1 and used_at is null`, [user])
  return user
}
export type PersonState = 'active' | 'invited' | 'locked' | 'inactive'
export interface PersonRow {
  readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly string[]; readonly department: { readonly id: string; readonly title: string } | null
  readonly manager: string | null; readonly active: boolean; readonly state: PersonState; readonly last_seen_at: string | null; readonly two_factor: boolean; readonly passkeys: number
  readonly invitation: { readonly id: string; readonly sent_at: string; readonly expires_at: string; readonly expired: boolean } | null
}
export interface Where { readonly users: UserTable; readonly department: string | null; readonly manager: string | null; readonly departments: string | null; readonly departmentName: string | null }
/** All people that are not in the bin, with what administrators need to know of each. */
export async function listPeople(db: Runner, schema: string, w: Where): Promise<Omit<PersonRow, 'state'>[]> {
  const { table, column: c } = w.users
  const s = `"${schema}"`
  const department = w.department && w.departments && w.departmentName
  return db.query<Omit<PersonRow, 'state'>>(
    `select u.id, u.${c.name}::text as name, u.${c.email}::text as email, coalesce(u.${c.roles}, '{}')::text[] as roles, u.${c.active} is true as active,
       ${department ? `case when d.id is null then null else json_build_object('id', d.id, 'title', d.${w.departmentName}) end` : 'null'} as department, ${w.manager ? `u.${w.manager}` : 'null::uuid'} as manager,
       (select max(at) from ${s}._sign_ins g where g.user_id = u.id and g.kind not like 'wrong%') as last_seen_at,
       exists (select from ${s}._two_factor f where f.user_id = u.id and f.confirmed_at is not null) as two_factor, (select count(*)::int from ${s}._passkeys k where k.user_id = u.id) as passkeys,
       (select json_build_object('id', i.id, 'sent_at', i.sent_at, 'expires_at', i.expires_at, 'expired', i.expires_at < now()) from ${s}._invitations i where i.user_id = u.id and i.accepted_at is null and i.revoked_at is null) as invitation
     from ${table} u ${department ? `left join ${w.departments} d on d.id = u.${w.department}` : ''} where u._deleted_at is null order by lower(u.${c.name}), u.id limit 5000`)
}
/** Of all accounts where the next try is refused: what they are counted under. */
export async function lockedKeys(db: Runner, schema: string): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>(
    `select key from "${schema}"._tries where until > now() and ((key like 'sign-in %' and count >= $1) or (key like 'second %' and count >= $2))`, [mostTries['sign-in'], mostTries.second])
  return new Set(rows.map(({ key }) => key))
}
/** What wrong passwords at the sign-in, wrong passwords in a session and wrong codes of a person are counted under. */
export const triesOf = ({ id, email }: { readonly id: string; readonly email: string }): string[] => [`sign-in ${hashSecret(email.toLowerCase())}`, `sign-in ${id}`, `second ${id}`]

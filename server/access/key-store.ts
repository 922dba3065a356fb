import type { Runner } from '../db/database.ts'
import { statementName } from '../db/statement-name.ts'
import { mayAct, type UserTable } from './people.ts'

export interface KeyRow { readonly id: string; readonly name: string; readonly prefix: string; readonly roles: readonly string[]; readonly expires_at: string | null; readonly last_used_at: string | null; readonly created_at: string }

/**
 * A key that is in force. It acts while its maker may, with those of its roles that the maker has now (an administrator has all); one
 * that was made at the command line has no maker. When it was used is noted by the minute.
 */
export async function findKey(db: Runner, { schema, users }: { schema: string; users: UserTable }, hash: string): Promise<{ id: string; name: string; roles: readonly string[] } | null> {
  const text = `select k.id, k.name, k.roles, coalesce(k.last_used_at < now() - interval '1 minute', true) as stale,
      case when k.created_by is not null then coalesce(u.${users.column.roles}, '{}')::text[] end as present
    from "${schema}"._api_keys k left join ${users.table} u on u.id = k.created_by and ${mayAct(users)}
    where k.hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and (k.created_by is null or u.id is not null)`
  const rows = await db.query<{ id: string; name: string; roles: string[]; stale: boolean; present: string[] | null }>(text, [hash], statementName(text))
  const found = rows[0]
  if (!found) return null
  const { present } = found
  const key = { ...found, roles: present === null || present.includes('administrator') ? found.roles : found.roles.filter((role) => present.includes(role)) }
  if (key.roles.length === 0) return null
  if (key.stale) await db.query(`update "${schema}"._api_keys set last_used_at = now() where id = $1`, [key.id])
  return key
}
export const listKeys = (db: Runner, schema: string): Promise<KeyRow[]> =>
  db.query<KeyRow>(`select id, name, prefix, roles, expires_at, last_used_at, created_at from "${schema}"._api_keys where revoked_at is null order by created_at desc, id desc limit 500`)

export interface NewKey { readonly id: string; readonly name: string; readonly prefix: string; readonly hash: string; readonly roles: readonly string[]; readonly expires: string | null; readonly by: string | null }
export async function insertKey(db: Runner, schema: string, key: NewKey): Promise<void> {
  await db.query(
    `insert into "${schema}"._api_keys (id, name, prefix, hash, roles, expires_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [key.id, key.name, key.prefix, key.hash, key.roles, key.expires, key.by])
}
/** Who made a key; null = nobody that is known here. */
export async function makerOf(db: Runner, schema: string, id: string): Promise<string | null> {
  const rows = await db.query<{ maker: string | null }>(`select created_by as maker from "${schema}"._api_keys where id = $1`, [id])
  return rows[0]?.maker ?? null
}
export async function revokeKey(db: Runner, schema: string, id: string): Promise<boolean> {
  return (await db.query(`update "${schema}"._api_keys set revoked_at = now() where id = $1 and revoked_at is null returning 1`, [id])).length > 0
}

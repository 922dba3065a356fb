import type { Runner } from '../db/database.ts'

export interface KeyRow { readonly id: string; readonly name: string; readonly prefix: string; readonly roles: readonly string[]; readonly expires_at: string | null; readonly last_used_at: string | null; readonly created_at: string }

/** A key that is in force. When it was used is noted by the minute. */
export async function findKey(db: Runner, schema: string, hash: string): Promise<{ id: string; name: string; roles: readonly string[] } | null> {
  const rows = await db.query<{ id: string; name: string; roles: string[]; stale: boolean }>(
    `select id, name, roles, coalesce(last_used_at < now() - interval '1 minute', true) as stale from "${schema}"._api_keys
     where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())`, [hash])
  const key = rows[0]
  if (!key) return null
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
export async function revokeKey(db: Runner, schema: string, id: string): Promise<boolean> {
  return (await db.query(`update "${schema}"._api_keys set revoked_at = now() where id = $1 and revoked_at is null returning 1`, [id])).length > 0
}

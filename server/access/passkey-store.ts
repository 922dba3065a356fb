import type { Runner } from '../db/database.ts'
import { mayAct, type Person, personColumns, type UserTable } from './people.ts'

export interface PasskeyRow { readonly id: string; readonly name: string; readonly host: string; readonly created_at: string; readonly last_used_at: string | null }
export interface StoredPasskey { readonly id: string; readonly user: string; readonly public_key: string; readonly counter: number; readonly transports: string[]; readonly host: string }

export const listPasskeys = (db: Runner, schema: string, user: string): Promise<PasskeyRow[]> =>
  db.query<PasskeyRow>(`select id, name, host, created_at, last_used_at from "${schema}"._passkeys where user_id = $1 order by created_at, id`, [user])
export async function findPasskey(db: Runner, schema: string, id: string): Promise<StoredPasskey | null> {
  const rows = await db.query<StoredPasskey>(`select id, user_id as "user", public_key, counter, transports, host from "${schema}"._passkeys where id = $1`, [id])
  return rows[0] ?? null
}
/** false: somebody has this one already. */
export async function insertPasskey(db: Runner, schema: string, key: StoredPasskey & { name: string }): Promise<boolean> {
  const rows = await db.query(
    `insert into "${schema}"._passkeys (id, user_id, name, public_key, counter, transports, host) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning 1`,
    [key.id, key.user, key.name, key.public_key, key.counter, key.transports, key.host])
  return rows.length > 0
}
export async function removePasskey(db: Runner, schema: string, which: { id: string; user: string }): Promise<boolean> {
  return (await db.query(`delete from "${schema}"._passkeys where id = $1 and user_id = $2 returning 1`, [which.id, which.user])).length > 0
}
/** A counter that does not rise belongs to a copy; those that keep none stay at 0. */
export async function usePasskey(db: Runner, schema: string, used: { id: string; counter: number }): Promise<boolean> {
  return (await db.query(`update "${schema}"._passkeys set counter = $2, last_used_at = now() where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning 1`, [used.id, used.counter])).length > 0
}
export async function ownerOf(db: Runner, users: UserTable, user: string): Promise<Person | null> {
  const rows = await db.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1 and ${mayAct(users)}`, [user])
  return rows[0] ?? null
}

export async function insertChallenge(db: Runner, schema: string, given: { hash: string; user: string | null; challenge: string }): Promise<void> {
  await db.query(`insert into "${schema}"._challenges (hash, user_id, challenge, expires_at) values ($1, $2, $3, now() + interval '5 minutes')`, [given.hash, given.user, given.challenge])
}
/** A challenge is answered once. */
export async function takeChallenge(db: Runner, schema: string, given: { hash: string; user: string | null }): Promise<string | null> {
  const rows = await db.query<{ challenge: string }>(`delete from "${schema}"._challenges where hash = $1 and user_id is not distinct from $2::uuid and expires_at > now() returning challenge`, [given.hash, given.user])
  return rows[0]?.challenge ?? null
}

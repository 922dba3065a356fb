import type { Runner } from '../db/database.ts'
import { hashSecret } from './secrets.ts'

export interface SecondFactors {
  /** Codes of an app, proven once. */
  readonly app: boolean
  readonly since: string | null
  readonly passkeys: number
  /** Recovery codes that were not used. */
  readonly recovery: number
  /** A role of the person asks for it. */
  readonly required: boolean
}
export async function readFactors(db: Runner, schema: string, person: { id: string; roles: readonly string[] }): Promise<SecondFactors> {
  const s = `"${schema}"`
  const rows = await db.query<{ since: string | null; passkeys: number; recovery: number; required: boolean }>(
    `select (select confirmed_at from ${s}._two_factor where user_id = $1) as since, (select count(*)::int from ${s}._passkeys where user_id = $1) as passkeys,
       (select count(*)::int from ${s}._recovery_codes where user_id = $1 and used_at is null) as recovery, exists (select from ${s}._required_two_factor where role = any($2)) as required`,
    [person.id, person.roles])
  const { since, passkeys, recovery, required } = rows[0]!
  return { app: since !== null, since, passkeys, recovery, required }
}

/** A secret that counts only once a code of it was given. Replaces one that never was. */
export async function beginSecret(db: Runner, schema: string, user: string, secret: string): Promise<boolean> {
  const rows = await db.query(
    `insert into "${schema}"._two_factor as t (user_id, secret) values ($1, $2)
     on conflict (user_id) do update set secret = excluded.secret, created_at = now(), last_step = 0 where t.confirmed_at is null returning 1`, [user, secret])
  return rows.length > 0
}
export async function readSecret(db: Runner, schema: string, user: string, confirmed: boolean): Promise<string | null> {
  const rows = await db.query<{ secret: string }>(`select secret from "${schema}"._two_factor where user_id = $1 and (confirmed_at is not null) = $2`, [user, confirmed])
  return rows[0]?.secret ?? null
}
/** Takes a step of the clock, once: of two that come with the same code at the same time one is refused. */
export async function takeStep(db: Runner, schema: string, user: string, step: number): Promise<boolean> {
  return (await db.query(`update "${schema}"._two_factor set last_step = $2 where user_id = $1 and last_step < $2 returning 1`, [user, step])).length > 0
}
/** Only while it is the secret that the code was made from. */
export async function confirmSecret(db: Runner, schema: string, user: string, proven: { secret: string; step: number }): Promise<boolean> {
  return (await db.query(`update "${schema}"._two_factor set confirmed_at = now(), last_step = $3 where user_id = $1 and secret = $2 and confirmed_at is null returning 1`, [user, proven.secret, proven.step])).length > 0
}
export async function storeRecoveryCodes(db: Runner, schema: string, user: string, codes: readonly string[]): Promise<void> {
  await db.query(`delete from "${schema}"._recovery_codes where user_id = $1`, [user])
  await db.query(`insert into "${schema}"._recovery_codes (user_id, hash) select $1, unnest($2::text[])`, [user, codes.map(hashSecret)])
}
export async function takeRecoveryCode(db: Runner, schema: string, user: string, code: string): Promise<boolean> {
  return (await db.query(`update "${schema}"._recovery_codes set used_at = now() where user_id = $1 and hash = $2 and used_at is null returning 1`, [user, hashSecret(code)])).length > 0
}
export async function forgetFactors(db: Runner, schema: string, user: string, which: readonly ('_two_factor' | '_recovery_codes' | '_passkeys')[]): Promise<void> {
  for (const table of which) await db.query(`delete from "${schema}".${table} where user_id = $1`, [user])
}

/** The password was right; what is left to do hangs on the version that a new password or a lock raises. */
export async function insertPending(db: Runner, schema: string, pending: { hash: string; user: string }): Promise<void> {
  await db.query(
    `insert into "${schema}"._pending_sign_ins (hash, user_id, security_version, expires_at)
     select $1, $2, security_version, now() + interval '5 minutes' from "${schema}"._credentials where user_id = $2`, [pending.hash, pending.user])
}
export async function findPending(db: Runner, schema: string, hash: string): Promise<string | null> {
  const rows = await db.query<{ user: string }>(
    `select p.user_id as "user" from "${schema}"._pending_sign_ins p join "${schema}"._credentials c on c.user_id = p.user_id and c.security_version = p.security_version
     where p.hash = $1 and p.expires_at > now()`, [hash])
  return rows[0]?.user ?? null
}
/** Whoever takes it opens the session; nobody else can. */
export async function takePending(db: Runner, schema: string, hash: string): Promise<boolean> {
  return (await db.query(`delete from "${schema}"._pending_sign_ins where hash = $1 and expires_at > now() returning 1`, [hash])).length > 0
}

export const listRequired = async (db: Runner, schema: string): Promise<string[]> =>
  (await db.query<{ role: string }>(`select role from "${schema}"._required_two_factor order by role`)).map(({ role }) => role)
export async function storeRequired(db: Runner, schema: string, { roles, by }: { roles: readonly string[]; by: string | null }): Promise<void> {
  await db.query(`delete from "${schema}"._required_two_factor where role <> all($1)`, [roles])
  await db.query(`insert into "${schema}"._required_two_factor (role, set_by) select unnest($1::text[]), $2 on conflict do nothing`, [roles, by])
}

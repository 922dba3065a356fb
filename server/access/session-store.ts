import type { Runner } from '../db/database.ts'
import { statementName } from '../db/statement-name.ts'
import { mayAct, type Person, personColumns, type UserTable } from './people.ts'

/** A session ends when it was not used for a week, and after 30 days in any case. */
const idle = `interval '7 days'`
const longest = `interval '30 days'`

export interface FoundSession extends Person { readonly stale: boolean }
export interface SessionRow { readonly id: string; readonly user: string; readonly created_at: string; readonly last_seen_at: string; readonly expires_at: string; readonly ip: string | null; readonly agent: string | null; readonly current?: boolean }

/** One statement per request: the session, its person, and whether a new password or a lock has ended it since. */
export async function findSession(db: Runner, schema: string, users: UserTable, hash: string): Promise<FoundSession | null> {
  const { text, name } = lookUps.get(users) ?? lookUp(schema, users)
  const rows = await db.query<FoundSession>(text, [hash], name)
  return rows[0] ?? null
}
/** A table of users belongs to one schema. */
const lookUps = new WeakMap<UserTable, { readonly text: string; readonly name: string }>()
function lookUp(schema: string, users: UserTable): { readonly text: string; readonly name: string } {
  const text = `select ${personColumns(users)}, s.last_seen_at < now() - interval '1 minute' as stale
    from "${schema}"._sessions s
    join "${schema}"._credentials c on c.user_id = s.user_id and c.security_version = s.security_version
    join ${users.table} u on u.id = s.user_id
    where s.hash = $1 and s.expires_at > now() and ${mayAct(users)}`
  const made = { text, name: statementName(text) }
  lookUps.set(users, made)
  return made
}
export async function touchSession(db: Runner, schema: string, hash: string): Promise<void> {
  await db.query(`update "${schema}"._sessions set last_seen_at = now(), expires_at = least(now() + ${idle}, created_at + ${longest}) where hash = $1`, [hash])
}

export interface SessionOrigin { readonly ip: string; readonly agent: string | null }
export async function insertSession(db: Runner, schema: string, session: { hash: string; user: string; origin: SessionOrigin }): Promise<void> {
  await db.query(
    `with c as (insert into "${schema}"._credentials (user_id) values ($2) on conflict (user_id) do update set user_id = excluded.user_id returning security_version)
     insert into "${schema}"._sessions (hash, user_id, security_version, expires_at, ip, agent)
     select $1, $2, c.security_version, now() + ${idle}, $3, $4 from c`,
    [session.hash, session.user, session.origin.ip, session.origin.agent?.slice(0, 300) ?? null])
}
export async function deleteSession(db: Runner, schema: string, hash: string): Promise<void> {
  await db.query(`delete from "${schema}"._sessions where hash = $1`, [hash])
}

/** A session is named by the start of its hash: enough to tell them apart, of no use as a key. */
export async function listSessions(db: Runner, schema: string, of: { user: string | null; current: string | null }): Promise<SessionRow[]> {
  return db.query<SessionRow>(
    `select left(s.hash, 24) as id, s.user_id as user, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.agent, s.hash is not distinct from $2 as current
     from "${schema}"._sessions s join "${schema}"._credentials c on c.user_id = s.user_id and c.security_version = s.security_version
     where ($1::uuid is null or s.user_id = $1) and s.expires_at > now() order by s.last_seen_at desc limit 500`, [of.user, of.current])
}
export async function endSession(db: Runner, schema: string, which: { id: string; user: string | null }): Promise<boolean> {
  const rows = await db.query(`delete from "${schema}"._sessions where left(hash, 24) = $1 and ($2::uuid is null or user_id = $2) returning 1`, [which.id, which.user])
  return rows.length > 0
}

export async function readPasswordHash(db: Runner, schema: string, user: string): Promise<string | null> {
  const rows = await db.query<{ password_hash: string | null }>(`select password_hash from "${schema}"._credentials where user_id = $1`, [user])
  return rows[0]?.password_hash ?? null
}
/** A new password ends every session. */
export async function storePassword(db: Runner, schema: string, user: string, hash: string): Promise<void> {
  await db.query(
    `insert into "${schema}"._credentials (user_id, password_hash) values ($1, $2)
     on conflict (user_id) do update set password_hash = excluded.password_hash, security_version = _credentials.security_version + 1, failures = 0, locked_until = null, changed_at = now()`, [user, hash])
  await db.query(`delete from "${schema}"._sessions where user_id = $1`, [user])
  await db.query(`update "${schema}"._reset_tokens set used_at = now() where user_id = $1 and used_at is null`, [user])
  await db.query(`update "${schema}"._invitations set accepted_at = now() where user_id = $1 and accepted_at is null and revoked_at is null`, [user])
}
/** Ends all sessions of a person: deactivated, roles changed, asked for. */
export async function endAllSessions(db: Runner, schema: string, user: string): Promise<void> {
  await db.query(`update "${schema}"._credentials set security_version = security_version + 1 where user_id = $1`, [user])
  await db.query(`delete from "${schema}"._sessions where user_id = $1`, [user])
}
const personal = ['_sessions', '_reset_tokens', '_credentials', '_two_factor', '_recovery_codes', '_passkeys', '_pending_sign_ins', '_challenges', '_sign_ins', '_invitations', '_mails']
/** What is kept of a person beside the record goes with it. Keys stay in the list of those that were revoked. */
export async function forgetPerson(db: Runner, schema: string, user: string): Promise<void> {
  for (const table of personal) await db.query(`delete from "${schema}".${table} where user_id = $1`, [user])
  for (const table of ['_settings_of', '_notices', '_muted']) await db.query(`delete from "${schema}".${table} where person = $1`, [user])
  await db.query(`update "${schema}"._api_keys set revoked_at = now() where created_by = $1 and revoked_at is null`, [user])
}
export async function deleteExpired(db: Runner, schema: string): Promise<void> {
  await db.query(`delete from "${schema}"._sessions where expires_at < now()`)
  await db.query(`delete from "${schema}"._reset_tokens where expires_at < now() - interval '1 day'`)
  await db.query(`delete from "${schema}"._pending_sign_ins where expires_at < now()`)
  await db.query(`delete from "${schema}"._challenges where expires_at < now()`)
  await db.query(`delete from "${schema}"._sign_ins where at < now() - interval '180 days'`)
  await db.query(`delete from "${schema}"._mails where created_at < now() - interval '90 days'`)
  await db.query(`delete from "${schema}"._tries where until < now()`)
}

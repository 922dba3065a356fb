import { pointer } from '../../metadata/base/json.ts'
import { problem } from '../../metadata/base/problem.ts'
import type { Entity } from '../../metadata/model/model.ts'
import type { Actor } from '../access/actor.ts'
import { endAllSessions, forgetPerson } from '../access/session-store.ts'
import { changesOf } from './changes.ts'
import type { Draft, Writing } from './draft.ts'
import { refuse } from './refusal.ts'
import { quote, type Row, type Session, tableOf } from './space.ts'

/** System entity of those who sign in. */
const people = 'user'
/** Fields that decide what a person may do. */
const deciding = ['roles', 'active'] as const

/** What opens an account or shuts it: a new address is enough to ask for a new password. */
const opening = ['roles', 'email', 'active'] as const

/**
 * Nobody gives or takes roles that he does not have, to himself or to others, nor changes the address of somebody who has more of
 * them, nor shuts him out: keeping the list of people must not be a way to become an administrator.
 */
export function checkPeople({ session: { actor }, tops, problems }: Writing): void {
  if (mayAnything(actor)) return
  for (const draft of tops.filter(({ entity }) => entity.key === people)) {
    const changes = changesOf(draft)
    const beyond = rolesBeyond(actor, draft.old, draft.row)
    const touched = opening.find((key) => key in changes && draft.given.has(key))
    const field = touched && draft.entity.fields.get(touched)
    if (field && beyond.length > 0) problems.push(problem('record.roles_beyond', pointer(draft.path, field.name), { roles: beyond.join(', ') }))
  }
}
/** Nor does anybody delete, restore or destroy a person who has roles that he does not have. */
export function checkRemoval({ actor }: Session, entity: Entity, row: Row): void {
  if (entity.key !== people || mayAnything(actor)) return
  const beyond = rolesBeyond(actor, row)
  if (beyond.length > 0) throw refuse(403, 'record.roles_beyond', { roles: beyond.join(', ') })
}
const mayAnything = (actor: Actor): boolean => actor.kind === 'system' || actor.roles.includes('administrator')
const rolesBeyond = (actor: Actor, ...rows: readonly (Row | null)[]): string[] => [...new Set(rows.flatMap(rolesIn))].filter((role) => !actor.roles.includes(role))
const rolesIn = (row: Row | null): string[] => (Array.isArray(row?.['roles']) ? (row['roles'] as string[]) : [])

/** Who may do something else now than before signs in again: the sessions end with the change or not at all. */
export async function endSessionsOfChanged(session: Session, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.entity.key !== people || draft.kind !== 'update') continue
    const changes = changesOf(draft)
    if (!deciding.some((field) => field in changes)) continue
    await endSessions(session, draft.row.id)
    if (administers(draft.old) && !administers(draft.row)) await someAdministrator(session, draft.entity)
  }
}
const administers = (row: Row | null): boolean => row?.['active'] === true && rolesIn(row).includes('administrator')
/** Asked after the change, one at a time: of two who take each other's rights at once, the second is refused. */
async function someAdministrator({ tx, space }: Session, entity: Entity): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`${space.schema} administrators`])
  const [roles = 'roles', active = 'active'] = ['roles', 'active'].map((key) => entity.fields.get(key)?.columns[0]?.name ?? key)
  const rows = await tx.query(`select 1 from ${tableOf(space, entity.table)} where ${quote(active)} is true and ${quote(roles)} @> '{administrator}' and _deleted_at is null limit 1`)
  if (rows.length === 0) throw refuse(409, 'record.last_administrator')
}
/** Who is removed is out at once. */
export async function endSessionsOfRemoved(session: Session, entity: Entity, row: Row): Promise<void> {
  if (entity.key !== people) return
  await endSessions(session, row.id)
  if (administers(row)) await someAdministrator(session, entity)
}
/** Who is purged leaves no password, no tie to a provider and no key that acts. */
export async function forgetPurged({ tx, space }: Session, { entity, id }: { entity: string; id: string }): Promise<void> {
  if (entity === people) await forgetPerson(tx, space.schema, id)
}
const endSessions = ({ tx, space }: Session, user: string): Promise<void> => endAllSessions(tx, space.schema, user)

import type { FastifyRequest } from 'fastify'
import { fail } from '../http/errors.ts'
import type { Transaction } from '../db/database.ts'
import { mayAct, type Person, personColumns, userTable } from './people.ts'
import { auditAccount } from './second-step.ts'
import { openIn, type Sessions, type SignedIn } from './session-service.ts'
import { endAllSessions } from './session-store.ts'
import type { SignInKind } from './sign-in-log.ts'

/** The person who asks; a key is nobody. */
export async function ownPerson({ workspace, actor }: FastifyRequest): Promise<Person> {
  const users = userTable(workspace)
  if (actor.kind !== 'user' || !users) return fail(403, 'access.forbidden')
  const rows = await workspace.database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1 and ${mayAct(users)}`, [actor.id])
  return rows[0] ?? fail(403, 'access.forbidden')
}
/** What opens an account needs its password once more, from those who have one: a page left open is not enough. */
export async function proveOwn(sessions: Sessions, request: FastifyRequest, current: string | undefined): Promise<Person> {
  const person = await ownPerson(request)
  await sessions.prove(request.workspace, { person, current: current ?? '' }, request.ip)
  return person
}

interface Change { readonly person: Person; /** As the audit calls it. */ readonly kind: string; readonly way?: SignInKind; readonly change: (tx: Transaction) => Promise<void> }
/** Changes how a person comes in: with its audit, the end of all sessions and this one anew, or not at all. */
export function changeWayIn({ workspace, actor, ip, headers }: FastifyRequest, { person, kind, way = 'password', change }: Change): Promise<SignedIn> {
  const by = actor.kind === 'user' ? actor : { ...actor, kind: 'user' as const, id: person.id, name: person.name }
  return workspace.database.transaction((tx) => changeIn(tx, workspace, async () => {
    await change(tx)
    await auditAccount(tx, workspace, { kind, user: person.id, by })
  }, { person, way: { kind: way, origin: { ip, agent: headers['user-agent'] ?? null } } }))
}
async function changeIn(tx: Transaction, workspace: FastifyRequest['workspace'], work: () => Promise<void>, entering: Parameters<typeof openIn>[2]): Promise<SignedIn> {
  await work()
  await endAllSessions(tx, workspace.schema, entering.person.id)
  return openIn(tx, workspace, entering)
}

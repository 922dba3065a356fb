import type { Transaction } from '../db/database.ts'
import { fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { createRecords, openSession } from '../records/service.ts'
import { findPerson, mayAct, type Person, personColumns, type UserTable, userTable } from './people.ts'

/** What the provider says of a person, proven. */
export interface Claims { readonly iss: string; readonly sub: string; readonly email?: unknown; readonly email_verified?: unknown; readonly name?: unknown }

/**
 * Who the claims are about. The first sign-in binds the person to the provider's subject; from then on the subject alone counts, so
 * that an address which changes hands at the provider opens nobody else's account.
 */
export async function personOf(workspace: HttpWorkspace, claims: Claims, newPeople: readonly string[] | null): Promise<Person> {
  const users = userTable(workspace) ?? fail(403, 'access.oidc_unknown')
  const bound = await boundPerson(workspace, users, claims)
  if (bound) return bound
  if (typeof claims.email !== 'string' || claims.email_verified !== true) return fail(403, 'access.oidc_unknown')
  const email = claims.email
  return workspace.database.transaction(async (tx) => {
    // Two first sign-ins at once: the second finds what the first has made.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`${workspace.schema} oidc ${email.toLowerCase()}`])
    const person = (await findPerson(tx, users, email)) ?? (await newPerson(tx, { workspace, users, claims, email, newPeople }))
    await bind(tx, workspace.schema, { person: person.id, claims })
    return person
  })
}

/** null: nobody is bound to this subject. Somebody who is suspended or removed is refused, whatever address comes along. */
async function boundPerson({ database, schema }: HttpWorkspace, users: UserTable, { iss, sub }: Claims): Promise<Person | null> {
  const rows = await database.query<Person & { may: boolean }>(
    `select ${personColumns(users)}, ${mayAct(users)} as may from "${schema}"._credentials c join ${users.table} u on u.id = c.user_id where c.issuer = $1 and c.subject = $2`, [iss, sub])
  const { may, ...person } = rows[0] ?? { may: null }
  if (may === null) return null
  return may ? (person as Person) : fail(403, 'access.oidc_unknown')
}

async function bind(tx: Transaction, schema: string, { person, claims }: { person: string; claims: Claims }): Promise<void> {
  const bound = await tx.query(
    `insert into "${schema}"._credentials as c (user_id, issuer, subject) values ($1, $2, $3)
     on conflict (user_id) do update set issuer = excluded.issuer, subject = excluded.subject 
     where c.subject is null or (c.issuer = excluded.issuer and c.subject = excluded.subject) returning 1`, [person, claims.iss, claims.sub])
  if (bound.length === 0) fail(403, 'access.oidc_unknown')
}

interface Unknown { readonly workspace: HttpWorkspace; readonly users: UserTable; readonly claims: Claims; readonly email: string; readonly newPeople: readonly string[] | null }
/** Somebody who was never here, where the settings let the provider decide. An address that is suspended or in the bin stays shut. */
async function newPerson(tx: Transaction, { workspace, users, claims, email, newPeople }: Unknown): Promise<Person> {
  if (newPeople === null) return fail(403, 'access.oidc_unknown')
  const shut = await tx.query(`select 1 from ${users.table} u where lower(u.${users.column.email}) = lower($1) union all select 1 where not exists (select from "${workspace.schema}"._setup)`, [email])
  if (shut.length > 0) return fail(403, 'access.oidc_unknown')
  const { model } = workspace.live()
  const entity = model.entities.get('user') ?? fail(403, 'access.oidc_unknown')
  const space = { schema: workspace.schema, database: workspace.database, model, rights: workspace.rights, now: () => new Date() }
  const given = { name: typeof claims.name === 'string' && claims.name.trim() !== '' ? claims.name.trim().slice(0, 200) : email, email, language: 'en', active: true, roles: newPeople.filter((role) => model.documents.get('role')?.has(role)) }
  // By the rules of every other record: defaults, checks, numbers and the audit.
  const session = openSession(space, tx, { kind: 'system', id: null, name: claims.iss, roles: [], language: 'en', zone: 'UTC' })
  await createRecords(session, entity, [{ data: Object.fromEntries(Object.entries(given).map(([key, value]) => [entity.fields.get(key)?.name ?? key, value])) }])
  return (await findPerson(tx, users, email)) ?? fail(403, 'access.oidc_unknown')
}

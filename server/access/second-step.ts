import { appendEvents } from '../events/append.ts'
import type { Runner, Transaction } from '../db/database.ts'
import { fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { createAccountLimiter, mostTries } from './account-limiter.ts'
import { recoveryCodeOf, stepOf } from './one-time-code.ts'
import { mayAct, type Person, personColumns, userTable } from './people.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'
import { findPending, insertPending, readFactors, readSecret, type SecondFactors, takePending, takeRecoveryCode, takeStep } from './two-factor-store.ts'

export type Method = 'code' | 'recovery' | 'passkey' | 'enrol'
/** Half of a sign-in: what is still to be shown. The token is no session and opens nothing but the second step. */
export interface Half { readonly pending: string; readonly methods: readonly Method[] }
export interface SecondStep {
  /** null: this person needs no second step after this first one. With `db`, in the transaction of the first. */
  begin(workspace: HttpWorkspace, person: Person, first: 'password' | 'provider', db?: Runner): Promise<Half | null>
  /** Whose half it is; refused when it has ended. */
  personOf(workspace: HttpWorkspace, pending: string | undefined): Promise<{ person: Person; hash: string; methods: readonly Method[] }>
  /** Checks a code of the app or a recovery code; counts tries by person. */
  check(workspace: HttpWorkspace, user: string, code: string): Promise<'code' | 'recovery' | null>
  /** In one transaction: whoever ends the half first goes on. */
  finish<T>(workspace: HttpWorkspace, hash: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** What somebody may show as a second proof; [] = none is needed. With a provider, what the roles ask for is its own business. */
export function methodsOf({ app, recovery, passkeys, required }: SecondFactors, first: 'password' | 'provider'): readonly Method[] {
  if (app) return ['code', ...(recovery > 0 ? (['recovery'] as const) : []), ...(passkeys > 0 ? (['passkey'] as const) : [])]
  if (!required || first === 'provider') return []
  return [passkeys > 0 ? 'passkey' : 'enrol']
}

/** Five codes in five minutes for each person, over all nodes. */
export function createSecondStep(): SecondStep {
  const byPerson = createAccountLimiter({ purpose: 'second', tries: mostTries.second, seconds: 300 })
  return {
    begin: async ({ database, schema }, person, first, db = database) => {
      const methods = methodsOf(await readFactors(db, schema, person), first)
      if (methods.length === 0) return null
      const pending = newSecret()
      await insertPending(db, schema, { hash: hashSecret(pending), user: person.id })
      return { pending, methods }
    },
    personOf: async (workspace, pending) => {
      const { database, schema } = workspace
      const hash = isSecret(pending) ? hashSecret(pending) : fail(401, 'access.second_ended')
      const users = userTable(workspace)
      const user = users && (await findPending(database, schema, hash))
      const [person] = users && user ? await database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1 and ${mayAct(users)}`, [user]) : []
      if (!person) return fail(401, 'access.second_ended')
      return { person, hash, methods: methodsOf(await readFactors(database, schema, person), 'password') }
    },
    check: async (workspace, user, code) => {
      await byPerson.take(workspace, user)
      const kind = await codeKind(workspace.database, workspace.schema, { user, code })
      if (kind) await byPerson.forget(workspace, user)
      return kind
    },
    finish: ({ database, schema }, hash, work) => database.transaction(async (tx) => {
      if (!(await takePending(tx, schema, hash))) fail(401, 'access.second_ended')
      return work(tx)
    }),
  }
}

/** Which proof it is; taken with that, so that it counts once. */
async function codeKind(db: Runner, schema: string, { user, code }: { user: string; code: string }): Promise<'code' | 'recovery' | null> {
  const recovery = recoveryCodeOf(code)
  if (recovery && (await takeRecoveryCode(db, schema, user, recovery))) return 'recovery'
  const secret = await readSecret(db, schema, user, true)
  const step = secret === null ? null : stepOf(secret, code.replaceAll(/\s/g, ''), new Date())
  return step !== null && (await takeStep(db, schema, user, step)) ? 'code' : null
}

/** What changes at somebody's way in stands in the audit, not what it was changed to. */
export async function auditAccount(tx: Transaction, workspace: HttpWorkspace, of: { kind: string; user: string; by: Parameters<typeof appendEvents>[0]['actor'] }): Promise<void> {
  const space = { schema: workspace.schema } as Parameters<typeof appendEvents>[0]['space']
  await appendEvents({ tx, space, actor: of.by }, [{ entity: 'user', record: of.user, kind: of.kind, version: null, changes: null }])
}


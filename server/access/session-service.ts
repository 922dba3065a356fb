import type { Runner, Transaction } from '../db/database.ts'
import { createLimiter } from '../http/limiter.ts'
import { createAccountLimiter, mostTries } from './account-limiter.ts'
import { AppError, fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { checkPassword, hashPassword, passwordProblems } from './password.ts'
import { findPerson, type Person, userTable } from './people.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { createSecondStep, type Half, type SecondStep } from './second-step.ts'
import { noteSignIn, type SignInKind } from './sign-in-log.ts'
import { insertSession, readPasswordHash, type SessionOrigin, storePassword } from './session-store.ts'

/** How somebody came, and from where. */
export interface Way { readonly kind: SignInKind; readonly origin: SessionOrigin }
export interface SignedIn { readonly token: string; readonly person: Person }
export interface Sessions {
  /** A session; or, for somebody with a second factor, only half of the way to one. */
  signIn(workspace: HttpWorkspace, given: { email: string; password: string }, origin: SessionOrigin): Promise<SignedIn | Half>
  /** A new session for a person whose identity is proven. */
  open(workspace: HttpWorkspace, person: Person, way: Way): Promise<SignedIn>
  readonly second: SecondStep
  /** Refused unless it is the present password of the person; who has none proves it by the session alone. */
  prove(workspace: HttpWorkspace, given: { person: Person; current: string }, ip: string): Promise<void>
  /** Ends all sessions and opens one anew, in one transaction: nobody is left with a new password and an answer that says otherwise. */
  changePassword(workspace: HttpWorkspace, given: { person: Person; current: string; password: string }, origin: SessionOrigin): Promise<SignedIn>
}

/** Sign-in by e-mail and password. Tries are counted by address of the computer and by account, known or not, and by nothing else. */
export function createSessions({ tries = mostTries['sign-in'], seconds = 300 }: { tries?: number; seconds?: number } = {}): Sessions {
  const byAccount = createAccountLimiter({ purpose: 'sign-in', tries, seconds })
  const byComputer = createLimiter({ tries: tries * 5, seconds })
  const open = (workspace: HttpWorkspace, person: Person, way: Way): Promise<SignedIn> => workspace.database.transaction((tx) => openIn(tx, workspace, { person, way }))
  const second = createSecondStep()
  const prove: Sessions['prove'] = async (workspace, { person, current }, ip) => {
    byComputer.take(ip)
    await byAccount.take(workspace, person.id)
    const stored = await readPasswordHash(workspace.database, workspace.schema, person.id)
    if (stored !== null && !(await checkPassword(stored, current))) fail(403, 'access.wrong_password')
    await byAccount.forget(workspace, person.id)
  }
  return {
    open,
    second,
    prove,
    signIn: async (workspace, given, origin) => {
      const account = hashSecret(given.email.trim().toLowerCase())
      byComputer.take(origin.ip)
      await byAccount.take(workspace, account)
      const users = userTable(workspace)
      const person = users && (await findPerson(workspace.database, users, given.email.trim()))
      const stored = person && (await readPasswordHash(workspace.database, workspace.schema, person.id))
      const right = await checkPassword(stored, given.password)
      if (person && !right) await noteSignIn(workspace.database, workspace.schema, { user: person.id, kind: 'wrong_password', origin })
      if (!person || !right) return fail(401, 'access.wrong_sign_in')
      await byAccount.forget(workspace, account)
      return (await second.begin(workspace, person, 'password')) ?? open(workspace, person, { kind: 'password', origin })
    },
    changePassword: async (workspace, given, origin) => {
      byComputer.take(origin.ip)
      const { person, current, password } = given
      await byAccount.take(workspace, person.id)
      const stored = await readPasswordHash(workspace.database, workspace.schema, person.id)
      if (!(await checkPassword(stored, current))) fail(403, 'access.wrong_password')
      return setPassword(workspace, { user: person.id, email: person.email, password }, (tx) => openIn(tx, workspace, { person, way: { kind: 'password', origin } }))
    },
  }
}

/** A session in the transaction of what makes it necessary. */
export async function openIn(runner: Runner, { schema }: Pick<HttpWorkspace, 'schema'>, { person, way }: { person: Person; way: Way }): Promise<SignedIn> {
  const token = newSecret()
  await insertSession(runner, schema, { hash: hashSecret(token), user: person.id, origin: way.origin })
  await noteSignIn(runner, schema, { user: person.id, ...way })
  return { token, person }
}

interface NewPassword { readonly user: string; readonly email: string; readonly password: string; readonly claim?: { readonly token: string } }
/**
 * Stores a password that is strong enough, ends all sessions, and does what belongs to it in the same transaction. With a claim,
 * only whoever takes the reset token first succeeds.
 */
export async function setPassword<T>(workspace: HttpWorkspace, given: NewPassword, belonging: (tx: Transaction) => Promise<T>): Promise<T> {
  const problems = passwordProblems(given.password, given.email, '/password')
  if (problems.length > 0) throw new AppError(422, problems[0]!.code, { params: problems[0]!.params, problems })
  const hash = await hashPassword(given.password)
  return workspace.database.transaction(async (tx) => {
    if (given.claim) {
      const taken = await tx.query(`update "${workspace.schema}"._reset_tokens set used_at = now() where hash = $1 and used_at is null and expires_at > now() returning 1`, [given.claim.token])
      if (taken.length === 0) fail(400, 'access.bad_reset')
    }
    await storePassword(tx, workspace.schema, given.user, hash)
    return belonging(tx)
  })
}

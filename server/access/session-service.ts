import type { Runner, Transaction } from '../db/database.ts'
import { createLimiter } from '../http/limiter.ts'
import { createAccountLimiter } from './account-limiter.ts'
import { AppError, fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { checkPassword, hashPassword, passwordProblems } from './password.ts'
import { findPerson, type Person, userTable } from './people.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { insertSession, readPasswordHash, type SessionOrigin, storePassword } from './session-store.ts'

export interface SignedIn { readonly token: string; readonly person: Person }
export interface Sessions {
  signIn(workspace: HttpWorkspace, given: { email: string; password: string }, origin: SessionOrigin): Promise<SignedIn>
  /** A new session for a person whose identity is proven. */
  open(workspace: HttpWorkspace, person: Person, origin: SessionOrigin): Promise<SignedIn>
  /** Ends all sessions and opens one anew, in one transaction: nobody is left with a new password and an answer that says otherwise. */
  changePassword(workspace: HttpWorkspace, given: { person: Person; current: string; password: string }, origin: SessionOrigin): Promise<SignedIn>
}

/** Sign-in by e-mail and password. Tries are counted by address of the computer and by account, known or not, and by nothing else. */
export function createSessions({ tries = 10, seconds = 300 }: { tries?: number; seconds?: number } = {}): Sessions {
  const byAccount = createAccountLimiter({ purpose: 'sign-in', tries, seconds })
  const byComputer = createLimiter({ tries: tries * 5, seconds })
  const open = (workspace: HttpWorkspace, person: Person, origin: SessionOrigin): Promise<SignedIn> => openIn(workspace.database, workspace, { person, origin })
  return {
    open,
    signIn: async (workspace, given, origin) => {
      const account = hashSecret(given.email.trim().toLowerCase())
      byComputer.take(origin.ip)
      await byAccount.take(workspace, account)
      const users = userTable(workspace)
      const person = users && (await findPerson(workspace.database, users, given.email.trim()))
      const stored = person && (await readPasswordHash(workspace.database, workspace.schema, person.id))
      const right = await checkPassword(stored, given.password)
      if (!person || !right) return fail(401, 'access.wrong_sign_in')
      await byAccount.forget(workspace, account)
      return open(workspace, person, origin)
    },
    changePassword: async (workspace, given, origin) => {
      byComputer.take(origin.ip)
      const { person, current, password } = given
      await byAccount.take(workspace, person.id)
      const stored = await readPasswordHash(workspace.database, workspace.schema, person.id)
      if (!(await checkPassword(stored, current))) fail(403, 'access.wrong_password')
      return setPassword(workspace, { user: person.id, email: person.email, password }, (tx) => openIn(tx, workspace, { person, origin }))
    },
  }
}

async function openIn(runner: Runner, { schema }: HttpWorkspace, { person, origin }: { person: Person; origin: SessionOrigin }): Promise<SignedIn> {
  const token = newSecret()
  await insertSession(runner, schema, { hash: hashSecret(token), user: person.id, origin })
  return { token, person }
}

interface NewPassword { readonly user: string; readonly email: string; readonly password: string; readonly claim?: { readonly token: string } }
/**
 * Stores a password that is strong enough, ends all sessions, and does what belongs to it in the same transaction. With a claim,
 * only whoever takes the reset token first succeeds.
 */
export async function setPassword<T>(workspace: HttpWorkspace, given: NewPassword, belonging: (tx: Transaction) => Promise<T>): Promise<T> {
  const problems = passwordProblems(given.password, given.email, '/password')
  if (problems.length > 0) throw new AppError(422, 'access.weak_password', { params: problems[0]!.params, problems })
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

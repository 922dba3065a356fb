import { text } from '../../metadata/texts/index.ts'
import { fail } from '../http/errors.ts'
import { createLimiter } from '../http/limiter.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import type { Post } from '../mail/post.ts'
import { createAccountLimiter } from './account-limiter.ts'
import { setPassword } from './session-service.ts'
import { findPerson, languageOf, mayAct, type Person, userTable } from './people.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

export interface Resets {
  /** Answers nothing, whether somebody has this address or not; the letter is written afterwards. */
  ask(workspace: HttpWorkspace, email: string, ip: string): void
  /** Writes a letter to a person who is known. */
  send(workspace: HttpWorkspace, person: Person): Promise<void>
  /** Sets the new password by the token of a letter, once. */
  use(workspace: HttpWorkspace, token: string, password: string): Promise<void>
  /** All letters asked for so far are on their way. */
  settled(): Promise<void>
}
export interface ResetOptions {
  readonly post: Post
  /** The server's own address: from configuration, never from a request. */
  readonly address: () => string
  readonly report: (error: unknown) => void
}

/** Three letters an hour for one address. */
export function createResets({ post, address, report }: ResetOptions): Resets {
  const byAddress = createAccountLimiter({ purpose: 'reset', tries: 3, seconds: 3600 })
  const byComputer = createLimiter({ tries: 30, seconds: 3600 })
  const running = new Set<Promise<void>>()
  const write = async (workspace: HttpWorkspace, email: string): Promise<void> => {
    if (!(await byAddress.allows(workspace, hashSecret(email.toLowerCase())))) return
    const users = userTable(workspace)
    const person = users && (await findPerson(workspace.database, users, email))
    if (!person) return
    await send(workspace, person)
  }
  const send = async (workspace: HttpWorkspace, person: Person): Promise<void> => {
    const language = languageOf(person.language)
    const letter = { purpose: 'reset', to: person.email, subject: text(language, 'access.reset_subject'), text: text(language, 'access.reset_text', { name: person.name, link: '{link}' }), user: person.id } as const
    await post.send(workspace, letter)
  }
  // The token stands behind `#`, so it is in no log and in no Referer.
  post.links('reset', async (workspace, user) => `${address()}${workspace.prefix}/_/reset#${await newToken(workspace, { user, purpose: 'reset', lasts: '30 minutes' })}`)
  return {
    send,
    ask: (workspace, email, ip) => {
      byComputer.take(ip)
      const letter = write(workspace, email).catch(report).finally(() => running.delete(letter))
      running.add(letter)
    },
    use: async (workspace, token, password) => {
      const users = userTable(workspace)
      if (!isSecret(token) || !users) return fail(400, 'access.bad_reset')
      const valid = `t.hash = $1 and t.purpose = 'reset' and t.used_at is null and t.expires_at > now()`
      const people = await workspace.database.query<{ id: string; email: string }>(
        `select u.id, u.${users.column.email} as email from "${workspace.schema}"._reset_tokens t join ${users.table} u on u.id = t.user_id where ${valid} and ${mayAct(users)}`, [hashSecret(token)])
      const person = people[0] ?? fail(400, 'access.bad_reset')
      await setPassword(workspace, { user: person.id, email: person.email, password, claim: { token: hashSecret(token) } }, async () => {})
    },
    settled: async () => { await Promise.all(running) },
  }
}

/** A secret of a letter; only its hash is kept. */
export async function newToken({ database, schema }: HttpWorkspace, of: { user: string; purpose: 'reset' | 'invitation'; lasts: string }): Promise<string> {
  const token = newSecret()
  await database.query(`insert into "${schema}"._reset_tokens (hash, user_id, purpose, expires_at) values ($1, $2, $3, now() + $4::interval)`, [hashSecret(token), of.user, of.purpose, of.lasts])
  return token
}

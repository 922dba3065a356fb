import type { Runner } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { putJob } from '../jobs/job-store.ts'
import type { JobHandler } from '../jobs/service.ts'
import type { Mail } from './mail.ts'
import { insertMail, type MailPurpose, settleMail, type StoredMail, takeMail } from './mail-store.ts'

export interface NewLetter { readonly purpose: MailPurpose; readonly to: string; readonly subject: string; readonly text: string; readonly user: string | null }
/** Makes the link of a letter anew for each try; null: what it was about is over. */
export type MakeLink = (workspace: HttpWorkspace, user: string) => Promise<string | null>
export interface Post {
  /** Puts a letter into the outbox, in the transaction that makes it necessary. */
  put(tx: Runner, workspace: Pick<HttpWorkspace, 'schema'>, letter: NewLetter): Promise<string>
  /** Puts it there and sends it at once. */
  send(workspace: HttpWorkspace, letter: NewLetter): Promise<void>
  /** Sends it now; false: the outbox tries again later. */
  deliver(workspace: HttpWorkspace, id: string): Promise<boolean>
  /** How links of this purpose are made. */
  links(purpose: MailPurpose, make: MakeLink): void
}
export const mailTopic = 'mail'

/**
 * Every letter stands in a table with what became of it. A link that opens an account is no part of what is kept: it is made when the
 * letter goes, so that nobody who reads the table, a backup or the preview can use it.
 */
export function createPost(mail: Mail): Post {
  const makers = new Map<MailPurpose, MakeLink>()
  const textOf = async (workspace: HttpWorkspace, letter: StoredMail): Promise<string | null> => {
    const make = makers.get(letter.purpose)
    if (!make || letter.user === null) return letter.body
    const link = await make(workspace, letter.user)
    return link === null ? null : letter.body.replaceAll('{link}', () => link)
  }
  const post: Post = {
    send: async (workspace, letter) => {
      const id = await workspace.database.transaction((tx) => post.put(tx, workspace, letter))
      await post.deliver(workspace, id)
    },
    put: async (tx, { schema }, letter) => {
      const id = newId()
      await insertMail(tx, schema, { id, purpose: letter.purpose, recipient: letter.to, subject: letter.subject, body: letter.text, user: letter.user })
      // Should the process end before it is sent at once.
      await putJob(tx, schema, { topic: mailTopic, payload: { mail: id }, after: new Date(Date.now() + 30_000).toISOString() })
      return id
    },
    links: (purpose, make) => { makers.set(purpose, make) },
    deliver: async (workspace, id) => {
      const { database, schema } = workspace
      const letter = await takeMail(database, schema, id)
      if (!letter) return true
      try {
        const text = await textOf(workspace, letter)
        if (text === null) await settleMail(database, schema, { id, state: 'failed', error: 'outdated' })
        else await settleMail(database, schema, { id, state: await mail.send({ to: letter.recipient, subject: letter.subject, text }), error: null })
        return true
      } catch (error) {
        await settleMail(database, schema, { id, state: 'failed', error: error instanceof Error ? error.message : String(error) })
        return false
      }
    },
  }
  return post
}

/** The outbox tries what was not sent at once. */
export const deliverLetters = (post: Post): JobHandler => ({
  kind: 'outward',
  run: async ({ workspace, job }) => {
    if (!(await post.deliver(workspace, String(job.payload['mail'])))) throw new Error('The mail server did not take the letter.')
  },
})

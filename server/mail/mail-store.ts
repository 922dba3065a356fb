import type { Runner } from '../db/database.ts'

export type MailState = 'waiting' | 'sending' | 'sent' | 'file' | 'failed'
export type MailPurpose = 'reset' | 'invitation' | 'notice'
export interface MailRow { readonly id: string; readonly created_at: string; readonly purpose: MailPurpose; readonly recipient: string; readonly subject: string; readonly state: MailState; readonly attempts: number; readonly error: string | null; readonly tried_at: string | null; readonly sent_at: string | null }
export interface StoredMail extends MailRow { readonly body: string; readonly user: string | null }
const columns = 'id, created_at, purpose, recipient, subject, state, attempts, error, tried_at, sent_at'

export async function insertMail(db: Runner, schema: string, mail: Pick<StoredMail, 'id' | 'purpose' | 'recipient' | 'subject' | 'body' | 'user'>): Promise<void> {
  await db.query(`insert into "${schema}"._mails (id, purpose, recipient, subject, body, user_id) values ($1, $2, $3, $4, $5, $6)`, [mail.id, mail.purpose, mail.recipient, mail.subject, mail.body, mail.user])
}
/** Takes a letter to send it; null: it is on its way, or gone. One whose sender died is free after two minutes. */
export async function takeMail(db: Runner, schema: string, id: string): Promise<StoredMail | null> {
  const rows = await db.query<StoredMail>(
    `update "${schema}"._mails set state = 'sending', attempts = attempts + 1, tried_at = now()
     where id = $1 and (state in ('waiting', 'failed') or (state = 'sending' and tried_at < now() - interval '2 minutes')) returning ${columns}, body, user_id as "user"`, [id])
  return rows[0] ?? null
}
export async function settleMail(db: Runner, schema: string, done: { id: string; state: 'sent' | 'file' | 'failed'; error: string | null }): Promise<void> {
  await db.query(`update "${schema}"._mails set state = $2, error = $3, sent_at = case when $2 = 'failed' then null else now() end where id = $1`, [done.id, done.state, done.error?.slice(0, 1000) ?? null])
}
export const findMail = async (db: Runner, schema: string, id: string): Promise<StoredMail | null> =>
  (await db.query<StoredMail>(`select ${columns}, body, user_id as "user" from "${schema}"._mails where id = $1`, [id]))[0] ?? null
export const listMails = (db: Runner, schema: string, wanted: { state: MailState | null; search: string | null; before: string | null }): Promise<MailRow[]> =>
  db.query<MailRow>(`select ${columns} from "${schema}"._mails where ($1::text is null or state = $1) and ($2::text is null or recipient ilike '%' || $2 || '%' or subject ilike '%' || $2 || '%') and ($3::uuid is null or id < $3) order by id desc limit 100`,
    [wanted.state, wanted.search?.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`) ?? null, wanted.before])

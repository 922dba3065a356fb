import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { newId } from '../db/ids.ts'

export interface Letter { readonly to: string; readonly subject: string; readonly text: string }
/** `file`: there is no mail server, so it was written to the folder. */
export interface Mail { send(letter: Letter): Promise<'sent' | 'file'>; close(): void }
export interface MailOptions {
  /** `smtp://user:password@host:587`; null = letters become files. */
  readonly smtpUrl: string | null
  /** Where letters go that are not sent. */
  readonly folder: string
  readonly from: string
  readonly log: (line: string) => void
}

/** Sends plain-text mail. Line breaks in an address or subject are taken out, so that no letter can grow headers. */
export function createMail(options: MailOptions): Mail {
  const smtp = options.smtpUrl === null ? null : createTransport(options.smtpUrl)
  const files = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (letter) => {
      const message = { from: options.from, to: { name: '', address: line(letter.to) }, subject: line(letter.subject), text: letter.text }
      if (smtp) {
        await smtp.sendMail(message)
        return 'sent'
      }
      const written = await files.sendMail(message)
      await mkdir(options.folder, { recursive: true, mode: 0o700 })
      const path = join(options.folder, `${newId()}.eml`)
      await writeFile(path, written.message as Buffer, { mode: 0o600 })
      options.log(`SMTP_URL is not set: the mail to ${line(letter.to)} was written to ${path}`)
      return 'file'
    },
    close: () => { smtp?.close() },
  }
}
const line = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ').trim()

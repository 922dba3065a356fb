import { resolve } from 'node:path'
import { StartFailure } from './db/embedded/failure.ts'

/** What can be set from outside; everything has a default. */
export interface Settings {
  /** 0 = any free one. */
  readonly port: number
  readonly host: string
  /** Folder of the database, files and backups. */
  readonly data: string
  /** null = the PostgreSQL that comes with Officina. */
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  /** Address that people use, for links in mails; without a path. */
  readonly publicUrl: string | null
  /** `smtp://user:password@host:587`; null = letters become files in the data folder. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** Sign-in through an OpenID provider. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null
  readonly trustProxy: boolean
  readonly log: 'silent' | 'info' | 'warn' | 'error'
}

const levels = ['silent', 'info', 'warn', 'error'] as const

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const log = env.OFFICINA_LOG ?? 'warn'
  const level = levels.find((one) => one === log)
  if (!level) throw new StartFailure(`OFFICINA_LOG is "${log}": it must be one of ${levels.join(', ')}.`)
  return {
    port: readPort(env.PORT),
    host: env.HOST || '0.0.0.0',
    data: resolve(env.OFFICINA_DATA || '.data'),
    databaseUrl: env.DATABASE_URL || null,
    redisUrl: env.REDIS_URL || null,
    publicUrl: readUrl(env.PUBLIC_URL),
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM || 'Officina <officina@localhost>',
    oidc: readOidc(env),
    trustProxy: env.TRUST_PROXY === 'true',
    log: level,
  }
}

function readPort(text: string | undefined): number {
  const port = Number(text || 3000)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new StartFailure(`PORT is "${text}": it must be a number from 0 to 65535.`)
}

function readUrl(text: string | undefined): string | null {
  if (!text) return null
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text).origin
  throw new StartFailure(`PUBLIC_URL is "${text}": it must be an address such as https://erp.example.com.`)
}

function readOidc({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Readonly<Record<string, string | undefined>>): Settings['oidc'] {
  if (!issuer && !clientId && !clientSecret) return null
  if (issuer && clientId && clientSecret) return { issuer, clientId, clientSecret }
  throw new StartFailure('OpenID sign-in needs all of OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.')
}

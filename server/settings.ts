import { resolve } from 'node:path'
import { StartFailure } from './db/embedded/failure.ts'

/** Sign-in through an OpenID provider. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Roles that somebody unknown gets, who is let in by the provider; null = nobody unknown gets in. */
  readonly newPeople: readonly string[] | null
}

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
  readonly oidc: OidcSettings | null
  readonly trustProxy: boolean
  /** false: the API alone, without pages. */
  readonly frontEnd: boolean
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
    frontEnd: env.OFFICINA_API_ONLY !== 'true',
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

const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
function readOidc(env: Readonly<Record<string, string | undefined>>): OidcSettings | null {
  const [issuer, clientId, clientSecret] = oidcNames.map((name) => env[name])
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret) throw new StartFailure('OpenID sign-in needs all of OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.')
  if (!URL.canParse(issuer) || !(issuer.startsWith('https:') || isLoopback(issuer))) throw new StartFailure(`OIDC_ISSUER is "${issuer}": it must be an https address; plain http is for a provider on this machine only.`)
  return { issuer, clientId, clientSecret, newPeople: readNewPeople(env) }
}
/** Plain http to this machine itself, which nobody can listen to on the way. */
export function isLoopback(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
}
function readNewPeople({ OIDC_NEW_PEOPLE: rule = 'refuse', OIDC_NEW_ROLES: roles = '' }: Readonly<Record<string, string | undefined>>): readonly string[] | null {
  if (rule !== 'refuse' && rule !== 'create') throw new StartFailure(`OIDC_NEW_PEOPLE is "${rule}": it must be refuse or create.`)
  const named = roles.split(',').map((role) => role.trim()).filter((role) => role !== '')
  if (named.includes('administrator')) throw new StartFailure('OIDC_NEW_ROLES names administrator: nobody becomes that by signing in for the first time.')
  return rule === 'create' ? named : null
}

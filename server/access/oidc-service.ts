import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { findPerson, type Person, userTable } from './people.ts'
import { newSecret } from './secrets.ts'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The server's own address. */
  readonly address: () => string
  /** Only for a provider on this machine, in tests. */
  readonly insecure?: boolean
}
/** What the browser keeps between leaving for the provider and coming back. */
export interface Trip { readonly state: string; readonly nonce: string; readonly verifier: string; readonly to: string }
export interface Oidc {
  start(workspace: HttpWorkspace, to: string): Promise<{ url: string; trip: Trip }>
  /** Checks what the provider says and answers the person it is about. */
  finish(workspace: HttpWorkspace, trip: Trip, query: string): Promise<Person>
}

/** Only a path of our own: no other site, no protocol, no backslash that a browser would turn into a slash. */
export function safeReturn(to: string | undefined): string {
  if (!to || !/^\/(?![/\\])[\w\-./~%?=&#]*$/.test(to)) return '/'
  try {
    const url = new URL(to, 'http://here.invalid')
    return url.origin === 'http://here.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

/** Sign-in at an OpenID provider: code flow with PKCE, state and nonce. People are matched by the e-mail address that the provider has verified. */
export function createOidc(options: OidcOptions): Oidc {
  let found: Promise<client.Configuration> | undefined
  const configuration = (): Promise<client.Configuration> => {
    found ??= client.discovery(new URL(options.issuer), options.clientId, options.clientSecret, undefined, options.insecure ? { execute: [client.allowInsecureRequests] } : {})
    found.catch(() => { found = undefined })
    return found
  }
  const redirect = (workspace: HttpWorkspace): string => `${options.address()}${workspace.prefix}/api/_/oidc/callback`
  return {
    start: async (workspace, to) => {
      const trip = { state: newSecret(), nonce: newSecret(), verifier: client.randomPKCECodeVerifier(), to: safeReturn(to) }
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect(workspace), scope: 'openid email profile', state: trip.state, nonce: trip.nonce,
        code_challenge: createHash('sha256').update(trip.verifier).digest('base64url'), code_challenge_method: 'S256',
      })
      return { url: url.href, trip }
    },
    finish: async (workspace, trip, query) => {
      const tokens = await client.authorizationCodeGrant(await configuration(), new URL(`${redirect(workspace)}?${query}`), {
        pkceCodeVerifier: trip.verifier, expectedState: trip.state, expectedNonce: trip.nonce, idTokenExpected: true,
      }).catch(() => fail(401, 'access.oidc_failed'))
      return personOf(workspace, tokens.claims())
    },
  }
}

/** The first sign-in binds the person to the provider's subject; from then on another subject with the same address is refused. */
async function personOf(workspace: HttpWorkspace, claims: client.IDToken | undefined): Promise<Person> {
  const users = userTable(workspace)
  if (!users || typeof claims?.email !== 'string' || claims.email_verified !== true) return fail(403, 'access.oidc_unknown')
  const person = (await findPerson(workspace.database, users, claims.email)) ?? fail(403, 'access.oidc_unknown')
  const bound = await workspace.database.query(
    `insert into "${workspace.schema}"._credentials as c (user_id, issuer, subject) values ($1, $2, $3)
     on conflict (user_id) do update set issuer = excluded.issuer, subject = excluded.subject
     where c.subject is null or (c.issuer = excluded.issuer and c.subject = excluded.subject) returning 1`, [person.id, claims.iss, claims.sub])
  if (bound.length === 0) fail(403, 'access.oidc_unknown')
  return person
}

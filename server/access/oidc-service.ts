import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { isLoopback, type OidcSettings } from '../settings.ts'
import { personOf } from './oidc-people.ts'
import type { Person } from './people.ts'
import { newSecret } from './secrets.ts'

export interface OidcOptions extends OidcSettings {
  /** The server's own address. */
  readonly address: () => string
}
/** What the browser keeps between leaving for the provider and coming back. */
export interface Trip { readonly state: string; readonly nonce: string; readonly verifier: string; readonly to: string; readonly workspace: string }
export interface Oidc {
  /** Where the provider sends people back to. */
  address(): string
  redirect(workspace: Pick<HttpWorkspace, 'prefix'>): string
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

/**
 * Sign-in at an OpenID provider: code flow with PKCE, state and nonce. The signature of what the provider says is checked as well, so
 * that nothing rests on the way between it and us alone.
 */
export function createOidc(options: OidcOptions): Oidc {
  let found: Promise<client.Configuration> | undefined
  const configuration = (): Promise<client.Configuration> => {
    const execute = [client.enableNonRepudiationChecks, ...(isLoopback(options.issuer) ? [client.allowInsecureRequests] : [])]
    found ??= client.discovery(new URL(options.issuer), options.clientId, options.clientSecret, undefined, { execute, timeout: 10 })
    found.catch(() => { found = undefined })
    return found.catch(() => fail(503, 'access.oidc_away'))
  }
  const redirect = (workspace: Pick<HttpWorkspace, 'prefix'>): string => `${options.address()}${workspace.prefix}/api/_/oidc/callback`
  return {
    address: options.address,
    redirect,
    start: async (workspace, to) => {
      const trip = { state: newSecret(), nonce: newSecret(), verifier: client.randomPKCECodeVerifier(), to: safeReturn(to), workspace: workspace.name }
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect(workspace), scope: 'openid email profile', state: trip.state, nonce: trip.nonce,
        code_challenge: createHash('sha256').update(trip.verifier).digest('base64url'), code_challenge_method: 'S256',
      })
      return { url: url.href, trip }
    },
    finish: async (workspace, trip, query) => {
      if (trip.workspace !== workspace.name) return fail(401, 'access.oidc_failed')
      const tokens = await client.authorizationCodeGrant(await configuration(), new URL(`${redirect(workspace)}?${query}`), {
        pkceCodeVerifier: trip.verifier, expectedState: trip.state, expectedNonce: trip.nonce, idTokenExpected: true,
      }).catch(() => fail(401, 'access.oidc_failed'))
      const claims = tokens.claims() ?? fail(401, 'access.oidc_failed')
      return personOf(workspace, claims, options.newPeople)
    },
  }
}

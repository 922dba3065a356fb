import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import * as client from 'openid-client'
import { isLoopback, type OidcSettings } from '../settings.ts'
import type { Oidc } from './oidc-service.ts'

export type OidcFault = 'unreachable' | 'not_found' | 'other_issuer' | 'no_metadata' | 'no_code_flow' | 'no_pkce' | 'no_signature' | 'no_token_endpoint'
/** How the provider is set, and whether it answers as it must. What is set comes from the environment and is changed there. */
export const oidcSettingsRoutes = (settings: OidcSettings | null, oidc: Oidc | null): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/oidc/settings', { config }, async ({ workspace }) => (settings && oidc
    ? { enabled: true, issuer: settings.issuer, client: settings.clientId, new_people: settings.newPeople === null ? 'refuse' : 'create', new_roles: settings.newPeople ?? [], callback: oidc.redirect(workspace) }
    : { enabled: false }))
  app.post('/api/_/oidc/test', { config }, async () => (settings ? testProvider(settings) : { ok: false, faults: ['unreachable'] satisfies OidcFault[], detail: '', took: 0 }))
}

export async function testProvider({ issuer, clientId, clientSecret }: OidcSettings): Promise<{ ok: boolean; faults: OidcFault[]; detail: string; took: number }> {
  const began = performance.now()
  const done = (faults: OidcFault[], detail = '') => ({ ok: faults.length === 0, faults, detail, took: Math.round(performance.now() - began) })
  try {
    const found = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute: isLoopback(issuer) ? [client.allowInsecureRequests] : [], timeout: 10 })
    const about = found.serverMetadata()
    const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
    const faults: OidcFault[] = []
    if (!about.authorization_endpoint || !list(about.response_types_supported).includes('code')) faults.push('no_code_flow')
    if (!about.token_endpoint) faults.push('no_token_endpoint')
    if (about.code_challenge_methods_supported !== undefined && !list(about.code_challenge_methods_supported).includes('S256')) faults.push('no_pkce')
    if (!about.jwks_uri || !list(about.id_token_signing_alg_values_supported).some((alg) => typeof alg === 'string' && !/^(none|HS)/.test(alg))) faults.push('no_signature')
    return done(faults)
  } catch (error) {
    return done([faultOf(error)], error instanceof Error ? error.message.slice(0, 300) : '')
  }
}
function faultOf(error: unknown): OidcFault {
  const { code = '', cause } = error as { code?: string; cause?: unknown }
  if (cause instanceof Response && cause.status === 404) return 'not_found'
  if (/ATTRIBUTE|ISSUER/.test(code) && /issuer/i.test(String((error as Error).message))) return 'other_issuer'
  return code.startsWith('OAUTH') ? 'no_metadata' : 'unreachable'
}

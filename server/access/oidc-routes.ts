import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { isObject } from '../../metadata/base/json.ts'
import { fail } from '../http/errors.ts'
import { createLimiter } from '../http/limiter.ts'
import { strict } from '../http/schema.ts'
import { type CookieRule, setSessionCookie } from './identify.ts'
import { type Oidc, safeReturn, type Trip } from './oidc-service.ts'
import { originOf } from './session-routes.ts'
import type { Sessions } from './session-service.ts'

export interface OidcRouteOptions { readonly oidc: Oidc | null; readonly sessions: Sessions; readonly cookie: CookieRule }

export const oidcRoutes = ({ oidc, sessions, cookie }: OidcRouteOptions): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'public' } as const
  const limiter = createLimiter({ tries: 60, seconds: 300 })
  const trip = { name: `${cookie.name}-trip`, attributes: { path: '/', httpOnly: true, secure: cookie.secure, sameSite: 'lax', maxAge: 600 } } as const
  app.get('/api/_/oidc', { config, schema: { querystring: strict({}) } }, async () => ({ enabled: oidc !== null }))
  app.get('/api/_/oidc/start', { config, schema: { querystring: strict({ to: Type.Optional(Type.String({ maxLength: 1000 })) }) } }, async ({ workspace, query, ip }, reply) => {
    if (!oidc) return fail(404, 'access.no_oidc')
    limiter.take(ip)
    const { url, trip: kept } = await oidc.start(workspace, query.to ?? '/')
    return reply.setCookie(trip.name, Buffer.from(JSON.stringify(kept)).toString('base64url'), trip.attributes).redirect(url)
  })
  // What a provider adds to the address is its own business: this query alone has no closed list.
  app.get('/api/_/oidc/callback', { config, schema: { querystring: Type.Object({}, { additionalProperties: Type.String({ maxLength: 4000 }) }) } }, async (request, reply) => {
    if (!oidc) return fail(404, 'access.no_oidc')
    limiter.take(request.ip)
    const kept = readTrip(request, trip.name) ?? fail(401, 'access.oidc_failed')
    void reply.clearCookie(trip.name, trip.attributes)
    const person = await oidc.finish(request.workspace, kept, request.url.split('?')[1] ?? '')
    const { token } = await sessions.open(request.workspace, person, originOf(request))
    setSessionCookie(reply, cookie, { workspace: request.workspace, token })
    return reply.redirect(`${request.workspace.prefix}${safeReturn(kept.to)}`)
  })
}

function readTrip(request: FastifyRequest, name: string): Trip | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.cookies[name] ?? '', 'base64url').toString())
    const whole = isObject(value) && ['state', 'nonce', 'verifier', 'to'].every((key) => typeof value[key] === 'string')
    return whole ? (value as unknown as Trip) : null
  } catch {
    return null
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { isObject } from '../../metadata/base/json.ts'
import { AppError, fail } from '../http/errors.ts'
import { createLimiter } from '../http/limiter.ts'
import { strict } from '../http/schema.ts'
import { type CookieRule, setSecondCookie, setSessionCookie } from './identify.ts'
import { type Oidc, safeReturn, type Trip } from './oidc-service.ts'
import { originOf } from './session-routes.ts'
import type { Sessions } from './session-service.ts'

export interface OidcRouteOptions { readonly oidc: Oidc | null; readonly sessions: Sessions; readonly cookie: CookieRule }

export const oidcRoutes = ({ oidc, sessions, cookie }: OidcRouteOptions): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'public' } as const
  // A whole office may come from one address in the morning.
  const limiter = createLimiter({ tries: 300, seconds: 300 })
  const trip = { name: `${cookie.name}-trip`, attributes: { path: '/', httpOnly: true, secure: cookie.secure, sameSite: 'lax', maxAge: 600 } } as const
  app.get('/api/_/oidc', { config, schema: { querystring: strict({}) } }, async () => ({ enabled: oidc !== null }))
  app.get('/api/_/oidc/start', { config, schema: { querystring: strict({ to: Type.Optional(Type.String({ maxLength: 1000 })), moved: Type.Optional(Type.Literal('1')) }) } }, async (request, reply) => {
    const { workspace, query, ip } = request
    if (!oidc) return fail(404, 'access.no_oidc')
    limiter.take(ip)
    // The provider sends people back to the server's own address: whoever opened it by another name would miss his cookie there.
    const own = new URL(oidc.address())
    if (query.moved === undefined && request.host !== own.host && request.headers.accept?.includes('text/html')) return reply.redirect(`${own.origin}${workspace.prefix}/api/_/oidc/start?moved=1&to=${encodeURIComponent(safeReturn(query.to))}`)
    const started = await orSay(request, oidc.start(workspace, query.to ?? '/'))
    if (typeof started === 'string') return reply.redirect(started)
    const { url, trip: kept } = started
    return reply.setCookie(trip.name, Buffer.from(JSON.stringify(kept)).toString('base64url'), trip.attributes).redirect(url)
  })
  // What a provider adds to the address is its own business: this query alone has no closed list.
  app.get('/api/_/oidc/callback', { config, schema: { querystring: Type.Object({}, { additionalProperties: Type.String({ maxLength: 4000 }) }) } }, async (request, reply) => {
    if (!oidc) return fail(404, 'access.no_oidc')
    limiter.take(request.ip)
    const kept = readTrip(request, trip.name)
    void reply.clearCookie(trip.name, trip.attributes)
    const person = await orSay(request, kept ? oidc.finish(request.workspace, kept, request.url.split('?')[1] ?? '') : Promise.reject(new AppError(401, 'access.oidc_failed')))
    if (typeof person === 'string' || !kept) return reply.redirect(String(person))
    // What somebody has turned on here is asked for whichever way he comes.
    const half = await sessions.second.begin(request.workspace, person, 'provider')
    if (half) {
      setSecondCookie(reply, cookie, { workspace: request.workspace, token: half.pending })
      return reply.redirect(`${request.workspace.prefix}/_/sign-in?second=&next=${encodeURIComponent(safeReturn(kept.to))}`)
    }
    const { token } = await sessions.open(request.workspace, person, { kind: 'provider', origin: originOf(request) })
    setSessionCookie(reply, cookie, { workspace: request.workspace, token })
    return reply.redirect(`${request.workspace.prefix}${safeReturn(kept.to)}`)
  })
}

const said: Readonly<Record<string, string>> = { 'access.oidc_failed': 'failed', 'access.oidc_unknown': 'unknown', 'access.oidc_away': 'away' }
/** What was asked for; or, for somebody in a browser, the page that says why not. Programs get the problem document. */
async function orSay<T extends object>({ workspace, headers }: FastifyRequest, work: Promise<T>): Promise<T | string> {
  try {
    return await work
  } catch (error) {
    const why = error instanceof AppError ? said[error.code] : undefined
    if (why === undefined || !headers.accept?.includes('text/html')) throw error
    return `${workspace.prefix}/_/sign-in?refused=${why}`
  }
}

function readTrip(request: FastifyRequest, name: string): Trip | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.cookies[name] ?? '', 'base64url').toString())
    const whole = isObject(value) && ['state', 'nonce', 'verifier', 'to', 'workspace'].every((key) => typeof value[key] === 'string')
    return whole ? (value as unknown as Trip) : null
  } catch {
    return null
  }
}

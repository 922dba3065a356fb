import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../http/errors.ts'
import { acceptedLanguage } from '../http/language.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import type { Actor } from './actor.ts'
import { findKey } from './key-store.ts'
import { actorOf, userTable } from './people.ts'
import { hashSecret, isSecret } from './secrets.ts'
import { findSession, touchSession } from './session-store.ts'

/** Cookies of the prefix `__Host-` need https; on a plain local address a lesser name is used. */
export interface CookieRule { readonly name: string; readonly secure: boolean }
export const cookieRule = (publicUrl: string | null): CookieRule =>
  publicUrl?.startsWith('https:') ? { name: '__Host-officina', secure: true } : { name: 'officina', secure: false }

const guestOf = (request: FastifyRequest): Actor => ({ kind: 'guest', id: null, name: '', roles: [], language: acceptedLanguage(request.headers['accept-language']), zone: 'UTC' })

/** Several workspaces share one host: each keeps its own cookie. */
const cookieName = (rule: CookieRule, workspace: HttpWorkspace): string => (workspace.prefix === '' ? rule.name : `${rule.name}-${workspace.name}`)

/** Who asks. A key in the header counts before a cookie; a wrong key is refused rather than taken for a guest. */
export function createIdentify(rule: CookieRule) {
  return async (request: FastifyRequest, workspace: HttpWorkspace): Promise<{ actor: Actor; session: string | null }> => {
    const header = request.headers.authorization
    if (header !== undefined) return { actor: await actorOfKey(workspace, header), session: null }
    const token = request.cookies[cookieName(rule, workspace)]
    const users = isSecret(token) ? userTable(workspace) : null
    if (!users || !token) return { actor: guestOf(request), session: null }
    const hash = hashSecret(token)
    const found = await findSession(workspace.database, workspace.schema, users, hash)
    if (!found) return { actor: guestOf(request), session: null }
    if (found.stale) await touchSession(workspace.database, workspace.schema, hash)
    return { actor: actorOf(found), session: hash }
  }
}
async function actorOfKey(workspace: HttpWorkspace, header: string): Promise<Actor> {
  const secret = /^Bearer ([A-Za-z0-9]{8}\.[A-Za-z0-9_-]{43})$/.exec(header)?.[1]
  const users = secret === undefined ? null : userTable(workspace)
  const key = users && secret && (await findKey(workspace.database, { schema: workspace.schema, users }, hashSecret(secret)))
  if (!key) return fail(401, 'access.sign_in')
  return { kind: 'key', id: key.id, name: key.name, roles: [...key.roles].sort(), language: 'en', zone: 'UTC' }
}

export function setSessionCookie(reply: FastifyReply, rule: CookieRule, to: { workspace: HttpWorkspace; token: string | null }): void {
  const attributes = { path: '/', httpOnly: true, secure: rule.secure, sameSite: 'lax' } as const
  const name = cookieName(rule, to.workspace)
  if (to.token === null) void reply.clearCookie(name, attributes)
  else void reply.setCookie(name, to.token, { ...attributes, maxAge: 30 * 86_400 })
}

/** The half of a sign-in, until the second step is done: five minutes, and no session. */
const halfName = (rule: CookieRule, workspace: HttpWorkspace): string => `${cookieName(rule, workspace)}-second`
const halfAttributes = (rule: CookieRule) => ({ path: '/', httpOnly: true, secure: rule.secure, sameSite: 'lax', maxAge: 300 }) as const
export const secondCookie = (request: FastifyRequest, rule: CookieRule): string | undefined => request.cookies[halfName(rule, request.workspace)]
export function setSecondCookie(reply: FastifyReply, rule: CookieRule, to: { workspace: HttpWorkspace; token: string }): void {
  void reply.setCookie(halfName(rule, to.workspace), to.token, halfAttributes(rule))
}
export function clearSecondCookie(reply: FastifyReply, rule: CookieRule, workspace: HttpWorkspace): void {
  void reply.clearCookie(halfName(rule, workspace), halfAttributes(rule))
}

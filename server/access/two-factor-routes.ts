import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Transaction } from '../db/database.ts'
import { fail } from '../http/errors.ts'
import { createLimiter } from '../http/limiter.ts'
import { strict } from '../http/schema.ts'
import { clearSecondCookie, type CookieRule, secondCookie, setSessionCookie } from './identify.ts'
import { newRecoveryCodes, newTotpSecret, stepOf, totpAddress } from './one-time-code.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { type Person, userTable } from './people.ts'
import { auditAccount } from './second-step.ts'
import { changeWayIn, ownPerson, proveOwn } from './own-person.ts'
import { openIn, type Sessions, type SignedIn } from './session-service.ts'
import { endAllSessions, type SessionOrigin } from './session-store.ts'
import { originOf, userOf } from './session-routes.ts'
import { beginSecret, confirmSecret, forgetFactors, listRequired, readFactors, readSecret, storeRecoveryCodes, storeRequired } from './two-factor-store.ts'
import { noteSignIn } from './sign-in-log.ts'

const Code = Type.String({ minLength: 1, maxLength: 40 })
const Current = Type.Optional(Type.String({ maxLength: 1000 }))
const Id = strict({ id: Type.String({ format: 'uuid' }) })
const known = { access: 'signed-in' } as const
const open = { access: 'public' } as const

export interface TwoFactorOptions { readonly sessions: Sessions; readonly cookie: CookieRule }

/** The second step of a sign-in. */
export const secondRoutes = ({ sessions, cookie }: TwoFactorOptions): FastifyPluginAsyncTypebox => async (app) => {
  const byComputer = createLimiter({ tries: 300, seconds: 300 })
  const half = (request: FastifyRequest) => {
    byComputer.take(request.ip)
    return sessions.second.personOf(request.workspace, secondCookie(request, cookie))
  }
  const enter = (request: FastifyRequest, reply: FastifyReply, { token }: SignedIn): void => {
    clearSecondCookie(reply, cookie, request.workspace)
    setSessionCookie(reply, cookie, { workspace: request.workspace, token })
  }
  app.get('/api/_/session/second', { config: open }, async (request) => {
    const { methods } = await half(request)
    return { methods }
  })
  app.post('/api/_/session/second', { config: open, schema: { body: strict({ code: Code }) } }, async (request, reply) => {
    const { workspace, body } = request
    const { person, hash } = await half(request)
    const kind = await sessions.second.check(workspace, person.id, body.code)
    if (!kind) {
      await noteSignIn(workspace.database, workspace.schema, { user: person.id, kind: 'wrong_code', origin: originOf(request) })
      return fail(401, 'access.wrong_code')
    }
    enter(request, reply, await sessions.second.finish(workspace, hash, (tx) => openIn(tx, workspace, { person, way: { kind, origin: originOf(request) } })))
    return { user: userOf(person) }
  })
  app.post('/api/_/session/second/begin', { config: open }, async (request) => {
    const { person, methods } = await half(request)
    if (!methods.includes('enrol')) return fail(409, 'access.two_factor_on')
    return begin(request, person)
  })
  app.post('/api/_/session/second/enrol', { config: open, schema: { body: strict({ code: Code }) } }, async (request, reply) => {
    const { person, hash, methods } = await half(request)
    if (!methods.includes('enrol')) return fail(409, 'access.two_factor_on')
    const step = await provenStep(request, person, request.body.code)
    const done = await sessions.second.finish(request.workspace, hash, (tx) => turnOn(tx, request, { person, step, origin: originOf(request) }))
    enter(request, reply, done.session)
    return { user: userOf(person), codes: done.codes }
  })
}

/** One's own codes of an app: on, off, and new recovery codes. Each ends the other sessions. */
export const twoFactorRoutes = ({ sessions, cookie }: TwoFactorOptions): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/two-factor', { config: known }, async (request) => {
    const person = await ownPerson(request)
    return readFactors(request.workspace.database, request.workspace.schema, person)
  })
  app.post('/api/_/two-factor/begin', { config: known, schema: { body: strict({ current: Current }) } }, async (request) => begin(request, await proveOwn(sessions, request, request.body.current)))
  app.post('/api/_/two-factor/confirm', { config: known, schema: { body: strict({ code: Code }) } }, async (request, reply) => {
    const { workspace } = request
    const person = await ownPerson(request)
    const step = await provenStep(request, person, request.body.code)
    const { session, codes } = await workspace.database.transaction((tx) => turnOn(tx, request, { person, step, origin: originOf(request) }))
    setSessionCookie(reply, cookie, { workspace, token: session.token })
    return { codes }
  })
  app.post('/api/_/two-factor/codes', { config: known, schema: { body: strict({ current: Current }) } }, async (request) => {
    const person = await proveOwn(sessions, request, request.body.current)
    const codes = await renewCodes(request, person)
    return { codes }
  })
  app.post('/api/_/two-factor/off', { config: known, schema: { body: strict({ current: Current }) } }, async (request, reply) => {
    const { workspace } = request
    const person = await proveOwn(sessions, request, request.body.current)
    const { required, passkeys } = await readFactors(workspace.database, workspace.schema, person)
    if (required && passkeys === 0) return fail(409, 'access.two_factor_required')
    const { token } = await changeWayIn(request, { person, kind: 'two_factor.off', change: (tx) => forgetFactors(tx, workspace.schema, person.id, ['_two_factor', '_recovery_codes']) })
    setSessionCookie(reply, cookie, { workspace, token })
    return reply.code(204).send()
  })
}

async function renewCodes({ workspace, actor }: FastifyRequest, person: Person): Promise<string[]> {
  const { database, schema } = workspace
  if (!(await readSecret(database, schema, person.id, true))) return fail(409, 'access.two_factor_missing')
  const codes = newRecoveryCodes()
  await database.transaction(async (tx) => {
    await storeRecoveryCodes(tx, schema, person.id, codes)
    await auditAccount(tx, workspace, { kind: 'two_factor.codes', user: person.id, by: actor })
  })
  return codes
}

/** What administrators decide: which roles need it, and help for somebody who has lost the device. */
export const twoFactorAdminRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const config = { access: 'administrator' } as const
  const Roles = strict({ roles: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), { maxItems: 200, uniqueItems: true }) })
  app.get('/api/_/two-factor/roles', { config }, async ({ workspace }) => ({ roles: await listRequired(workspace.database, workspace.schema) }))
  app.put('/api/_/two-factor/roles', { config, schema: { body: Roles } }, async ({ workspace, actor, body }, reply) => {
    const { database, schema } = workspace
    const known = workspace.live().model.documents.get('role')
    const unknown = body.roles.find((role) => role !== 'administrator' && !known?.has(role))
    if (unknown !== undefined) return fail(422, 'access.unknown_role', { name: unknown })
    await database.transaction(async (tx) => {
      // Whoever asks it of others, himself among them, has it: nobody shuts himself out.
      const own = await readFactors(tx, schema, { id: actor.id ?? '', roles: [] })
      if (actor.kind === 'user' && body.roles.some((role) => actor.roles.includes(role)) && !own.app && own.passkeys === 0) fail(409, 'access.two_factor_first')
      await storeRequired(tx, schema, { roles: body.roles, by: actor.kind === 'user' ? actor.id : null })
      await endSessionsWithout(tx, workspace, body.roles)
      await auditAccount(tx, workspace, { kind: 'two_factor.required', user: actor.id ?? '', by: actor })
    })
    return reply.code(204).send()
  })
  app.delete('/api/_/users/:id/two-factor', { config, schema: { params: Id } }, async ({ workspace, actor, params }, reply) => {
    await workspace.database.transaction(async (tx) => {
      await forgetFactors(tx, workspace.schema, params.id, ['_two_factor', '_recovery_codes', '_passkeys'])
      await endAllSessions(tx, workspace.schema, params.id)
      await auditAccount(tx, workspace, { kind: 'two_factor.reset', user: params.id, by: actor })
    })
    return reply.code(204).send()
  })
}

/** Who needs it from now on and has none shows it at the next sign-in, which is now. */
async function endSessionsWithout(tx: Transaction, workspace: HttpWorkspace, roles: readonly string[]): Promise<void> {
  const users = userTable(workspace)
  const s = `"${workspace.schema}"`
  const people = users ? await tx.query<{ id: string }>(
    `select u.id from ${users.table} u where u.${users.column.roles} && $1::text[] and not exists (select from ${s}._two_factor f where f.user_id = u.id and f.confirmed_at is not null)
       and not exists (select from ${s}._passkeys k where k.user_id = u.id) and exists (select from ${s}._sessions e where e.user_id = u.id)`, [roles]) : []
  for (const { id } of people) await endAllSessions(tx, workspace.schema, id)
}

async function begin({ workspace }: FastifyRequest, person: Person): Promise<{ secret: string; address: string }> {
  const secret = newTotpSecret()
  if (!(await beginSecret(workspace.database, workspace.schema, person.id, secret))) return fail(409, 'access.two_factor_on')
  return { secret, address: totpAddress(secret, { account: person.email, issuer: workspace.name === 'main' ? 'Officina' : `Officina ${workspace.name}` }) }
}
interface Proven { readonly secret: string; readonly step: number }
async function provenStep({ workspace }: FastifyRequest, person: Person, code: string): Promise<Proven> {
  const secret = (await readSecret(workspace.database, workspace.schema, person.id, false)) ?? fail(409, 'access.two_factor_missing')
  const step = stepOf(secret, code.replaceAll(/\s/g, ''), new Date()) ?? fail(422, 'access.wrong_code')
  return { secret, step }
}
async function turnOn(tx: Transaction, { workspace, actor }: FastifyRequest, given: { person: Person; step: Proven; origin: SessionOrigin }): Promise<{ session: SignedIn; codes: string[] }> {
  const { person, step, origin } = given
  if (!(await confirmSecret(tx, workspace.schema, person.id, step))) fail(409, 'access.two_factor_on')
  const codes = newRecoveryCodes()
  await storeRecoveryCodes(tx, workspace.schema, person.id, codes)
  const by = actor.kind === 'user' ? actor : { ...actor, kind: 'user' as const, id: person.id, name: person.name }
  await auditAccount(tx, workspace, { kind: 'two_factor.on', user: person.id, by })
  await endAllSessions(tx, workspace.schema, person.id)
  return { session: await openIn(tx, workspace, { person, way: { kind: 'code', origin } }), codes }
}

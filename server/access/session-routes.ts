import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { languages } from '../../metadata/texts/index.ts'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { type CookieRule, setSecondCookie, setSessionCookie } from './identify.ts'
import { actorOf, type Person, personColumns, userTable } from './people.ts'
import type { Resets } from './reset-service.ts'
import type { Sessions } from './session-service.ts'
import { endAllSessions, deleteSession, endSession, listSessions, type SessionOrigin } from './session-store.ts'
import type { Setup } from './setup-service.ts'

const Email = Type.String({ minLength: 3, maxLength: 254 })
const Password = Type.String({ minLength: 1, maxLength: 1000 })
const SignIn = strict({ email: Email, password: Password })
const Forgot = strict({ email: Email })
const Reset = strict({ token: Type.String({ minLength: 1, maxLength: 200 }), password: Password })
const Change = strict({ current: Password, password: Password })
const SetUp = strict({
  name: Type.String({ minLength: 1, maxLength: 200 }), email: Email, password: Password,
  template: Type.String({ minLength: 1, maxLength: 100 }), language: Type.Union(languages.map((language) => Type.Literal(language))),
})
const Empty = strict({})
const Id = strict({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) })

export const originOf = (request: FastifyRequest): SessionOrigin => ({ ip: request.ip, agent: request.headers['user-agent'] ?? null })
export const userOf = (person: Person) => {
  const roles = [...person.roles].sort()
  return { id: person.id, name: person.name, email: person.email, language: person.language, time_zone: person.zone, roles, administrator: roles.includes('administrator') }
}

export interface SessionRouteOptions { readonly sessions: Sessions; readonly resets: Resets; readonly setup: Setup; readonly cookie: CookieRule }

export const sessionRoutes = ({ sessions, resets, cookie }: Omit<SessionRouteOptions, 'setup'>): FastifyPluginAsyncTypebox => async (app) => {
  const open = { access: 'public' } as const
  app.get('/api/_/session', { config: open, schema: { querystring: Empty } }, async ({ actor, workspace }) => {
    const users = actor.kind === 'user' ? userTable(workspace) : null
    if (!users) return { user: null, actor: { kind: actor.kind, name: actor.name, roles: actor.roles } }
    const rows = await workspace.database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1`, [actor.id])
    return { user: rows[0] ? userOf(rows[0]) : null, actor: { kind: actor.kind, name: actor.name, roles: actor.roles } }
  })
  app.post('/api/_/session', { config: open, schema: { body: SignIn } }, async (request, reply) => {
    const entered = await sessions.signIn(request.workspace, request.body, originOf(request))
    if ('pending' in entered) {
      setSecondCookie(reply, cookie, { workspace: request.workspace, token: entered.pending })
      return { user: null, second: entered.methods }
    }
    const { token, person } = entered
    if (request.session) await deleteSession(request.workspace.database, request.workspace.schema, request.session)
    setSessionCookie(reply, cookie, { workspace: request.workspace, token })
    return { user: userOf(person) }
  })
  app.delete('/api/_/session', { config: open }, async ({ workspace, session }, reply) => {
    if (session) await deleteSession(workspace.database, workspace.schema, session)
    setSessionCookie(reply, cookie, { workspace, token: null })
    return reply.code(204).send()
  })
  await app.register(passwordRoutes({ sessions, resets, cookie }))
}

const passwordRoutes = ({ sessions, resets, cookie }: Omit<SessionRouteOptions, 'setup'>): FastifyPluginAsyncTypebox => async (app) => {
  const open = { access: 'public' } as const
  const known = { access: 'signed-in' } as const
  app.post('/api/_/session/forgot', { config: open, schema: { body: Forgot } }, async ({ workspace, body, ip }, reply) => {
    resets.ask(workspace, body.email.trim(), ip)
    return reply.code(204).send()
  })
  app.post('/api/_/session/reset', { config: open, schema: { body: Reset } }, async ({ workspace, body }, reply) => {
    await resets.use(workspace, body.token, body.password)
    return reply.code(204).send()
  })
  app.post('/api/_/session/password', { config: known, schema: { body: Change } }, async (request, reply) => {
    const { workspace, actor, body } = request
    const users = userTable(workspace)
    if (actor.kind !== 'user' || !users) return fail(403, 'access.forbidden')
    const rows = await workspace.database.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1`, [actor.id])
    const person = rows[0] ?? fail(403, 'access.forbidden')
    const { token } = await sessions.changePassword(workspace, { person, ...body }, originOf(request))
    setSessionCookie(reply, cookie, { workspace, token })
    return reply.code(204).send()
  })
}

/** A person sees and ends his own sessions; an administrator those of everybody. */
export const sessionListRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const known = { access: 'signed-in' } as const
  const administrator = { access: 'administrator' } as const
  app.get('/api/_/sessions', { config: known, schema: { querystring: strict({ all: Type.Optional(Type.Boolean()) }) } }, async ({ workspace, actor, session, query }) => {
    const all = query.all === true && actor.roles.includes('administrator')
    if (!all && actor.kind !== 'user') return { rows: [] }
    return { rows: await listSessions(workspace.database, workspace.schema, { user: all ? null : actor.id, current: session }) }
  })
  app.delete('/api/_/sessions/:id', { config: known, schema: { params: Id } }, async ({ workspace, actor, params }, reply) => {
    const user = actor.roles.includes('administrator') ? null : actor.id
    if (!(await endSession(workspace.database, workspace.schema, { id: params.id, user }))) fail(404, 'access.unknown_session')
    return reply.code(204).send()
  })
  app.delete('/api/_/users/:id/sessions', { config: administrator, schema: { params: strict({ id: Type.String({ format: 'uuid' }) }) } }, async ({ workspace, params }, reply) => {
    await workspace.database.transaction((tx) => endAllSessions(tx, workspace.schema, params.id))
    return reply.code(204).send()
  })
}

export const setupRoutes = ({ sessions, setup, cookie }: SessionRouteOptions): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'public' } as const
  app.get('/api/_/setup', { config, schema: { querystring: Empty } }, async ({ workspace }) => {
    const needed = await setup.needed(workspace)
    return { needed, templates: needed ? await setup.templates() : [] }
  })
  app.post('/api/_/setup', { config, schema: { body: SetUp } }, async (request, reply) => {
    const person = await setup.run(request.workspace, request.body)
    const { token } = await sessions.open(request.workspace, person, { kind: 'setup', origin: originOf(request) })
    setSessionCookie(reply, cookie, { workspace: request.workspace, token })
    return reply.code(201).send({ user: userOf(person), actor: { kind: 'user', name: person.name, roles: actorOf(person).roles } })
  })
}

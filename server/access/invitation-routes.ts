import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Language, languages, text } from '../../metadata/texts/index.ts'
import { AppError, fail } from '../http/errors.ts'
import { createLimiter } from '../http/limiter.ts'
import { strict, Words } from '../http/schema.ts'
import type { Post } from '../mail/post.ts'
import { createRecords, updateRecords } from '../records/service.ts'
import type { Session } from '../records/space.ts'
import { answer, type RecordServices, writing } from '../records/routes.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { type CookieRule, setSecondCookie, setSessionCookie } from './identify.ts'
import { insertInvitation, isInvited, openInvitation, revokeInvitation } from './invitation-store.ts'
import { isEmail } from './password.ts'
import { languageOf, mayAct, type Person, personColumns, userTable } from './people.ts'
import { newToken } from './reset-service.ts'
import { hashSecret, isSecret } from './secrets.ts'
import { originOf, userOf } from './session-routes.ts'
import { openIn, type Sessions, setPassword } from './session-service.ts'

const Role = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
const Invite = strict({
  people: Type.Array(strict({ email: Words(254), name: Type.Optional(Words(200)) }), { minItems: 1, maxItems: 200 }),
  roles: Type.Array(Role, { maxItems: 100, uniqueItems: true }), department: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
  language: Type.Union(languages.map((one) => Type.Literal(one))),
})
const Id = strict({ id: Type.String({ format: 'uuid' }) })
const Token = Type.String({ minLength: 1, maxLength: 200 })
export type InviteOutcome = 'invited' | 'known' | 'bad' | 'twice'
export interface InvitationOptions extends RecordServices { readonly post: Post; readonly address: () => string; readonly cookie: CookieRule; readonly sessions: Sessions }

export const invitationRoutes = (options: InvitationOptions): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'administrator' } as const
  const { post, address } = options
  post.links('invitation', async (workspace, user) => ((await isInvited(workspace.database, workspace.schema, user))
    ? `${address()}${workspace.prefix}/_/invited#${await newToken(workspace, { user, purpose: 'invitation', lasts: '7 days' })}` : null))
  app.post('/api/_/invitations', { config, schema: { body: Invite } }, async (request, reply) => {
    const letters: string[] = []
    const done = await writing(options, request, async (session) => {
      letters.length = 0
      const rows = await inviteAll(session, request, { options, body: request.body, letters })
      return { status: 201, body: { rows } }
    })
    for (const id of letters) await post.deliver(request.workspace, id)
    return answer(reply, done)
  })
  app.post('/api/_/invitations/:id/resend', { config, schema: { params: Id } }, async (request, reply) => {
    const { workspace, params, actor } = request
    const letter = await workspace.database.transaction(async (tx) => {
      const user = (await openInvitation(tx, workspace.schema, params.id)) ?? fail(404, 'access.unknown_invitation')
      const users = userTable(workspace)!
      const [person] = await tx.query<Person>(`select ${personColumns(users)} from ${users.table} u where u.id = $1 and ${mayAct(users)}`, [user])
      if (!person) return fail(404, 'access.unknown_invitation')
      await insertInvitation(tx, workspace.schema, { user, by: actor.id })
      return post.put(tx, workspace, letterTo(person, { workspace, by: actor.name, look: await nameOf(workspace) }))
    })
    await post.deliver(workspace, letter)
    return reply.code(204).send()
  })
  // Whoever was never here and is not wanted any more stays as a record, shut.
  app.delete('/api/_/invitations/:id', { config, schema: { params: Id } }, async (request, reply) => answer(reply, await writing(options, request, async (session) => {
    const user = (await revokeInvitation(session.tx, request.workspace.schema, request.params.id)) ?? fail(404, 'access.unknown_invitation')
    const entity = session.space.model.entities.get('user')!
    await updateRecords(session, entity, { inputs: [{ id: user, data: { [entity.fields.get('active')?.name ?? 'active']: false } }], show: async () => null })
    return { status: 204, body: null }
  })))
}

interface Inviting { readonly options: InvitationOptions; readonly body: { readonly people: readonly { email: string; name?: string }[]; readonly roles: readonly string[]; readonly department?: string | null; readonly language: Language }; readonly letters: string[] }
async function inviteAll(session: Session, { workspace, actor }: FastifyRequest, { options, body, letters }: Inviting): Promise<{ email: string; outcome: InviteOutcome }[]> {
  const users = userTable(workspace) ?? fail(404, 'access.unknown_user')
  const entity = session.space.model.entities.get('user')!
  const look = await nameOf(workspace)
  const seen = new Set<string>()
  const rows: { email: string; outcome: InviteOutcome }[] = []
  for (const one of body.people) {
    const email = one.email.trim()
    const outcome = !isEmail(email) ? 'bad' : seen.has(email.toLowerCase()) ? 'twice' : (await findAny(session, users, email)) ? 'known' : 'invited'
    seen.add(email.toLowerCase())
    rows.push({ email, outcome })
    if (outcome !== 'invited') continue
    const given = { name: one.name?.trim() || nameFrom(email), email, language: body.language, roles: body.roles, active: true, ...(body.department ? { department: body.department } : {}) }
    const [id] = await createRecords(session, entity, [{ data: Object.fromEntries(Object.entries(given).map(([key, value]) => [entity.fields.get(key)?.name ?? key, value])) }])
    await insertInvitation(session.tx, workspace.schema, { user: id!, by: actor.kind === 'user' ? actor.id : null })
    const person = { id: id!, name: given.name, email, language: body.language, zone: null, roles: body.roles }
    letters.push(await options.post.put(session.tx, workspace, letterTo(person, { workspace, by: actor.name, look })))
  }
  return rows
}
const findAny = async ({ tx }: Session, users: NonNullable<ReturnType<typeof userTable>>, email: string): Promise<boolean> =>
  (await tx.query(`select 1 from ${users.table} u where lower(u.${users.column.email}) = lower($1)`, [email])).length > 0
/** `grace.hopper@…` is called Grace Hopper until she says otherwise. */
const nameFrom = (email: string): string => (email.split('@')[0] ?? email).split(/[._+-]+/).filter(Boolean).map((part) => part[0]!.toUpperCase() + part.slice(1)).join(' ') || email
async function nameOf({ database, schema, name }: HttpWorkspace): Promise<string> {
  const rows = await database.query<{ name: string | null }>(`select name from "${schema}"._look`)
  return rows[0]?.name ?? (name === 'main' ? 'Officina' : name)
}
function letterTo(person: Person, { by, look }: { workspace: HttpWorkspace; by: string; look: string }) {
  const language = languageOf(person.language)
  return { purpose: 'invitation', to: person.email, user: person.id, subject: text(language, 'access.invitation_subject', { workspace: look }), text: text(language, 'access.invitation_text', { name: person.name, by, workspace: look, link: '{link}' }) } as const
}

/** What somebody who was invited may do with the letter: see whose it is, and choose a password, once. */
export const invitedRoutes = ({ cookie, sessions }: Pick<InvitationOptions, 'cookie' | 'sessions'>): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'public' } as const
  const byComputer = createLimiter({ tries: 300, seconds: 300 })
  const invited = async ({ workspace, ip }: FastifyRequest, token: string): Promise<Person> => {
    byComputer.take(ip)
    const users = userTable(workspace)
    if (!isSecret(token) || !users) return fail(400, 'access.bad_invitation')
    const rows = await workspace.database.query<Person>(
      `select ${personColumns(users)} from "${workspace.schema}"._reset_tokens t join ${users.table} u on u.id = t.user_id
       where t.hash = $1 and t.purpose = 'invitation' and t.used_at is null and t.expires_at > now() and ${mayAct(users)}`, [hashSecret(token)])
    const person = rows[0]
    if (!person || !(await isInvited(workspace.database, workspace.schema, person.id))) return fail(400, 'access.bad_invitation')
    return person
  }
  app.post('/api/_/session/invitation', { config, schema: { body: strict({ token: Token }) } }, async (request) => {
    const { name, email, language } = await invited(request, request.body.token)
    return { name, email, language }
  })
  app.post('/api/_/session/accept', { config, schema: { body: strict({ token: Token, password: Type.String({ minLength: 1, maxLength: 1000 }) }) } }, async (request, reply) => {
    const { workspace, body } = request
    const person = await invited(request, body.token)
    const entered = await setPassword(workspace, { user: person.id, email: person.email, password: body.password, claim: { token: hashSecret(body.token) } }, async (tx) =>
      (await sessions.second.begin(workspace, person, 'password', tx)) ?? openIn(tx, workspace, { person, way: { kind: 'invitation', origin: originOf(request) } }))
      .catch((error: unknown) => { throw error instanceof AppError && error.code === 'access.bad_reset' ? new AppError(400, 'access.bad_invitation') : error })
    if ('pending' in entered) {
      setSecondCookie(reply, cookie, { workspace, token: entered.pending })
      return { user: null, second: entered.methods }
    }
    setSessionCookie(reply, cookie, { workspace, token: entered.token })
    return { user: userOf(person) }
  })
}

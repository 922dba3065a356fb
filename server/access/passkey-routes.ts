import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type RegistrationResponseJSON, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { isIP } from 'node:net'
import { fail } from '../http/errors.ts'
import { createLimiter } from '../http/limiter.ts'
import { strict, Words } from '../http/schema.ts'
import { clearSecondCookie, type CookieRule, secondCookie, setSessionCookie } from './identify.ts'
import { changeWayIn, ownPerson, proveOwn } from './own-person.ts'
import { findPasskey, insertChallenge, insertPasskey, listPasskeys, ownerOf, removePasskey, takeChallenge, usePasskey } from './passkey-store.ts'
import { type Person, userTable } from './people.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'
import { originOf, userOf } from './session-routes.ts'
import { openIn, type Sessions } from './session-service.ts'
import { takePending } from './two-factor-store.ts'

const Base64 = Type.String({ maxLength: 20_000, pattern: '^[A-Za-z0-9_-]*$' })
const Extensions = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())
const outer = { id: Base64, rawId: Base64, type: Type.Literal('public-key'), authenticatorAttachment: Type.Optional(Type.String({ maxLength: 50 })), clientExtensionResults: Type.Optional(Extensions) }
const Made = strict({
  ...outer, response: strict({
    clientDataJSON: Base64, attestationObject: Base64, authenticatorData: Type.Optional(Base64), publicKey: Type.Optional(Base64),
    publicKeyAlgorithm: Type.Optional(Type.Integer()), transports: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 10 })),
  }),
})
const Shown = strict({ ...outer, response: strict({ clientDataJSON: Base64, authenticatorData: Base64, signature: Base64, userHandle: Type.Optional(Base64) }) })
const Ticket = Type.String({ minLength: 43, maxLength: 43 })
const Id = strict({ id: Type.String({ maxLength: 2000, pattern: '^[A-Za-z0-9_-]+$' }) })
const Current = strict({ current: Type.Optional(Type.String({ maxLength: 1000 })) })
const known = { access: 'signed-in' } as const
const open = { access: 'public' } as const

export interface PasskeyOptions { readonly sessions: Sessions; readonly cookie: CookieRule; readonly publicUrl: string | null }
/** The host that passkeys are bound to, and the page that may ask for them; null where browsers offer none: by number, or without https. */
interface Place { readonly host: string; readonly origin: string }
function placeOf(request: FastifyRequest, publicUrl: string | null): Place | null {
  const origin = publicUrl ?? `${request.protocol}://${request.host}`
  const url = new URL(origin)
  const safe = url.protocol === 'https:' || url.hostname === 'localhost' || url.hostname.endsWith('.localhost')
  return safe && isIP(url.hostname.replaceAll(/[[\]]/g, '')) === 0 ? { host: url.hostname, origin: url.origin } : null
}

/** A passkey opens a session alone: it is something one has, and was unlocked by something one is or knows. */
export const passkeySignInRoutes = ({ cookie, publicUrl }: Omit<PasskeyOptions, 'sessions'>): FastifyPluginAsyncTypebox => async (app) => {
  const byComputer = createLimiter({ tries: 300, seconds: 300 })
  app.post('/api/_/session/passkey/begin', { config: open }, async (request) => {
    byComputer.take(request.ip)
    const place = placeOf(request, publicUrl) ?? fail(409, 'access.no_passkeys_here')
    const options = await generateAuthenticationOptions({ rpID: place.host, userVerification: 'required' })
    const ticket = newSecret()
    await insertChallenge(request.workspace.database, request.workspace.schema, { hash: hashSecret(ticket), user: null, challenge: options.challenge })
    return { ticket, options }
  })
  app.post('/api/_/session/passkey', { config: open, schema: { body: strict({ ticket: Ticket, response: Shown }) } }, async (request, reply) => {
    byComputer.take(request.ip)
    const { workspace, body } = request
    const { database, schema } = workspace
    const place = placeOf(request, publicUrl) ?? fail(409, 'access.no_passkeys_here')
    const person = await personShown(request, place, body as Answered)
    const half = secondCookie(request, cookie)
    const { token } = await database.transaction(async (tx) => {
      if (isSecret(half)) await takePending(tx, schema, hashSecret(half))
      return openIn(tx, workspace, { person, way: { kind: 'passkey', origin: originOf(request) } })
    })
    clearSecondCookie(reply, cookie, workspace)
    setSessionCookie(reply, cookie, { workspace, token })
    return { user: userOf(person) }
  })
}
interface Answered { readonly ticket: string; readonly response: AuthenticationResponseJSON }
async function personShown({ workspace }: FastifyRequest, place: Place, { ticket, response }: Answered): Promise<Person> {
  const { database, schema } = workspace
  const refuse = (): never => fail(401, 'access.passkey_refused')
  const challenge = isSecret(ticket) ? await takeChallenge(database, schema, { hash: hashSecret(ticket), user: null }) : null
  const key = await findPasskey(database, schema, response.id)
  const users = userTable(workspace)
  if (!challenge || !key || !users) return refuse()
  const done = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} }, expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.host, requireUserVerification: true,
    credential: { id: key.id, publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')), counter: key.counter, transports: key.transports as [] },
  }).catch(() => null)
  if (!done?.verified || !(await usePasskey(database, schema, { id: key.id, counter: done.authenticationInfo.newCounter }))) return refuse()
  return (await ownerOf(database, users, key.user)) ?? refuse()
}

/** One's own passkeys. */
export const passkeyRoutes = ({ sessions, cookie, publicUrl }: PasskeyOptions): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/passkeys', { config: known }, async (request) => {
    const person = await ownPerson(request)
    return { rows: await listPasskeys(request.workspace.database, request.workspace.schema, person.id), possible: placeOf(request, publicUrl) !== null }
  })
  app.post('/api/_/passkeys/begin', { config: known, schema: { body: Current } }, async (request) => {
    const person = await proveOwn(sessions, request, request.body.current)
    const { database, schema } = request.workspace
    const place = placeOf(request, publicUrl) ?? fail(409, 'access.no_passkeys_here')
    const options = await optionsFor(person, place, await listPasskeys(database, schema, person.id))
    const ticket = newSecret()
    await insertChallenge(database, schema, { hash: hashSecret(ticket), user: person.id, challenge: options.challenge })
    return { ticket, options }
  })
  app.post('/api/_/passkeys', { config: known, schema: { body: strict({ ticket: Ticket, name: Words(100), response: Made }) } }, async (request, reply) => {
    const { workspace, body } = request
    const person = await ownPerson(request)
    const place = placeOf(request, publicUrl) ?? fail(409, 'access.no_passkeys_here')
    const made = await keyMade(request, place, { person, ticket: body.ticket, response: body.response as RegistrationResponseJSON })
    const { token } = await changeWayIn(request, { person, kind: 'passkey.added', change: async (tx) => {
      if (!(await insertPasskey(tx, workspace.schema, { ...made, user: person.id, host: place.host, name: body.name.trim() || 'Passkey' }))) fail(409, 'access.passkey_refused')
    } })
    setSessionCookie(reply, cookie, { workspace, token })
    return reply.code(201).send({ id: made.id })
  })
  app.post('/api/_/passkeys/:id/remove', { config: known, schema: { params: Id, body: Current } }, async (request, reply) => {
    const { workspace, params } = request
    const person = await proveOwn(sessions, request, request.body.current)
    const { token } = await changeWayIn(request, { person, kind: 'passkey.removed', change: async (tx) => {
      if (!(await removePasskey(tx, workspace.schema, { id: params.id, user: person.id }))) fail(404, 'access.unknown_passkey')
    } })
    setSessionCookie(reply, cookie, { workspace, token })
    return reply.code(204).send()
  })
}

const optionsFor = (person: Person, place: Place, present: readonly { id: string }[]) => generateRegistrationOptions({
  rpName: 'Officina', rpID: place.host, userName: person.email, userDisplayName: person.name, userID: new Uint8Array(Buffer.from(person.id)), attestationType: 'none',
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, excludeCredentials: present.map(({ id }) => ({ id })),
})

interface Given { readonly person: Person; readonly ticket: string; readonly response: RegistrationResponseJSON }
async function keyMade({ workspace }: FastifyRequest, place: Place, { person, ticket, response }: Given) {
  const challenge = isSecret(ticket) ? await takeChallenge(workspace.database, workspace.schema, { hash: hashSecret(ticket), user: person.id }) : null
  if (!challenge) return fail(422, 'access.passkey_refused')
  const done = await verifyRegistrationResponse({ response: { ...response, clientExtensionResults: {} }, expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.host, requireUserVerification: true }).catch(() => null)
  if (!done?.verified) return fail(422, 'access.passkey_refused')
  const { credential } = done.registrationInfo
  return { id: credential.id, public_key: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter, transports: [...(response.response.transports ?? [])] as string[] }
}

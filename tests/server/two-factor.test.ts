import { Secret, TOTP } from 'otpauth'
import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { startOpenIdProvider } from '../support/openid-provider.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const provider = await startOpenIdProvider()
afterAll(() => provider.close())
const server = await startTestServer({ template: 'trade', env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.client.id, OIDC_CLIENT_SECRET: provider.client.secret } })
const { ask } = server
const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
afterAll(() => database.close())

const password = 'another long password'
const jar = (reply: Response): string => reply.headers.getSetCookie().map((one) => one.split(';')[0]!).filter((one) => !one.endsWith('=')).join('; ')
const post = (path: string, body: unknown, cookie = '') => fetch(`${server.url}/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1', cookie }, body: JSON.stringify(body) })
const codeOf = (secret: string, steps = 0): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
const known = async (cookie: string): Promise<string | null> => (await ask('GET', '/_/session', undefined, { cookie })).body.user?.email ?? null

/** A person whose second factor is on; the code of the step before was used to turn it on. */
async function enrolled(name: string) {
  const person = await addPerson(server, name, ['sales'])
  const first = (await person.signIn()).cookie
  const { secret } = (await ask('POST', '/_/two-factor/begin', { current: password }, { cookie: first })).body
  const on = await post('/_/two-factor/confirm', { code: codeOf(secret, -1) }, first)
  expect(on.status).toBe(200)
  return { ...person, secret: secret as string, first, cookie: jar(on), codes: (await on.json()).codes as string[] }
}
const begin = async (email: string, secretWord = password) => {
  const reply = await post('/_/session', { email, password: secretWord })
  return { body: await reply.json(), cookie: jar(reply) }
}

test('turning it on needs the password and a right code, ends the other sessions, and shows ten codes for an emergency', async () => {
  const ann = await addPerson(server, 'ann', ['sales'])
  const [one, other] = [(await ann.signIn()).cookie, (await ann.signIn()).cookie]
  expect((await ask('POST', '/_/two-factor/begin', { current: 'not the password' }, { cookie: one })).body.code).toBe('access.wrong_password')
  const { secret, address } = (await ask('POST', '/_/two-factor/begin', { current: password }, { cookie: one })).body
  expect(address).toContain(`secret=${secret}`)
  expect((await ask('POST', '/_/two-factor/confirm', { code: '000000' }, { cookie: one })).body.code).toBe('access.wrong_code')
  const on = await post('/_/two-factor/confirm', { code: codeOf(secret) }, one)
  expect(new Set((await on.json()).codes).size).toBe(10)
  expect([await known(one), await known(other), await known(jar(on))]).toEqual([null, null, ann.email])
  expect((await ask('GET', '/_/two-factor', undefined, { cookie: jar(on) })).body).toMatchObject({ app: true, recovery: 10, required: false })
  expect((await ask('GET', `/_/audit?kind=two_factor.on&record=${ann.id}`)).body.rows).toMatchObject([{ actor_id: ann.id }])
})

test('a right password opens nothing but the second step', async () => {
  const bob = await enrolled('bob')
  const { body, cookie } = await begin(bob.email)
  expect(body).toEqual({ user: null, second: ['code', 'recovery'] })
  expect(await known(cookie)).toBeNull()
  expect((await ask('GET', '/customer?size=1', undefined, { cookie })).status).toBe(401)
  const done = await post('/_/session/second', { code: codeOf(bob.secret) }, cookie)
  expect(await known(jar(done))).toBe(bob.email)
  expect((await post('/_/session/second', { code: codeOf(bob.secret, 1) }, cookie)).status).toBe(401)
})

test('a code counts once, also when it comes ten times at the same moment', async () => {
  const cat = await enrolled('cat')
  const halves = await Promise.all(Array.from({ length: 4 }, () => begin(cat.email)))
  const code = codeOf(cat.secret)
  const replies = await Promise.all(halves.map(({ cookie }) => post('/_/session/second', { code }, cookie)))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
})

test('each recovery code works once, as people type it', async () => {
  const dan = await enrolled('dan')
  const first = dan.codes[0]!
  expect((await post('/_/session/second', { code: first.toUpperCase().replace('-', ' ') }, (await begin(dan.email)).cookie)).status).toBe(200)
  expect((await post('/_/session/second', { code: first }, (await begin(dan.email)).cookie)).status).toBe(401)
  expect(JSON.stringify(await database.query('select * from ws_main._recovery_codes'))).not.toContain(first)
})

test('after five wrong codes no more are taken, in however many sign-ins they come', async () => {
  const eve = await enrolled('eve')
  const statuses: number[] = []
  for (let i = 0; i < 6; i++) statuses.push((await post('/_/session/second', { code: '123456' }, (await begin(eve.email)).cookie)).status)
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  expect((await post('/_/session/second', { code: codeOf(eve.secret) }, (await begin(eve.email)).cookie)).status).toBe(429)
})

test('a new password by letter leaves the second factor on, and ends a sign-in that was half done', async () => {
  const flo = await enrolled('flo')
  const half = await begin(flo.email)
  await database.query(`insert into ws_main._reset_tokens (hash, user_id, expires_at) values (encode(sha256($1::bytea), 'hex'), $2, now() + interval '1 hour')`, ['A'.repeat(43), flo.id])
  expect((await post('/_/session/reset', { token: 'A'.repeat(43), password: 'quite another word here' })).status).toBe(204)
  expect((await post('/_/session/second', { code: codeOf(flo.secret) }, half.cookie)).status).toBe(401)
  expect((await begin(flo.email, 'quite another word here')).body.second).toEqual(['code', 'recovery'])
})

test('who comes through the provider is asked for the code as well', async () => {
  const gus = await enrolled('gus')
  provider.next({ sub: 'gus', email: gus.email, email_verified: true })
  const started = await fetch(`${server.url}/api/_/oidc/start?moved=1`, { redirect: 'manual' })
  const back = provider.agree(started.headers.get('location')!)
  const came = await fetch(`${server.url}${back.pathname}${back.search}`, { redirect: 'manual', headers: { cookie: jar(started) } })
  expect(came.headers.get('location')).toMatch(/^\/_\/sign-in\?second=/)
  expect(await known(jar(came))).toBeNull()
  const done = await post('/_/session/second', { code: codeOf(gus.secret) }, jar(came))
  expect(await known(jar(done))).toBe(gus.email)
})

test('turning it off needs the password; an administrator may take it from somebody who lost the device, and that stands in the audit', async () => {
  const [hal, ida] = [await enrolled('hal'), await enrolled('ida')]
  expect((await ask('POST', '/_/two-factor/off', {}, { cookie: hal.cookie })).status).toBe(403)
  const off = await post('/_/two-factor/off', { current: password }, hal.cookie)
  expect([off.status, await known(hal.cookie), await known(jar(off))]).toEqual([204, null, hal.email])
  expect((await hal.signIn()).status).toBe(200)
  expect((await ask('DELETE', `/_/users/${ida.id}/two-factor`, undefined, { cookie: hal.cookie })).status).toBe(401)
  expect((await ask('DELETE', `/_/users/${ida.id}/two-factor`)).status).toBe(204)
  expect(await known(ida.cookie)).toBeNull()
  expect((await begin(ida.email)).body.user.email).toBe(ida.email)
  expect((await ask('GET', `/_/audit?kind=two_factor.reset&record=${ida.id}`)).body.rows).toHaveLength(1)
})

test('where a role asks for it, who has none sets it up before the first session; nobody shuts himself out', async () => {
  const jon = await addPerson(server, 'jon', ['manager'])
  const before = (await jon.signIn()).cookie
  expect((await ask('PUT', '/_/two-factor/roles', { roles: ['administrator', 'manager'] })).body.code).toBe('access.two_factor_first')
  expect((await ask('PUT', '/_/two-factor/roles', { roles: ['manager'] })).status).toBe(204)
  expect(await known(before)).toBeNull()
  const half = await begin(jon.email)
  expect(half.body.second).toEqual(['enrol'])
  const { secret } = await (await post('/_/session/second/begin', {}, half.cookie)).json()
  const done = await post('/_/session/second/enrol', { code: codeOf(secret) }, half.cookie)
  expect((await done.json()).codes).toHaveLength(10)
  expect(await known(jar(done))).toBe(jon.email)
  expect((await ask('POST', '/_/two-factor/off', { current: password }, { cookie: jar(done) })).body.code).toBe('access.two_factor_required')
  expect((await ask('PUT', '/_/two-factor/roles', { roles: [] })).status).toBe(204)
})

import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { ask, smallServer, smallWorkspace, tokenOf } from '../support/http.ts'

const { database, schema } = await testDatabase({ system: true })
const workspace = await smallWorkspace(database, schema)
const { app, letters, resets } = await smallServer(workspace)
const email = 'ann@example.org'
let password = 'a good long word'
const signIn = async () => tokenOf(await ask(app, 'POST', '/api/_/session', { body: { email, password } }))
const who = async (token: string) => (await ask(app, 'GET', '/api/_/session', { token })).json().user?.email ?? null

beforeAll(async () => {
  const calls = await Promise.all(Array.from({ length: 50 }, () => ask(app, 'POST', '/api/_/setup', { body: { name: 'Ann', email, password, template: 'empty', language: 'en' } })))
  expect(calls.filter((reply) => reply.statusCode === 201)).toHaveLength(1)
  expect(calls.filter((reply) => reply.statusCode === 409)).toHaveLength(49)
})

test('fifty set-ups at once make one administrator', async () => {
  expect(await database.query(`select email, roles from "${schema}"."user"`)).toEqual([{ email, roles: ['administrator'] }])
  expect((await ask(app, 'GET', '/api/_/setup')).json()).toEqual({ needed: false, templates: [] })
})
test('who signs in is known until he signs out', async () => {
  const token = await signIn()
  expect(await who(token)).toBe(email)
  expect((await ask(app, 'DELETE', '/api/_/session', { token })).statusCode).toBe(204)
  expect(await who(token)).toBeNull()
})
test('only a hash of the token is stored', async () => {
  const token = await signIn()
  expect(JSON.stringify(await database.query(`select * from "${schema}"._sessions`))).not.toContain(token)
})
test('a wrong password and an unknown address get the same answer', async () => {
  const [wrong, unknown] = await Promise.all([{ email, password: 'x' }, { email: 'no@example.org', password: 'x' }].map((body) => ask(app, 'POST', '/api/_/session', { body })))
  const say = (reply: typeof wrong) => ({ ...reply!.json(), request: '' })
  expect(say(wrong)).toEqual(say(unknown))
  expect(wrong!.statusCode).toBe(401)
})
test('a deactivated person is out at once', async () => {
  const token = await signIn()
  await database.query(`update "${schema}"."user" set active = false`)
  expect(await who(token)).toBeNull()
  await database.query(`update "${schema}"."user" set active = true`)
})
test('a reset letter works once, from any forged host leads to our own, and ends all sessions', async () => {
  const token = await signIn()
  await ask(app, 'POST', '/api/_/session/forgot', { body: { email }, headers: { 'x-forwarded-host': 'evil.test' } })
  await ask(app, 'POST', '/api/_/session/forgot', { body: { email: 'no@example.org' } })
  await resets.settled()
  expect(letters).toHaveLength(1)
  const secret = /http:\/\/here\.test\/_\/reset#(\S+)/.exec(letters[0]!.text)![1]!
  password = 'another long word'
  const uses = await Promise.all([1, 2, 3].map(() => ask(app, 'POST', '/api/_/session/reset', { body: { token: secret, password } })))
  expect(uses.map(({ statusCode }) => statusCode).sort()).toEqual([204, 400, 400])
  expect(await who(token)).toBeNull()
  expect(await who(await signIn())).toBe(email)
})
test('no address gets more than three letters an hour', async () => {
  for (let i = 0; i < 6; i++) expect((await ask(app, 'POST', '/api/_/session/forgot', { body: { email } })).statusCode).toBe(204)
  await resets.settled()
  expect(letters.length).toBe(3)
})
test.each([null, '', 0, [], {}, 'null', ['x']])('the reset token %j is refused', async (token) => {
  expect((await ask(app, 'POST', '/api/_/session/reset', { body: { token, password } })).statusCode).toBe(400)
})
test('an API key acts with its roles until it is revoked, and its secret is shown once', async () => {
  const token = await signIn()
  const { id, key } = (await ask(app, 'POST', '/api/_/keys', { token, body: { name: 'Import', roles: ['administrator'] } })).json()
  const bearer = { authorization: `Bearer ${key}` }
  const list = await ask(app, 'GET', '/api/_/keys', { headers: bearer })
  expect(list.json().rows).toMatchObject([{ id, name: 'Import' }])
  expect(list.body).not.toContain(key.split('.')[1])
  expect((await ask(app, 'DELETE', `/api/_/keys/${id}`, { token })).statusCode).toBe(204)
  expect((await ask(app, 'GET', '/api/_/keys', { headers: bearer })).statusCode).toBe(401)
})
test('too many tries of one account are stopped, whatever else the request says', async () => {
  const { app: strict } = await smallServer(workspace, { tries: 5 })
  const codes = []
  for (let i = 0; i < 8; i++) codes.push((await ask(strict, 'POST', '/api/_/session', { body: { email, password: `wrong ${i}` } })).statusCode)
  expect(codes).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
})

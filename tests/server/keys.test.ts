import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { createKey } from '../../server/access/key-service.ts'
import { hashSecret } from '../../server/access/secrets.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade' })
const { ask } = server
const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
afterAll(() => database.close())

const bearer = (key: string) => ({ authorization: `Bearer ${key}`, cookie: '' })
const rolesOf = async (key: string): Promise<readonly string[] | number> => {
  const { status, body } = await ask('GET', '/_/session', undefined, bearer(key))
  return status === 200 ? body.actor.roles : status
}
const make = async (headers: Record<string, string>, ...roles: string[]): Promise<{ id: string; key: string }> => {
  const { status, body } = await ask('POST', '/_/keys', { name: 'k', roles }, headers)
  expect(status).toBe(201)
  return body
}

test('a key acts only while its maker is active, and comes back with him', async () => {
  const bob = await addPerson(server, 'bob', ['administrator'])
  const { key } = await make({ cookie: (await bob.signIn()).cookie }, 'sales')
  expect(await rolesOf(key)).toEqual(['sales'])
  await ask('PATCH', `/user/${bob.id}`, { active: false })
  expect(await rolesOf(key)).toBe(401)
  await ask('PATCH', `/user/${bob.id}`, { active: true })
  expect(await rolesOf(key)).toEqual(['sales'])
  await ask('DELETE', `/user/${bob.id}`)
  expect(await rolesOf(key)).toBe(401)
})

test('a key never has more than the roles that its maker has now', async () => {
  const eve = await addPerson(server, 'eve', ['administrator'])
  const { cookie } = await eve.signIn()
  const [all, some] = [await make({ cookie }, 'administrator', 'sales'), await make({ cookie }, 'warehouse')]
  expect([await rolesOf(all.key), await rolesOf(some.key)]).toEqual([['administrator', 'sales'], ['warehouse']])
  await ask('PATCH', `/user/${eve.id}`, { roles: ['sales', 'manager'] })
  expect([await rolesOf(all.key), await rolesOf(some.key)]).toEqual([['sales'], 401])
  expect((await ask('GET', '/_/keys', undefined, bearer(all.key))).status).toBe(403)
})

test('a key that a key has made belongs to the same person', async () => {
  const kim = await addPerson(server, 'kim', ['administrator'])
  const { key } = await make({ cookie: (await kim.signIn()).cookie }, 'administrator')
  const child = await make(bearer(key), 'administrator')
  expect(await rolesOf(child.key)).toEqual(['administrator'])
  await ask('PATCH', `/user/${kim.id}`, { active: false })
  expect(await rolesOf(child.key)).toBe(401)
})

test('a key of the command line has no maker and acts until it is revoked', async () => {
  const workspace = { schema: 'ws_main', database, live: () => ({ model: { documents: new Map() } }) } as never
  const { id, key } = await createKey(workspace, { name: 'shell', roles: ['administrator'], expires: null, by: null })
  expect(await rolesOf(key)).toEqual(['administrator'])
  expect((await ask('DELETE', `/_/keys/${id}`)).status).toBe(204)
  expect(await rolesOf(key)).toBe(401)
})

test('who is purged leaves no password, no session, no reset letter and no key that acts', async () => {
  const sam = await addPerson(server, 'sam', ['administrator'])
  const { key } = await make({ cookie: (await sam.signIn()).cookie }, 'administrator')
  await ask('POST', '/_/session/forgot', { email: sam.email })
  const kept = () => Promise.all(['_credentials', '_sessions', '_reset_tokens'].map(async (table) => (await database.query(`select 1 from ws_main.${table} where user_id = $1`, [sam.id])).length))
  await expect.poll(kept).toEqual([1, 1, 1])
  await ask('DELETE', `/user/${sam.id}`)
  expect((await ask('DELETE', `/user/${sam.id}?purge=true`)).status).toBe(204)
  expect(await kept()).toEqual([0, 0, 0])
  expect(await rolesOf(key)).toBe(401)
  expect(await database.query(`select revoked_at is not null as gone from ws_main._api_keys where hash = $1`, [hashSecret(key)])).toEqual([{ gone: true }])
  expect((await ask('POST', '/user', { name: 'Sam', email: sam.email })).status).toBe(201)
})

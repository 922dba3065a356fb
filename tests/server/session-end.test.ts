import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty' })
const { ask } = server
/** What the session list, which asks only for a known person, answers to this cookie. */
const statusOf = async (cookie: string): Promise<number> => (await ask('GET', '/_/sessions', undefined, { cookie })).status

test('a person who is deactivated is out at once, and does not come in again by being activated', async () => {
  const bob = await addPerson(server, 'bob', ['administrator'])
  const { cookie } = await bob.signIn()
  expect(await statusOf(cookie)).toBe(200)
  expect((await ask('PATCH', `/user/${bob.id}`, { active: false })).status).toBe(200)
  expect(await statusOf(cookie)).toBe(401)
  expect((await bob.signIn()).status).toBe(401)
  expect((await ask('PATCH', `/user/${bob.id}`, { active: true })).status).toBe(200)
  expect(await statusOf(cookie)).toBe(401)
  expect(await statusOf((await bob.signIn()).cookie)).toBe(200)
})

test('other roles end the sessions of that person and of nobody else; any other change ends none', async () => {
  const [eve, kim] = [await addPerson(server, 'eve', ['administrator']), await addPerson(server, 'kim', ['administrator'])]
  const [one, two, other] = [(await eve.signIn()).cookie, (await eve.signIn()).cookie, (await kim.signIn()).cookie]
  expect((await ask('PATCH', `/user/${eve.id}`, { name: 'Eve', roles: ['administrator'], active: true })).status).toBe(200)
  expect([await statusOf(one), await statusOf(two)]).toEqual([200, 200])
  expect((await ask('PATCH', `/user/${eve.id}`, { roles: [] })).status).toBe(200)
  expect([await statusOf(one), await statusOf(two), await statusOf(other)]).toEqual([401, 401, 200])
})

test('a change that is refused ends no session', async () => {
  const [ann, bea] = [await addPerson(server, 'ann', ['administrator']), await addPerson(server, 'bea', ['administrator'])]
  const { cookie } = await ann.signIn()
  expect((await ask('PATCH', `/user/${ann.id}`, { active: false, email: bea.email })).status).toBe(409)
  const batch = await ask('POST', '/_/batch', { operations: [{ do: 'update', entity: 'user', id: ann.id, data: { active: false } }, { do: 'create', entity: 'user', data: { email: bea.email } }] })
  expect(batch.status).toBeGreaterThanOrEqual(400)
  expect(await statusOf(cookie)).toBe(200)
})

test('a person who is removed stays out when taken out of the bin, until the next sign-in', async () => {
  const sam = await addPerson(server, 'sam', ['administrator'])
  const { cookie } = await sam.signIn()
  expect((await ask('DELETE', `/user/${sam.id}`)).status).toBe(204)
  expect(await statusOf(cookie)).toBe(401)
  expect((await ask('POST', `/user/${sam.id}/restore`, {})).status).toBeLessThan(300)
  expect(await statusOf(cookie)).toBe(401)
  const again = (await sam.signIn()).cookie
  expect(await statusOf(again)).toBe(200)
  expect((await ask('DELETE', `/user/${sam.id}`)).status).toBe(204)
  expect((await ask('DELETE', `/user/${sam.id}?purge=true`)).status).toBe(204)
  expect(await statusOf(again)).toBe(401)
})

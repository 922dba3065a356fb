import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let clerk: string
let [north, south] = ['', '']
beforeAll(async () => {
  server = await startTestServer({ template: 'empty', frontEnd: false })
  const layer = {
    name: 'shop', label: 'Shop', version: '1', needs: ['base'], edits: {},
    documents: {
      entity: { deal: { label: 'Deal', fields: { title: { type: 'text' }, region: { type: 'text' }, margin: { type: 'decimal' } } } },
      role: { clerk: { label: 'Clerk', may: { deal: { read: "region == 'north'", create: true, not_fields: ['margin'] } } } },
    },
  }
  const { body } = await server.ask('GET', '/_/publish')
  await server.ask('POST', '/_/publish', { layer, base: body.version })
  clerk = (await server.ask('POST', '/user', { name: 'Cleo', email: 'cleo@example.com', active: true, roles: ['clerk'] })).body.id
  north = (await server.ask('POST', '/deal', { title: 'N', region: 'north' })).body.id
  south = (await server.ask('POST', '/deal', { title: 'S', region: 'south' })).body.id
})
afterAll(() => server.close())

const why = async (more: string) => (await server.ask('GET', `/_/why?user=${clerk}&entity=deal${more}`)).body

describe('the question why somebody may or may not', () => {
  test('a row within the rule of a role is seen, and the rule is told', async () =>
    expect(await why(`&id=${north}`)).toMatchObject({ allowed: true, roles: [{ role: 'clerk', code: 'role.when', condition: "region == 'north'", holds: true }] }))
  test('a row outside it is not', async () => expect(await why(`&id=${south}`)).toMatchObject({ allowed: false, code: 'denied.row', roles: [{ holds: false }] }))
  test('a field that no role grants is the reason', async () => expect(await why(`&id=${north}&field=margin`)).toMatchObject({ allowed: false, code: 'denied.field' }))
  test('an action that no role grants is the reason', async () => expect(await why(`&id=${north}&action=delete`)).toMatchObject({ allowed: false, code: 'denied.no_grant' }))
  test('only administrators may ask', async () => {
    const key = (await server.ask('POST', '/_/keys', { name: 'clerk', roles: ['clerk'] })).body.key
    const reply = await fetch(`${server.url}/api/_/why?user=${clerk}&entity=deal`, { headers: { authorization: `Bearer ${key}` } })
    expect(reply.status).toBe(403)
  })
})

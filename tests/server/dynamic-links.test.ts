import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
let clerk: (path: string) => Promise<{ status: number; body: any }>
const id: Record<string, string> = {}

beforeAll(async () => {
  server = await startTestServer({ template: 'empty', frontEnd: false })
  const layer = {
    name: 'shop', label: 'Shop', version: '1', needs: ['base'], edits: {},
    documents: {
      entity: {
        place: { label: 'Place', fields: { name: { type: 'text' }, region: { type: 'text' } } },
        secret: { label: 'Secret', fields: { name: { type: 'text' } } },
        memo: { label: 'Memo', fields: { text: { type: 'text' }, about: { type: 'dynamic_link', to: ['place', 'secret'] }, any: { type: 'dynamic_link' } } },
      },
      role: { clerk: { label: 'Clerk', may: { memo: { read: true }, place: { read: "region == 'north'" } } } },
    },
  }
  await server.ask('POST', '/_/publish', { layer, base: (await server.ask('GET', '/_/publish')).body.version })
  const make = async (entity: string, data: object): Promise<string> => (await server.ask('POST', `/${entity}`, data)).body.id
  id.north = await make('place', { name: 'N', region: 'north' })
  id.south = await make('place', { name: 'S', region: 'south' })
  id.secret = await make('secret', { name: 'X' })
  for (const [entity, target] of [['place', 'north'], ['place', 'south'], ['secret', 'secret']] as const)
    await make('memo', { text: target, about: { entity, id: id[target] }, any: { entity, id: id[target] } })
  const { key } = (await server.ask('POST', '/_/keys', { name: 'clerk', roles: ['clerk'] })).body
  clerk = async (path) => {
    const reply = await fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${key}` } })
    return { status: reply.status, body: await reply.json() }
  }
})
afterAll(() => server.close())

describe('a link to any of several entities', () => {
  test('shows an administrator all that stands in it', async () => {
    const { rows } = (await server.ask('GET', '/memo?sort=text&fields=text,about')).body
    expect(rows.map((row: { about: unknown }) => row.about)).toEqual([{ entity: 'place', id: id.north }, { entity: 'secret', id: id.secret }, { entity: 'place', id: id.south }])
  })
  test('tells nothing of a record that its reader may not see', async () => {
    const { rows } = (await clerk('/memo?sort=text&fields=text,about,any')).body
    expect(rows.map(({ text, about, any }: Record<string, unknown>) => [text, about, any])).toEqual([
      ['north', { entity: 'place', id: id.north }, { entity: 'place', id: id.north }], ['secret', null, null], ['south', null, null]])
  })
  test('is empty there for a filter too', async () =>
    expect((await clerk(`/memo?filter=${encodeURIComponent('about != null')}&fields=text`)).body.rows.map(({ text }: { text: string }) => text)).toEqual(['north']))
})

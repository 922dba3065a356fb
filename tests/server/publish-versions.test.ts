import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade' })

test('a version can be previewed, compared and read before it is published again; none of it changes anything', async () => {
  const live = (await server.ask('GET', '/_/publish')).body
  expect(live.layers.map(({ name, objects, edits }: { name: string; objects: number; edits: number }) => [name, objects > 0, edits])).toEqual([['base', true, 0], ['trade', true, 0]])
  const preview = (await server.ask('POST', '/_/publish/versions/1/preview', {})).body
  expect(preview.base).toBe(2)
  expect(preview.changes).toContainEqual({ kind: 'entity-removed', entity: 'customer' })
  expect(preview.losses.length).toBeGreaterThan(5)
  expect((await server.ask('GET', '/_/publish/versions/2/changes?with=1')).body.rows).toContainEqual({ kind: 'entity-added', entity: 'customer' })
  expect((await server.ask('GET', '/_/publish/versions/1/layers')).body.rows.map(({ name }: { name: string }) => name)).toEqual(['base'])
  expect((await server.ask('POST', '/_/publish/versions/9/preview', {})).status).toBe(404)
  expect((await server.ask('GET', '/_/publish')).body).toEqual(live)
})

test('the quarantine says how many rows each thing in it holds', async () => {
  const rows = (await server.ask('GET', '/customer?count=exact')).body.count.value
  expect((await server.ask('POST', '/_/publish/versions/1/publish', { base: 2, acceptLoss: true })).status).toBe(200)
  const waiting = (await server.ask('GET', '/_/publish/quarantine')).body.rows
  const counts = (await server.ask('GET', '/_/publish/quarantine/rows')).body.rows
  const customer = waiting.find(({ entity }: { entity: string }) => entity === 'record:customer')
  expect(counts.find(({ id }: { id: number }) => id === customer.id)).toEqual({ id: customer.id, rows })
  expect(counts).toHaveLength(waiting.length)
})

test('who may see what is told of every active person, to administrators only', async () => {
  const nora = await addPerson(server, 'nora', [])
  const { rows, more } = (await server.ask('GET', '/_/who?entity=user')).body
  expect(more).toBe(false)
  expect(rows.map(({ name, allowed, code }: { name: string; allowed: boolean; code: string }) => [name, allowed, code])).toEqual([['Ada Admin', true, 'allowed'], ['nora', false, 'denied.no_roles']])
  const { cookie } = await nora.signIn()
  for (const path of ['/_/who?entity=user', '/_/publish/versions/1/layers', '/_/publish/versions/2/changes?with=1', '/_/publish/quarantine/rows'])
    expect((await server.ask('GET', path, undefined, { cookie })).status).toBe(403)
})

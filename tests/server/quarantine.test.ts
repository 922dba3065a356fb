import { afterAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { startTestServer } from '../support/server.ts'

const { ask, databaseUrl } = await startTestServer({ template: 'empty' })
const database = connectDatabase({ connection: databaseUrl, max: 4 })
afterAll(() => database.close())

type Entity = Record<string, unknown>
const layer = (entity: Record<string, Entity>) => ({ name: 'shop', label: 'Shop', version: '1.0.0', needs: ['base'], documents: { entity }, edits: {} })
const publish = async (entity: Record<string, Entity>, acceptLoss = true) => {
  const { body } = await ask('GET', '/_/publish')
  return ask('POST', '/_/publish', { layer: layer(entity), base: body.version, acceptLoss })
}
const preview = (entity: Record<string, Entity>) => ask('POST', '/_/publish/preview', { layer: layer(entity) })
const name = { type: 'text', label: 'Name' }

describe('what was dropped', () => {
  const whole = { part: { label: 'Part', fields: { name, color: { type: 'text', label: 'Color' } } } }
  const less = { part: { label: 'Part', fields: { name } } }
  test('is either back or gone when it is brought back and purged at once, and the data are whole either way', async () => {
    expect((await publish(whole)).status).toBe(200)
    for (let round = 0; round < 8; round++) {
      const made = (await ask('POST', '/part', { name: `n${round}`, color: 'red' })).body
      expect((await publish(less)).status).toBe(200)
      const [{ id }] = (await ask('GET', '/_/publish/quarantine')).body.rows
      const [back, purged] = await Promise.all([publish(whole), ask('DELETE', `/_/publish/quarantine/${id}`)])
      expect(back.status).toBe(200)
      const { color } = (await ask('GET', `/part/${made.id}`)).body
      expect({ color, purged: purged.status }).toEqual(color === null ? { color: null, purged: 204 } : { color: 'red', purged: 404 })
      expect((await ask('GET', '/_/publish/quarantine')).body.rows).toEqual([])
      const columns = await database.query<{ name: string }>(`select column_name as name from information_schema.columns where table_schema = 'ws_main' and table_name = 'part'`)
      expect(columns.map((one) => one.name).filter((one) => !one.startsWith('_')).sort()).toEqual(['color', 'id', 'name'])
    }
  }, 60_000)
})

describe('a new rule against overlaps', () => {
  const booking = (more: Entity = {}): Record<string, Entity> => ({ booking: { label: 'Booking', fields: { room: name, start: { type: 'date', label: 'Start' }, end: { type: 'date', label: 'End' } }, ...more } })
  const rule = { noOverlap: { busy: { by: ['room'], from: 'start', to: 'end' } } }
  const book = async (room: string | null, start: string | null, end: string | null): Promise<string> => (await ask('POST', '/booking', { room, start, end })).body.id
  test('lists the rows that overlap before it is published, is refused while there are any, and holds afterwards', async () => {
    expect((await publish(booking())).status).toBe(200)
    const clash = [await book('a', '2026-01-01', '2026-01-10'), await book('a', '2026-01-09', '2026-01-12'), await book('a', '2026-01-02', '2026-01-03'), await book('b', null, '2026-02-01'), await book('b', '2025-01-01', null)]
    const backwards = await book('c', '2026-03-05', '2026-03-01')
    await Promise.all([book('a', '2026-01-12', '2026-01-20'), book('c', '2026-01-01', '2026-01-10'), book(null, '2026-01-01', '2026-01-10'), book(null, '2026-01-01', '2026-01-10'), book('a', '2026-01-05', '2026-01-05')])
    const { body } = await preview(booking(rule))
    expect(body.problems).toEqual([])
    expect(body.losses).toHaveLength(1)
    expect(body.losses[0]).toMatchObject({ kind: 'constraint', entity: 'booking', count: 6, measure: { kind: 'overlaps' } })
    expect(body.losses[0].rows.map((row: { id: string }) => row.id).sort()).toEqual([...clash, backwards].sort())
    expect(body.losses[0].rows.map((row: { value: string }) => row.value)).toContain('2026-01-09 – 2026-01-12')
    expect((await publish(booking(rule))).body).toMatchObject({ status: 409, code: 'publish.overlaps', detail: expect.stringContaining('6 rows') })
    for (const id of [clash[0], clash[3], backwards]) await ask('DELETE', `/booking/${id}`)
    expect((await preview(booking(rule))).body.losses).toEqual([])
    expect((await publish(booking(rule))).status).toBe(200)
    expect((await ask('POST', '/booking', { room: 'a', start: '2026-01-10', end: '2026-01-15' })).status).toBe(409)
  })
  test('says which extension is missing where PostgreSQL lacks it', async () => {
    expect((await publish(booking())).status).toBe(200)
    await database.query('drop extension btree_gist cascade')
    expect((await preview(booking(rule))).body.problems).toMatchObject([{ code: 'publish.no_btree_gist' }])
    const { status, body } = await publish(booking(rule))
    expect(status).toBe(422)
    expect(body.problems[0].message).toContain('create extension btree_gist')
  })
})

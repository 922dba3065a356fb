import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => { server = await startTestServer({ template: 'empty', frontEnd: false }) })
afterAll(() => server.close())

type Fields = Record<string, Record<string, unknown>>
const layer = (fields: Fields, more: Record<string, unknown> = {}) => ({
  name: 'shop', label: 'Shop', version: '1', needs: ['base'], edits: {},
  documents: { entity: { item: { label: 'Item', fields: { title: { type: 'text' }, ...fields }, ...more } } },
})
const base = async (): Promise<number> => (await server.ask('GET', '/_/publish')).body.version
const publish = async (body: object, more: object = {}) => server.ask('POST', '/_/publish', { layer: body, base: await base(), ...more })
const make = async (data: object): Promise<string> => (await server.ask('POST', '/item', data)).body.id

describe('publishing', () => {
  test('an entity with fields alone has an API at once', async () => {
    expect((await publish(layer({ stock: { type: 'text' }, code: { type: 'text' } }))).status).toBe(200)
    expect((await server.ask('POST', '/item', { title: 'Nail', stock: '12', code: 'a' })).status).toBe(201)
  })
  test('the same again changes nothing', async () => {
    const preview = await server.ask('POST', '/_/publish/preview', { layer: layer({ stock: { type: 'text' }, code: { type: 'text' } }) })
    expect(preview.body).toMatchObject({ problems: [], changes: [], plan: { steps: [] }, losses: [] })
  })
  test('a change of type lists the rows that do not convert, and waits for a yes', async () => {
    const bad = await make({ title: 'Screw', stock: 'many', code: 'b' })
    const wanted = layer({ stock: { type: 'integer' }, code: { type: 'text' } })
    const preview = await server.ask('POST', '/_/publish/preview', { layer: wanted })
    expect(preview.body.losses).toMatchObject([{ kind: 'conversion', count: 1, rows: [{ id: bad, value: 'many' }] }])
    expect((await publish(wanted)).body).toMatchObject({ status: 409, code: 'publish.loses' })
    expect((await server.ask('GET', `/item/${bad}`)).body.stock).toBe('many')
    expect((await publish(wanted, { acceptLoss: true })).status).toBe(200)
    expect((await server.ask('GET', '/item?sort=title&fields=title,stock')).body.rows).toMatchObject([{ title: 'Nail', stock: 12 }, { title: 'Screw', stock: null }])
  })
  test('a rename keeps every value and is seen by the API under the new name', async () => {
    expect((await publish(layer({ stock: { type: 'integer', name: 'on_hand' }, code: { type: 'text' } }))).status).toBe(200)
    expect((await server.ask('GET', '/item?filter=on_hand == 12')).body.rows).toHaveLength(1)
    expect((await server.ask('GET', '/item?fields=stock')).body).toMatchObject({ status: 400 })
  })
  test('what is dropped waits in quarantine and comes back with its values', async () => {
    expect((await publish(layer({ code: { type: 'text' } }), { acceptLoss: true })).status).toBe(200)
    expect((await server.ask('GET', '/_/publish/quarantine')).body.rows).toHaveLength(2)
    expect((await publish(layer({ stock: { type: 'integer', name: 'on_hand' }, code: { type: 'text' } }))).status).toBe(200)
    expect((await server.ask('GET', '/item?filter=on_hand == 12')).body.rows).toHaveLength(1)
  })
  test('a list that was read before answers after a column changed its type', async () => {
    const read = () => server.ask('GET', '/item?fields=title,code&sort=title')
    const all = async () => (await Promise.all(Array.from({ length: 20 }, read))).map(({ status }) => status)
    expect(await all()).toEqual(Array.from({ length: 20 }, () => 200))
    await publish(layer({ stock: { type: 'integer', name: 'on_hand' }, code: { type: 'choice', options: { a: {}, b: {} } } }), { acceptLoss: true })
    await publish(layer({ stock: { type: 'integer', name: 'on_hand' }, code: { type: 'boolean' } }), { acceptLoss: true })
    expect(await all()).toEqual(Array.from({ length: 20 }, () => 200))
    await publish(layer({ stock: { type: 'integer', name: 'on_hand' }, code: { type: 'text' } }), { acceptLoss: true })
  })
  test('two who start from one version cannot overwrite one another', async () => {
    const from = await base()
    const both = await Promise.all(['one', 'two'].map((name) => server.ask('POST', '/_/publish', { base: from, layer: layer({ code: { type: 'text' }, [name]: { type: 'text' } }), acceptLoss: true })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('publish.base_moved')
  })
  test('a unique rule over repeated values is refused with their number', async () => {
    await make({ title: 'Twin', code: 'same' })
    await make({ title: 'Twin', code: 'same' })
    expect((await publish(layer({ code: { type: 'text', unique: true } }), { acceptLoss: true })).body).toMatchObject({ status: 409, code: 'publish.duplicates' })
  })
  test('a rule that the database could not keep is a problem at its place', async () => {
    const rule = { unique: { once: { fields: ['code'], where: "title.contains('x')" } } }
    expect((await publish(layer({ code: { type: 'text' } }, rule))).body).toMatchObject({ status: 422, problems: [{ code: 'metadata.unkept_rule', path: '/unique/once', object: 'shop/entities/item' }] })
  })
  test('every problem of a layer is told at once, with its place and a fix', async () => {
    const { body } = await publish(layer({ who: { type: 'link', to: 'usr' }, sum: { type: 'formula', formula: 'titel + 1' } }))
    expect(body.problems.map(({ path, fix }: { path: string; fix?: string }) => [path, fix])).toEqual(expect.arrayContaining([['/fields/who/to', 'user'], ['/fields/sum/formula', 'title']]))
  })
  test('an earlier version can be published again', async () => {
    const now = await base()
    const again = await server.ask('POST', '/_/publish/versions/2/publish', { base: now, acceptLoss: true })
    expect(again.body.version).toBe(now + 1)
    expect((await server.ask('GET', '/item?fields=title,stock,code')).status).toBe(200)
  })
  test('a draft remembers its version; who saves second is told', async () => {
    const draft = (await server.ask('POST', '/_/drafts', { layer: 'shop', name: 'Ideas' })).body
    const saved = await server.ask('PUT', `/_/drafts/${draft.id}`, { layer: draft.layer, revision: 1 })
    expect(saved.body.revision).toBe(2)
    expect((await server.ask('PUT', `/_/drafts/${draft.id}`, { layer: draft.layer, revision: 1 })).body).toMatchObject({ status: 409, code: 'publish.draft_changed' })
  })
})

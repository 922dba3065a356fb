import { expect, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty' })
const item = { label: 'Item', fields: { title: { type: 'text' } } }
const layer = { name: 'shop', label: 'Shop', version: '1', needs: ['base'], edits: {}, documents: { entity: { item, other: { label: 'Other', fields: { title: { type: 'text' } } } } } }
const { body: { version } } = await server.ask('GET', '/_/publish')
expect((await server.ask('POST', '/_/publish', { layer, base: version })).status).toBe(200)
const draft = async (): Promise<{ id: string; revision: number }> => (await server.ask('POST', '/_/drafts', { layer: 'shop', name: 'Ideas' })).body
const more = { ...item, fields: { ...item.fields, price: { type: 'money' } } }

test('one document of a draft is saved on its own, and published with the others', async () => {
  const { id } = await draft()
  const at = `/_/drafts/${id}/documents/entity/item`
  expect((await server.ask('GET', at)).body).toEqual({ doc: item, revision: 1 })
  expect((await server.ask('PUT', at, { doc: more, revision: 1 })).body).toEqual({ id, revision: 2 })
  expect((await server.ask('GET', `/_/drafts/${id}`)).body).toMatchObject({ revision: 2, layer: { documents: { entity: { item: more, other: layer.documents.entity.other } } } })
  expect((await server.ask('POST', `/_/drafts/${id}/preview`)).body.plan.steps).toMatchObject([{ kind: 'add-column', table: 'item' }])
  expect((await server.ask('POST', `/_/drafts/${id}/publish`, { revision: 2 })).status).toBe(200)
  expect((await server.ask('POST', '/item', { title: 'Nail', price: '2' })).status).toBe(201)
})
test('two who save different documents of one revision do not overwrite each other', async () => {
  const { id } = await draft()
  const put = (key: string) => server.ask('PUT', `/_/drafts/${id}/documents/entity/${key}`, { doc: more, revision: 1 })
  const both = await Promise.all([put('item'), put('other')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('publish.draft_changed')
})
test('a new document is added, and null takes one out', async () => {
  const { id } = await draft()
  expect((await server.ask('PUT', `/_/drafts/${id}/documents/view/items`, { doc: { of: 'item', list: { columns: ['title'] } }, revision: 1 })).status).toBe(200)
  expect((await server.ask('PUT', `/_/drafts/${id}/documents/entity/other`, { doc: null, revision: 2 })).status).toBe(200)
  const { documents } = (await server.ask('GET', `/_/drafts/${id}`)).body.layer
  expect([Object.keys(documents.entity), Object.keys(documents.view)]).toEqual([['item'], ['items']])
  expect(await server.ask('GET', `/_/drafts/${id}/documents/entity/other`)).toMatchObject({ status: 404, body: { code: 'publish.unknown_document' } })
})
test('what is wrong in the document is told by the preview at its place', async () => {
  const { id } = await draft()
  await server.ask('PUT', `/_/drafts/${id}/documents/entity/item`, { doc: { label: 'Item', fields: { title: { type: 'txt' } } }, revision: 1 })
  expect((await server.ask('POST', `/_/drafts/${id}/preview`)).body.problems).toMatchObject([{ path: '/fields/title/type' }])
})
test('edits of one document of a lower layer are saved on their own; those of others stay, and null takes them out', async () => {
  const { id } = await draft()
  const at = (key: string) => `/_/drafts/${id}/edits/base/entity/${key}`
  const nickname = { 'fields.nickname': { add: { type: 'text' }, after: 'name' } }
  expect((await server.ask('PUT', at('user'), { doc: nickname, revision: 1 })).body).toEqual({ id, revision: 2 })
  expect((await server.ask('PUT', at('department'), { doc: { label: { set: 'Team' } }, revision: 1 })).body.code).toBe('publish.draft_changed')
  expect((await server.ask('PUT', at('department'), { doc: { label: { set: 'Team' } }, revision: 2 })).status).toBe(200)
  expect((await server.ask('GET', `/_/drafts/${id}`)).body.layer.edits).toEqual({ base: { entity: { user: nickname, department: { label: { set: 'Team' } } } } })
  expect((await server.ask('PUT', at('department'), { doc: null, revision: 3 })).status).toBe(200)
  expect((await server.ask('PUT', at('user'), { doc: null, revision: 4 })).status).toBe(200)
  expect((await server.ask('GET', `/_/drafts/${id}`)).body.layer.edits).toEqual({})
})

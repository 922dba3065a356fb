import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade' })
const { ask } = server
const person = async (name: string, roles: readonly string[]) => ({ cookie: (await (await addPerson(server, name, roles)).signIn()).cookie })
const clerk = await person('clerk', ['sales'])
const state = { filter: "status == 'draft'", search: '', sort: '-order_date', columns: ['number', 'customer.city'], group: null, deleted: false }
const at = '/_/views?entity=order&view=orders'
const place = { entity: 'order', view: 'orders' }
const names = async (as?: { cookie: string }): Promise<string[]> => (await ask('GET', at, undefined, as)).body.rows.map((row: { name: string }) => row.name)

test('a saved view is there again for its owner only, and not at another list of the same entity', async () => {
  const made = await ask('POST', '/_/views', { ...place, name: '  My drafts ', state })
  expect(made).toMatchObject({ status: 201, body: { name: 'My drafts', mine: true, shared: false, may_change: true, state, dropped: 0, version: 1 } })
  expect(await names()).toContain('My drafts')
  expect(await names(clerk)).not.toContain('My drafts')
  expect((await ask('GET', '/_/views?entity=order')).body.rows).toEqual([])
  expect((await ask('DELETE', `/_/views/${made.body.id}`, undefined, clerk)).status).toBe(404)
})

test('the same name twice is refused in words, whatever its letters', async () => {
  expect(await ask('POST', '/_/views', { ...place, name: 'MY DRAFTS', state })).toMatchObject({ status: 409, body: { code: 'saved_view.name_taken' } })
})

test('who does not design saves for himself and shares nothing; what is shared is seen by all and changed by those who share', async () => {
  expect(await ask('POST', '/_/views', { ...place, name: 'For all', shared: true, state }, clerk)).toMatchObject({ status: 403, body: { code: 'saved_view.may_not_share' } })
  const own = (await ask('POST', '/_/views', { ...place, name: 'Own', state }, clerk)).body
  expect((await ask('PATCH', `/_/views/${own.id}`, { version: 1, shared: true }, clerk)).status).toBe(403)
  const shared = (await ask('POST', '/_/views', { ...place, name: 'Shared', shared: true, roles: ['sales'], state })).body
  expect(shared).toMatchObject({ roles: ['sales'], standard: false })
  const seen = (await ask('GET', at, undefined, clerk)).body
  expect(seen.may_share).toBe(false)
  expect(seen.rows.find((row: { id: string }) => row.id === shared.id)).toMatchObject({ mine: false, may_change: false, standard: true, roles: [] })
  expect((await ask('PATCH', `/_/views/${shared.id}`, { version: 1, name: 'Mine now' }, clerk)).status).toBe(403)
  expect((await ask('DELETE', `/_/views/${shared.id}`, undefined, clerk)).status).toBe(403)
})

test('a change is made to the version that was seen', async () => {
  const { id } = (await ask('POST', '/_/views', { ...place, name: 'Twice', state })).body
  expect(await ask('PATCH', `/_/views/${id}`, { version: 1, state: { ...state, group: ['status'] } })).toMatchObject({ status: 200, body: { version: 2, state: { group: ['status'] } } })
  expect(await ask('PATCH', `/_/views/${id}`, { version: 1, name: 'Late' })).toMatchObject({ status: 409, body: { code: 'saved_view.changed' } })
  expect((await ask('DELETE', `/_/views/${id}`)).status).toBe(204)
  expect((await ask('PATCH', `/_/views/${id}`, { version: 2, name: 'Gone' })).status).toBe(404)
})

test('what is unknown or may not be read is left out of a view before it is sent, and counted', async () => {
  const odd = { ...state, filter: "status == 'draft' && gone == 1 && (number == 'a' || lost == 2)", sort: '-gone,number', columns: ['number', 'gone', 'customer.secret'], group: ['nothing', 'status'] }
  const made = await ask('POST', '/_/views', { ...place, name: 'Odd', state: odd })
  expect(made.body).toMatchObject({ dropped: 6, state: { filter: "status == 'draft'", sort: 'number', columns: ['number'], group: ['status'] } })
})

test('an entity that may not be read has no views; what is malformed is refused', async () => {
  const nobody = await person('nobody', [])
  expect((await ask('GET', at, undefined, nobody)).status).toBe(404)
  expect((await ask('POST', '/_/views', { ...place, name: ' ', state })).status).toBe(400)
  expect((await ask('POST', '/_/views', { ...place, name: 'x', state: { ...state, colour: 1 } })).status).toBe(400)
})

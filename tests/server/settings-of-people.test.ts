import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'
import { connectDatabase } from '../../server/db/connect.ts'

const server = await startTestServer({ template: 'empty' })
const { ask } = server
const bea = { cookie: (await (await addPerson(server, 'bea', [])).signIn()).cookie }

test('what a person keeps is there again, only for this person', async () => {
  expect(await ask('PUT', '/_/settings/density', { value: 'compact' })).toMatchObject({ status: 200, body: { value: 'compact' } })
  expect(await ask('PUT', '/_/settings/columns:orders', { value: { order: ['number', 'customer'], 'zero\u0000': '\ud800' } })).toMatchObject({ status: 200 })
  expect((await ask('GET', '/_/settings')).body.values).toMatchObject({ density: 'compact', 'columns:orders': { order: ['number', 'customer'] } })
  expect((await ask('GET', '/_/settings/density', undefined, bea)).body).toEqual({ value: null })
  expect((await ask('GET', '/_/settings', undefined, bea)).body).toEqual({ values: {} })
})

test('null takes a setting away', async () => {
  await ask('PUT', '/_/settings/recents', { value: [1] })
  await ask('PUT', '/_/settings/recents', { value: null })
  expect((await ask('GET', '/_/settings')).body.values).not.toHaveProperty('recents')
})

test('what is too large, oddly named, or of a shape that the server could not read is refused', async () => {
  expect((await ask('PUT', '/_/settings/big', { value: 'x'.repeat(70_000) })).status).toBe(413)
  expect((await ask('PUT', '/_/settings/Big', { value: 1 })).status).toBe(400)
  expect((await ask('PUT', '/_/settings/notices', { value: { mention: { app: 'yes' } } })).status).toBe(400)
  expect((await ask('PUT', '/_/settings/notices', { value: { mention: { app: false, mail: true } } })).status).toBe(200)
})

test('who keeps five hundred settings changes those and adds none', async () => {
  const database = connectDatabase({ connection: server.databaseUrl, max: 1 })
  await database.query(`insert into ws_main._settings_of (person, key, value) select u.id, 'n' || n, '1' from ws_main."user" u, generate_series(1, 500) n where u.email = 'bea@example.com'`)
  await database.close()
  expect(await ask('PUT', '/_/settings/another', { value: 1 }, bea)).toMatchObject({ status: 409, body: { code: 'settings.too_many' } })
  expect((await ask('PUT', '/_/settings/n1', { value: 2 }, bea)).status).toBe(200)
})

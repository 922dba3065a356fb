import { request } from 'node:http'
import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { publish } from '../support/naughty-world.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer()
const { ask, url, cookie } = server
const may = { read: true, create: true, update: true }
await publish(server, { name: 'people', label: 'People', version: '1', needs: ['base'], edits: {}, documents: { role: { keeper: { label: 'Keeper', may: { user: may } } } } })
const keeper = await addPerson(server, 'keeper', ['keeper', 'sales'])
const own = { cookie: (await keeper.signIn()).cookie }
const raw = (path: string): Promise<{ status?: number | undefined; type?: string | undefined }> => new Promise((done, failed) => {
  request(`${url}/`, { path }, (answer) => { answer.resume(); done({ status: answer.statusCode, type: answer.headers['content-type'] }) }).on('error', failed).end()
})
const brokenOff = (path: string): Promise<Response> => fetch(`${url}/api${path}`, {
  method: 'POST', headers: { cookie, 'x-officina': '1', 'content-type': 'multipart/form-data; boundary=b' }, body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\nAnn\n',
})

test('a route takes the query, body and operations that it names, and no others', async () => {
  expect((await ask('GET', '/_/publish?x=1')).status).toBe(400)
  expect((await ask('POST', '/shipper?x=1', { name: 'Sea' })).status).toBe(400)
  expect((await ask('POST', '/shipper', { name: 'Sea', _version: 1 })).body.problems[0].code).toBe('record.system_field')
  expect((await ask('POST', '/_/batch', [{ do: 'create', entity: 'shipper', data: { name: 'Sea' }, force: true }])).body.code).toBe('batch.bad_operation')
  expect((await ask('DELETE', '/_/session', { x: 1 })).status).toBe(400)
  expect((await ask('POST', '/_/batch', [])).status).toBe(400)
  for (const path of ['/_/jobs', '/_/audit']) expect((await ask('GET', `${path}?before=1e42`)).status).toBe(400)
})

test('nobody gives himself or others roles that he does not have, nor takes over the address of somebody who has more', async () => {
  const { body: { rows: [boss] } } = await ask('GET', `/user?filter=${encodeURIComponent("email == 'ada@example.com'")}`)
  const refused = await ask('PATCH', `/user/${keeper.id}`, { roles: ['administrator'] }, own)
  expect([refused.status, refused.body.problems[0]]).toMatchObject([400, { code: 'record.roles_beyond', path: '/roles' }])
  expect((await ask('POST', '/user', { name: 'Eve', email: 'eve@example.com', roles: ['manager'] }, own)).status).toBe(400)
  expect((await ask('PATCH', `/user/${boss.id}`, { email: 'eve@example.com' }, own)).body.problems[0].path).toBe('/email')
  expect((await ask('POST', '/user', { name: 'Sam', email: 'sam@example.com', roles: ['sales'] }, own)).status).toBe(201)
  expect((await ask('PATCH', `/user/${keeper.id}`, { name: 'Kim', email: 'kim@example.com' }, own)).status).toBe(200)
})

test('an upload that breaks off is refused at once, where a file is stored and where one is read', async () => {
  for (const path of ['/_/files', '/_/import/shipper']) {
    const answer = await brokenOff(path)
    expect([path, answer.status, (await answer.json()).code]).toEqual([path, 400, 'request.broken_off'])
  }
})

test('an address that cannot be read is refused as everything is', async () => {
  for (const path of ['/api/shipper/%zz', '/api/shipper/\u00ff']) expect([path, await raw(path)]).toEqual([path, { status: 400, type: 'application/problem+json; charset=utf-8' }])
})

test('records are grouped and sorted by their own id and by that of a link; events of a record need its entity', async () => {
  expect((await ask('GET', '/order?group=id&size=1')).status).toBe(200)
  expect((await ask('GET', '/order?sort=customer.id&size=1')).status).toBe(200)
  expect((await ask('GET', `/_/events?id=${keeper.id}`)).body.code).toBe('request.bad_parameter')
})

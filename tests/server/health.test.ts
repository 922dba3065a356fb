import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testProvider } from '../../server/access/oidc-settings-routes.ts'
import { connectDatabase } from '../../server/db/connect.ts'
import { addPerson } from '../support/people.ts'
import { oidcWorld } from './oidc-world.ts'

const { server, provider } = await oidcWorld()
const { ask } = server
const database = connectDatabase({ connection: server.databaseUrl, max: 3 })
afterAll(() => database.close())
const health = async () => (await ask('GET', '/_/health')).body

test('a server just set up says what it runs on, and that there is no backup yet', async () => {
  const now = await health()
  expect(now).toMatchObject({ node: process.version, backup: { at: null, failed: false }, jobs: { failed: 0 }, mails: { failed: 0 }, levels: { backup: 'bad', jobs: 'ok', mails: 'ok', clock: 'ok' } })
  expect(now.database.workspace).toBeGreaterThan(0)
  expect(now.database.size).toBeGreaterThan(now.database.workspace)
  expect(now.disk.total).toBeGreaterThan(now.disk.free)
})

test('a job that was given up is said to be bad', async () => {
  await database.query(`insert into ws_main._outbox (topic, payload, attempts, available_at) values ('mail', '{}', 8, now() + interval '1 day')`)
  expect(await health()).toMatchObject({ jobs: { failed: 1 }, levels: { jobs: 'bad' } })
})

test('a statement that runs long is shown without the values in it', async () => {
  const long = database.query(`select pg_sleep(2.5), 'secret word' from "ws_main"."user" limit 1`).catch(() => null)
  await expect.poll(async () => (await health()).slow.length, { timeout: 4_000 }).toBe(1)
  expect(JSON.stringify((await health()).slow)).not.toContain('secret word')
  expect((await health()).levels.database).toBe('warn')
  await long
})

test('only administrators see it', async () => {
  const ann = await addPerson(server, 'ann', ['sales'])
  const { cookie } = await ann.signIn()
  for (const [method, path] of [['GET', '/_/health'], ['GET', '/_/oidc/settings'], ['POST', '/_/oidc/test']] as const) expect((await ask(method, path, undefined, { cookie })).status).toBe(403)
})

test('the provider is shown without its secret, and found to answer', async () => {
  const { body } = await ask('GET', '/_/oidc/settings')
  expect(body).toMatchObject({ enabled: true, issuer: provider.issuer, client: provider.client.id, new_people: 'refuse', callback: expect.stringMatching(/\/api\/_\/oidc\/callback$/) })
  expect(JSON.stringify(body)).not.toContain(provider.client.secret)
  expect((await ask('POST', '/_/oidc/test', {})).body).toMatchObject({ ok: true, faults: [], detail: '' })
})

test.each([
  ['is not there', 'unreachable', null],
  ['has no such page', 'not_found', { status: 404 }],
  ['is another one', 'other_issuer', { about: { issuer: 'https://other.example' } }],
  ['answers something else', 'no_metadata', { page: '<html>' }],
  ['knows no code flow', 'no_code_flow', { about: { response_types_supported: ['token'] } }],
  ['has no tokens', 'no_token_endpoint', { about: { token_endpoint: undefined } }],
  ['knows no PKCE by hash', 'no_pkce', { about: { code_challenge_methods_supported: ['plain'] } }],
  ['signs nothing that can be checked', 'no_signature', { about: { id_token_signing_alg_values_supported: ['none', 'HS256'] } }],
])('a provider that %s is told of: %s', async (_what, fault, wrong: null | { status?: number; about?: object; page?: string }) => {
  let issuer = 'http://127.0.0.1:9'
  const other = createServer((_request, reply) => {
    const about = { issuer, authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t`, jwks_uri: `${issuer}/k`, response_types_supported: ['code'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'], ...wrong?.about }
    reply.writeHead(wrong?.status ?? 200, { 'content-type': wrong?.page ? 'text/html' : 'application/json' }).end(wrong?.page ?? JSON.stringify(about))
  })
  if (wrong) {
    await new Promise<void>((done) => { other.listen(0, '127.0.0.1', done) })
    issuer = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  }
  expect((await testProvider({ issuer, clientId: 'a', clientSecret: 'b', newPeople: null })).faults).toEqual([fault])
  other.close()
})

test('the audit is taken away as a table: a line for each field, with what it was, and nothing a spreadsheet would run', async () => {
  const { body: made } = await ask('POST', '/user', { name: '=1+1', email: 'cell@example.com', roles: ['sales', 'manager'] })
  expect((await ask('PATCH', `/user/${made.id}`, { name: '@SUM(A1)', roles: ['sales'], active: false })).status).toBe(200)
  const reply = await fetch(`${server.url}/api/_/audit/export?record=${made.id}`, { headers: { cookie: server.cookie } })
  expect([reply.headers.get('content-type'), reply.headers.get('content-disposition')]).toEqual(['text/csv; charset=utf-8', 'attachment; filename="audit.csv"'])
  const text = await reply.text()
  const [head, ...lines] = text.replace('\ufeff', '').trim().split('\n')
  expect(head).toBe('number,time,who,kind of actor,action,entity,record,version,field,old,new')
  expect(lines.filter((line) => line.includes(',updated,')).map((line) => line.split(',').slice(2, 9))).toEqual(
    expect.arrayContaining([['Ada Admin', 'user', 'updated', 'user', made.id, '2', 'name'], ['Ada Admin', 'user', 'updated', 'user', made.id, '2', 'roles']]))
  expect(lines.find((line) => line.includes(',updated,') && line.includes(',name,'))).toMatch(/,name,'=1\+1,'@SUM\(A1\)$/)
  expect(lines.find((line) => line.includes(',roles,'))).toMatch(/,roles,"\[""manager"",""sales""\]","\[""sales""\]"$|,roles,"\[""sales"",""manager""\]","\[""sales""\]"$/)
  expect(lines.filter((line) => line.includes(',created,')).map((line) => line.split(',').slice(8).join(','))).toEqual(["name,,'=1+1", 'email,,cell@example.com', 'roles,,"[""sales"",""manager""]"', 'active,,true'])
  expect(lines.find((line) => line.includes(',active,true'))).toMatch(/,active,true,false$/)
})

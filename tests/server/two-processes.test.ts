import { request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { startProgram } from '../support/program.ts'
import { addPerson } from '../support/people.ts'
import { administrator, freshDatabase } from '../support/server.ts'

const { databaseUrl, drop } = await freshDatabase()
afterAll(drop)
// The name of a process at the database tells who did what.
const start = (name: string) => startProgram({ DATABASE_URL: databaseUrl, PGAPPNAME: name })
const a = await start('node-a')
const b = await start('node-b')
const database = connectDatabase({ connection: databaseUrl, max: 2 })
afterAll(() => database.close())

let cookie = ''
const askAt = (url: string) => async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${url}/api${path}`, { method, headers: { 'x-officina': '1', cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await reply.text()
  return { status: reply.status, body: text ? JSON.parse(text) : null, cookie: reply.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') }
}
const [onA, onB] = [askAt(a.url), askAt(b.url)]
const made = await onA('POST', '/_/setup', { ...administrator, template: 'empty', language: 'en' })
cookie = made.cookie
const layer = (fields: Record<string, unknown>) => ({ name: 'shop', label: 'Shop', version: '1.0.0', needs: ['base'], documents: { entity: { part: { label: 'Part', fields } } }, edits: {} })
const publish = async (fields: Record<string, unknown>): Promise<void> => {
  const { body } = await onA('GET', '/_/publish')
  expect((await onA('POST', '/_/publish', { layer: layer(fields), base: body.version })).body).toMatchObject({ version: body.version + 1 })
}

test('what is set up on one process is set up on the other', async () => {
  expect(made.status).toBe(201)
  expect((await onB('GET', '/_/session')).body.user.email).toBe(administrator.email)
  expect((await onB('GET', '/_/setup')).body.needed).toBe(false)
})

test('a publish on one process is served by the other within a second', async () => {
  expect((await onB('GET', '/part')).status).toBe(404)
  await publish({ name: { type: 'text', label: 'Name' } })
  const began = performance.now()
  await expect.poll(async () => (await onB('GET', '/part')).status, { timeout: 3000, interval: 20 }).toBe(200)
  expect(performance.now() - began).toBeLessThan(1000)
  await publish({ name: { type: 'text', label: 'Name' }, size: { type: 'integer', label: 'Size' } })
  const again = performance.now()
  await expect.poll(async () => (await onB('POST', '/part', { name: 'bolt', size: 3 })).status, { timeout: 3000, interval: 20 }).toBe(201)
  expect(performance.now() - again).toBeLessThan(1000)
})

test('a session that ends on one process is refused by the other at once', async () => {
  const eve = await addPerson({ ask: onA, url: a.url, databaseUrl } as never, 'eve', ['administrator'])
  const one = (await eve.signIn()).cookie
  const two = (await eve.signIn()).cookie
  const status = async (of: string) => (await onB('GET', '/_/sessions', undefined, { cookie: of })).status
  expect([await status(one), await status(two)]).toEqual([200, 200])
  expect((await onA('DELETE', '/_/session', undefined, { cookie: one })).status).toBe(204)
  expect([await status(one), await status(two)]).toEqual([401, 200])
  expect((await onA('PATCH', `/user/${eve.id}`, { active: false })).status).toBe(200)
  expect(await status(two)).toBe(401)
})

test('who listens to one process hears within a second of what is written on the other', async () => {
  let text = ''
  const stream = request(`${b.url}/api/_/events`, { headers: { cookie } }, (reply) => { reply.setEncoding('utf8').on('data', (part: string) => { text += part }).on('error', () => {}) })
  stream.on('error', () => {}).end()
  await expect.poll(() => text).toContain('retry')
  const { body } = await onA('POST', '/part', { name: 'nut' })
  const began = performance.now()
  await expect.poll(() => text, { timeout: 3000, interval: 20 }).toContain(body.id)
  expect(performance.now() - began).toBeLessThan(1000)
  stream.destroy()
})

test('the processes share the jobs, each is done once, and when one process is killed the other does the rest', async () => {
  // Each job is slow and notes, in its own transaction, who did it.
  await database.query(`create table ws_main.effect (job bigint, node text);
    create function ws_main.note() returns trigger language plpgsql as $$ begin
      insert into ws_main.effect values (new.id, current_setting('application_name'));
      perform pg_sleep(0.2);
      return new;
    end $$;
    create trigger note before update on ws_main._outbox for each row when (old.done_at is null and new.done_at is not null) execute function ws_main.note()`)
  await database.query(`insert into ws_main._outbox (topic, payload) select 'clean', '{}' from generate_series(1, 80)`)
  const by = async (node: string) => (await database.query<{ n: number }>('select count(*) as n from ws_main.effect where node = $1', [node]))[0]!.n
  await expect.poll(async () => Math.min(await by('node-a'), await by('node-b')), { timeout: 20_000, interval: 50 }).toBeGreaterThan(2)
  await a.kill()
  const open = async () => (await database.query<{ n: number }>('select count(*) as n from ws_main._outbox where done_at is null'))[0]!.n
  expect(await open()).toBeGreaterThan(0)
  await expect.poll(open, { timeout: 60_000, interval: 200 }).toBe(0)
  expect(await database.query('select count(*) as n, count(distinct job) as jobs from ws_main.effect where job in (select id from ws_main._outbox)')).toEqual([{ n: await effects(), jobs: await effects() }])
  expect((await onB('GET', '/part')).status).toBe(200)
}, 100_000)
const effects = async (): Promise<number> => (await database.query<{ n: number }>('select count(*) as n from ws_main._outbox where done_at is not null and id in (select job from ws_main.effect)'))[0]!.n

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { readSettings } from '../../server/settings.ts'
import { type StartOptions, startServer } from '../../server/start.ts'
import { freshDatabase, startTestServer } from '../support/server.ts'

const data = mkdtempSync(join(tmpdir(), 'officina-start-'))
afterAll(() => { rmSync(data, { recursive: true, force: true }) })
const settingsFor = (databaseUrl: string): StartOptions => ({ ...readSettings({ OFFICINA_DATA: data, DATABASE_URL: databaseUrl, OFFICINA_LOG: 'silent' }), port: 0, host: '127.0.0.1', frontEnd: false })
const until = async <T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> => {
  for (let i = 0; ; i++) {
    const value = await read()
    if (done(value) || i === 100) return value
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('a start that fails on the way ends what had begun, and says why', async () => {
  const { databaseUrl, drop } = await freshDatabase()
  const broken = Object.defineProperty({ ...settingsFor(databaseUrl) }, 'oidc', { get: () => { throw new Error('no such provider') } })
  const began = performance.now()
  await expect(startServer(broken)).rejects.toThrow('no such provider')
  expect(performance.now() - began).toBeLessThan(10_000)
  const database = connectDatabase({ connection: databaseUrl, max: 1 })
  const others = () => database.query(`select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
  expect(await until(others, (rows) => rows.length === 0)).toEqual([])
  await database.close()
  await drop()
})

test('a server that runs closes at once and leaves no connection', async () => {
  const { databaseUrl, drop } = await freshDatabase()
  const running = await startServer(settingsFor(databaseUrl))
  expect((await fetch(`${running.url.replace('localhost', '127.0.0.1')}/api/_/session`)).status).toBeLessThan(500)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const began = performance.now()
  await running.close()
  expect(performance.now() - began).toBeLessThan(2000)
  const database = connectDatabase({ connection: databaseUrl, max: 1 })
  const others = () => database.query(`select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`)
  expect(await until(others, (rows) => rows.length === 0)).toEqual([])
  await database.close()
  await drop()
})

test('cleaning is done once an hour by whichever node comes first, is listed, and can be tried again after it failed', async () => {
  const server = await startTestServer({ template: null })
  const second = await startServer(settingsFor(server.databaseUrl))
  afterAll(() => second.close())
  const made = await fetch(`${server.url}/api/_/setup`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1' }, body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'a long enough password', template: 'empty', language: 'en' }) })
  const cookie = made.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  await fetch(`${second.url.replace('localhost', '127.0.0.1')}/api/_/session`)
  const rows = async (): Promise<any[]> => (await server.ask('GET', '/_/jobs', undefined, { cookie })).body.rows
  expect(await until(rows, (all) => all[0]?.state === 'done')).toMatchObject([{ topic: 'clean', state: 'done', error: null }])
  const { id } = (await rows())[0]

  const database = connectDatabase({ connection: server.databaseUrl, max: 1 })
  afterAll(() => database.close())
  await database.query(`insert into ws_main._sessions (hash, user_id, security_version, expires_at) select 'old', id, 1, now() - interval '1 day' from ws_main."user"`)
  await database.query(`update ws_main._outbox set done_at = null, attempts = 8, error = 'no room' where id = $1`, [id])
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await rows()).toMatchObject([{ id, state: 'failed', error: 'no room' }])
  expect((await server.ask('POST', `/_/jobs/${id}/retry`, undefined, { cookie })).status).toBe(204)
  expect(await until(rows, (all) => all[0]?.state === 'done')).toMatchObject([{ id, state: 'done', error: null }])
  expect(await database.query(`select 1 from ws_main._sessions where hash = 'old'`)).toEqual([])
  expect((await server.ask('POST', '/_/jobs/999999/retry', undefined, { cookie })).status).toBe(404)
  expect((await server.ask('GET', '/_/jobs', undefined, { cookie: '' })).status).toBe(401)
})

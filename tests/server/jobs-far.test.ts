import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { readSettings } from '../../server/settings.ts'
import { startServer } from '../../server/start.ts'
import { createWorkspaces } from '../../server/workspaces/service.ts'
import { runToEnd } from '../support/program.ts'
import { freshDatabase } from '../support/server.ts'

const { databaseUrl, drop } = await freshDatabase()
afterAll(drop)

test('work that waits in a workspace nobody has asked for since the start is done', async () => {
  const start = () => startServer({ ...readSettings({ OFFICINA_DATA: '/nonexistent', DATABASE_URL: databaseUrl, OFFICINA_LOG: 'silent' }), port: 0, host: '127.0.0.1', frontEnd: false })
  await (await start()).close()
  const database = connectDatabase({ connection: databaseUrl, max: 2 })
  await createWorkspaces({ database, load: async () => null }).create('north')
  await database.query(`insert into ws_north._outbox (topic, payload) values ('clean', '{}')`)
  const again = await start()
  await expect.poll(async () => (await database.query('select 1 from ws_north._outbox where done_at is not null')).length, { timeout: 20_000 }).toBe(1)
  await again.close()
  await database.close()
})

const silent = createServer(() => {})
await new Promise<void>((done) => { silent.listen(0, '127.0.0.1', done) })
afterAll(() => { silent.close() })
test.each([
  ['refuses', 'redis://:secret-word@127.0.0.1:9', /The Redis of REDIS_URL cannot be reached \(ECONNREFUSED\)\. .*leave REDIS_URL out/],
  ['takes the call and never answers', `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`, /The Redis of REDIS_URL cannot be reached/],
  ['is no address', 'localhost:6379', /REDIS_URL is no address such as/],
])('a Redis that %s ends the start with a sentence, within seconds', async (_what, url, sentence) => {
  const { code, said, seconds } = await runToEnd({ DATABASE_URL: databaseUrl, REDIS_URL: url })
  expect(said).toMatch(sentence)
  expect(said).not.toContain('secret-word')
  expect(code).toBe(1)
  expect(seconds).toBeLessThan(25)
}, 60_000)

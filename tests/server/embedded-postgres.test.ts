import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { isAlive } from '../../server/db/embedded/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts'

const top = mkdtempSync(join(tmpdir(), 'officina-embedded-'))
chmodSync(top, 0o711)
const started: { pid: number }[] = []
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const { pid } of started) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  rmSync(top, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const folder = (name: string): string => join(top, name)
async function here(name: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder: folder(name), durable: false })
  started.push(server)
  return server
}
async function elsewhere(name: string): Promise<{ child: ChildProcess; pid: number; attached: boolean }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/start-postgres.ts', folder(name)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const line = await new Promise<string>((done, failed) => {
    child.stdout?.once('data', (data: Buffer) => done(String(data)))
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)))
  })
  const said = JSON.parse(line) as { pid: number; attached: boolean }
  started.push(said)
  return { child, ...said }
}
const ended = (child: ChildProcess): Promise<unknown> => new Promise((done) => child.once('exit', done))
async function ask(server: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const database = connectDatabase({ connection: server.connection, max: 1 })
  try {
    return await database.query(text)
  } finally {
    await database.close()
  }
}

test('a server whose starter was killed is used, and ends with its last user', async () => {
  const first = await elsewhere('killed-starter')
  first.child.kill('SIGKILL')
  await ended(first.child)
  const second = await here('killed-starter')
  expect([second.attached, second.pid]).toEqual([true, first.pid])
  expect(await ask(second, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(isAlive(second.pid)).toBe(false)
})

test('after starter and server were both killed, committed rows are there again', async () => {
  const first = await elsewhere('both-killed')
  const before = await here('both-killed')
  await ask(before, 'create table kept as select 42 as answer')
  first.child.kill('SIGKILL')
  process.kill(first.pid, 'SIGKILL')
  const after = await here('both-killed')
  expect(after.attached).toBe(false)
  expect(await ask(after, 'select answer from kept')).toEqual([{ answer: 42 }])
  await Promise.all([before.stop(), after.stop()])
  expect(isAlive(after.pid)).toBe(false)
})

test('two processes that start at once share one server; the first to go leaves it to the other', async () => {
  const [one, two] = await Promise.all([elsewhere('at-once'), elsewhere('at-once')])
  expect(one.pid).toBe(two.pid)
  expect([one.attached, two.attached].sort()).toEqual([false, true])
  one.child.kill('SIGTERM')
  await ended(one.child)
  expect(isAlive(two.pid)).toBe(true)
  two.child.kill('SIGTERM')
  await ended(two.child)
  expect(isAlive(two.pid)).toBe(false)
})

test('what a broken first start left behind is made anew', async () => {
  mkdirSync(join(folder('half-made'), 'data'), { recursive: true })
  writeFileSync(join(folder('half-made'), 'data', 'PG_HBA'), '')
  mkdirSync(join(folder('half-made'), 'data.new'))
  const server = await here('half-made')
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('a pid file with the number of another program does not keep it from starting', async () => {
  const first = await here('stale')
  const file = join(folder('stale'), 'data', 'postmaster.pid')
  const said = readFileSync(file, 'utf8')
  await first.stop()
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, said.replace(/^\d+/, String(process.ppid)))
  const second = await here('stale')
  expect(second.attached).toBe(false)
  await second.stop()
})

test('a path too long for a socket is served over the loopback address', async () => {
  const server = await here(`long-${'x'.repeat(100)}`)
  expect(server.connection.host).toBe('127.0.0.1')
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test.runIf(process.getuid?.() === 0)('a folder that PostgreSQL may not enter is refused with what to do', async () => {
  mkdirSync(folder('closed'), { mode: 0o700 })
  await expect(here('closed/postgres')).rejects.toThrow(/OFFICINA_DATA/)
})

test('a server that something else ended while it was in use is brought back, at the same address', async () => {
  const server = await here('ended-in-use')
  const before = connectDatabase({ connection: server.connection, max: 1 })
  await before.query('create table kept as select 7 as n')
  process.kill(server.pid, 'SIGKILL')
  await expect.poll(() => before.query('select n from kept').catch(() => null), { timeout: 20_000, interval: 100 }).toEqual([{ n: 7 }])
  await before.close()
  await server.stop()
}, 60_000)

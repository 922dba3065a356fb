import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from '../../server/access/password.ts'
import { storePassword } from '../../server/access/session-store.ts'
import { type Connection, connectDatabase } from '../../server/db/connect.ts'
import type { Database } from '../../server/db/database.ts'
import { readSettings } from '../../server/settings.ts'
import { startServer } from '../../server/start.ts'
import type { Measured, Round } from './load.ts'
import type { Pool } from './operations.ts'
import { seed } from './seed.ts'

export interface World {
  readonly ours: string
  readonly theirs: string
  /** The process of the hand-written server. */
  readonly hand: number
  /** Sessions as `name=value`: of a person who holds the role `sales`, and of the administrator. */
  readonly cookie: string
  readonly administrator: string
  readonly database: Database
  readonly schema: string
  load(round: Round): Promise<Measured>
  close(): Promise<void>
}
const schema = 'ws_main'
const password = 'a long enough password'

/** Both servers on a database of its own with the trading company and so many orders, and the process that asks them. */
export async function openWorld(connection: Connection, rows: number): Promise<World> {
  const admin = connectDatabase({ connection, max: 1, statementTimeout: 60_000 })
  const name = `bench_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${name}`)
  const address = addressOf(connection, name)
  const data = mkdtempSync(join(tmpdir(), 'officina-bench-'))
  const server = await startServer({ ...readSettings({ OFFICINA_DATA: data, DATABASE_URL: address, OFFICINA_LOG: 'silent' }), port: 0, host: '127.0.0.1', frontEnd: false })
  const ours = server.url.replace('localhost', '127.0.0.1')
  const database = connectDatabase({ connection: address, max: 2, statementTimeout: 120_000 })
  const administrator = (await post(`${ours}/api/_/setup`, { name: 'Ada', email: 'ada@example.com', password, template: 'trade', language: 'en' })).cookie
  const pool = await seed(database, schema, rows)
  const cookie = await signInSales(ours, database, administrator)
  const [hand, loader] = [run('hand-written.ts', [address, schema]), run('load.ts', [])]
  loader.send(pool satisfies Pool)
  const theirs = await new Promise<string>((done, failed) => { hand.stdout!.once('data', (text: Buffer) => { done(String(text).trim()) }); hand.once('exit', () => { failed(new Error('the hand-written server ended')) }) })
  const close = async (): Promise<void> => {
    for (const child of [hand, loader]) child.kill()
    await server.close()
    await database.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.close()
    rmSync(data, { recursive: true, force: true })
  }
  return { ours, theirs, hand: hand.pid!, cookie, administrator, database, schema, close, load: (round) => new Promise((done) => { loader.once('message', (message) => { done(message as Measured) }); loader.send(round) }) }
}

/** A person with a role of the template: every order may be read, not every field of what stands around it, and open ones changed. */
async function signInSales(url: string, database: Database, administrator: string): Promise<string> {
  const email = 'sally@example.com'
  const { body } = await post(`${url}/api/user`, { name: 'Sally', email, active: true, roles: ['sales'] }, administrator)
  await storePassword(database, schema, String(body.id), await hashPassword(password))
  return (await post(`${url}/api/_/session`, { email, password })).cookie
}

async function post(url: string, body: object, cookie = ''): Promise<{ body: Record<string, unknown>; cookie: string }> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1', cookie }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return { body: (await response.json()) as Record<string, unknown>, cookie: response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') }
}

const run = (file: string, args: readonly string[]): ChildProcess =>
  fork('bin/officina.js', ['--run', `tests/bench/${file}`, ...args], { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })

function addressOf(connection: Connection, database: string): string {
  if (typeof connection === 'string') {
    const url = new URL(connection)
    url.pathname = `/${database}`
    return url.href
  }
  const { host, port, user, password: secret } = connection
  const socket = host.startsWith('/')
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(secret)}@${socket ? 'localhost' : host}:${port}/${database}${socket ? `?host=${encodeURIComponent(host)}` : ''}`
}

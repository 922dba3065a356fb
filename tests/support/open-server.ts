import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connectDatabase } from '../../server/db/connect.ts'
import { readSettings } from '../../server/settings.ts'
import { type Running, startServer } from '../../server/start.ts'

export const administrator = { name: 'Ada Admin', email: 'ada@example.com', password: 'a long enough password' } as const

export interface Reply<T> { readonly status: number; readonly body: T }
export interface TestServer {
  readonly url: string
  /** All routes, as the server itself knows them. */
  readonly routes: Running['routes']
  /** To look beneath, or to prepare what no request can. */
  readonly databaseUrl: string
  /** Session of the administrator, as `name=value`; '' before set-up. */
  readonly cookie: string
  /** A request as the administrator's own pages send it. */
  ask<T = any>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply<T>>
  close(): Promise<void>
}

export interface ServerOptions { readonly template?: string | null; readonly frontEnd?: boolean; /** More settings, as the environment gives them. */ readonly env?: Readonly<Record<string, string>> }

/** The whole server on a database of its own in this PostgreSQL, until it is closed. `template` null leaves it before set-up. */
export async function openServer(connection: Connection, { template = 'trade', frontEnd = false, env = {} }: ServerOptions = {}): Promise<TestServer> {
  const { databaseUrl, drop } = await freshDatabaseOn(connection)
  const data = mkdtempSync(join(tmpdir(), 'officina-data-'))
  const running = await startServer({ ...readSettings({ OFFICINA_DATA: data, DATABASE_URL: databaseUrl, OFFICINA_LOG: 'silent', ...env }), port: 0, host: '127.0.0.1', frontEnd })
  let open = true
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await running.close()
    await drop()
    rmSync(data, { recursive: true, force: true })
  }
  const url = running.url.replace('localhost', '127.0.0.1')
  const cookie = template === null ? '' : await setUp(url, template)
  return { url, routes: running.routes, databaseUrl, cookie, close, ask: (method, path, body, headers = {}) => send(`${url}/api${path}`, { method, body, headers: { cookie, ...headers } }) }
}

/** An empty database in this PostgreSQL. */
export async function freshDatabaseOn(connection: Connection): Promise<{ databaseUrl: string; drop: () => Promise<void> }> {
  const name = `officina_${randomBytes(6).toString('hex')}`
  const admin = connectDatabase({ connection, max: 1 })
  await admin.query(`create database ${name}`)
  const databaseUrl = addressOf(connection, name)
  return { databaseUrl, drop: async () => { await admin.query(`drop database ${name} with (force)`); await admin.close() } }
}

export function addressOf(connection: Connection, database: string): string {
  if (typeof connection === 'string') {
    const url = new URL(connection)
    url.pathname = `/${database}`
    return url.href
  }
  const { host, port, user, password } = connection
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host.startsWith('/') ? 'localhost' : host}:${port}/${database}${host.startsWith('/') ? `?host=${encodeURIComponent(host)}` : ''}`
}

async function setUp(url: string, template: string): Promise<string> {
  const response = await fetch(`${url}/api/_/setup`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1' }, body: JSON.stringify({ ...administrator, template, language: 'en' }) })
  if (!response.ok) throw new Error(`set-up failed: ${await response.text()}`)
  return response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
}

async function send<T>(url: string, { method, body, headers }: { method: string; body?: unknown; headers: Readonly<Record<string, string>> }): Promise<Reply<T>> {
  const response = await fetch(url, { method, headers: { 'x-officina': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T }
}

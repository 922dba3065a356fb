import type { FastifyInstance, InjectOptions } from 'fastify'
import { createIdentify, cookieRule } from '../../server/access/identify.ts'
import { keyRoutes } from '../../server/access/key-routes.ts'
import { createResets } from '../../server/access/reset-service.ts'
import { createSessions } from '../../server/access/session-service.ts'
import { sessionListRoutes, sessionRoutes, setupRoutes } from '../../server/access/session-routes.ts'
import { createSetup } from '../../server/access/setup-service.ts'
import type { Database } from '../../server/db/database.ts'
import { createHttp } from '../../server/http/app.ts'
import type { HttpWorkspace } from '../../server/http/workspace.ts'
import type { Letter } from '../../server/mail/mail.ts'
import { createPost } from '../../server/mail/post.ts'

/** A workspace with no more than a table of users. */
export async function smallWorkspace(database: Database, schema: string): Promise<HttpWorkspace> {
  await database.query(`create table "${schema}"."user" (id uuid primary key, _version int not null default 1, _created_at timestamptz(3) not null default now(), _created_by uuid,
    _updated_at timestamptz(3) not null default now(), _updated_by uuid, _owner uuid, _deleted_at timestamptz(3), name text, email text unique, language text, time_zone text, active boolean, roles text[])`)
  const fields = new Map(['name', 'email', 'language', 'time_zone', 'active', 'roles'].map((name) => [name, { columns: [{ name }] }]))
  const model = { entities: new Map([['user', { key: 'user', table: 'user', fields }]]), byName: new Map(), documents: new Map(), layers: [] } as never
  return { name: 'main', schema, prefix: '', database, live: () => ({ model, version: '1' }), rights: () => ({ roles: '', entity: () => null }) }
}

export async function smallServer(workspace: HttpWorkspace, more: { tries?: number } = {}) {
  const letters: Letter[] = []
  const cookie = cookieRule(null)
  const sessions = createSessions({ tries: more.tries ?? 1000 })
  const resets = createResets({ post: createPost({ send: async (letter) => { letters.push(letter); return 'sent' }, close: () => {} }), address: () => 'http://here.test', report: (error) => { throw error } })
  const setup = createSetup({ templates: () => [{ name: 'empty', label: 'Empty', description: '' }], installTemplate: async () => {} })
  const app = await createHttp({ find: ({ prefixed }) => (prefixed === null ? workspace : null), identify: createIdentify(cookie), publicUrl: null, frontEnd: null, log: 'silent' })
  const options = { sessions, resets, setup, cookie }
  for (const plugin of [sessionRoutes(options), sessionListRoutes, setupRoutes(options), keyRoutes]) await app.register(plugin)
  await app.ready()
  return { app, letters, resets, sessions }
}

/** A request as our own pages send it. */
export const ask = (app: FastifyInstance, method: 'GET' | 'POST' | 'DELETE', url: string, more: { body?: unknown; token?: string; headers?: Record<string, string> } = {}) =>
  app.inject({ method, url, ...(more.body === undefined ? {} : { payload: more.body as object }), headers: { 'x-officina': '1', ...(more.token ? { cookie: `officina=${more.token}` } : {}), ...more.headers } } satisfies InjectOptions)
export const tokenOf = (reply: { cookies: { name: string; value: string }[] }): string => reply.cookies.find(({ name }) => name === 'officina')?.value ?? ''

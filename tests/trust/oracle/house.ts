import type { Connection } from '../../../server/db/connect.ts'
import { connectDatabase } from '../../../server/db/connect.ts'
import type { Database, Runner } from '../../../server/db/database.ts'
import { openServer, type TestServer } from '../../support/open-server.ts'
import { addPerson } from '../../support/people.ts'
import type { Entity, Field } from '../../../metadata/model/model.ts'
import { crowd, ownEntities, type Raw, type World } from './world.ts'

export const schema = 'ws_main'
export interface Reply { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: unknown }
/** A whole server with some people who have signed in. */
export interface House {
  readonly server: TestServer
  readonly database: Database
  readonly users: readonly Raw[]
  /** A request as one of the people, by number. */
  ask(person: number, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** The session of one of them, as `name=value`. */
  cookie(person: number): string
  settle(world: World): Promise<void>
  close(): Promise<void>
}

export async function openHouse(connection: Connection): Promise<House> {
  const server = await openServer(connection, { template: 'empty' })
  const database = connectDatabase({ connection: server.databaseUrl, max: 3 })
  const cookies: string[] = []
  for (let n = 0; n < crowd; n++) cookies.push((await (await addPerson(server, `person${n}`, [])).signIn()).cookie)
  const users = (await database.query<Raw>(`select id, name, email, active, language, roles, _version, _created_at, _updated_at, _created_by, _updated_by, _owner, _deleted_at, null as manager from ${schema}."user" order by name like 'person%' desc, name`))
  return {
    server, database, users,
    ask: (person, method, path, body, headers = {}) => send(`${server.url}/api${path}`, { method, body, headers: { cookie: cookies[person] ?? '', ...headers } }),
    cookie: (person) => cookies[person] ?? '',
    settle: (world) => settle({ server, database }, world),
    close: async () => { await database.close(); await server.close() },
  }
}

export async function send(url: string, { method, body, headers }: { method: string; body?: unknown; headers: Readonly<Record<string, string>> }): Promise<Reply> {
  const form = body instanceof FormData
  const response = await fetch(url, { method, redirect: 'manual', headers: { 'x-officina': '1', ...(body === undefined || form ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: (response.headers.get('content-type') ?? '').includes('json') && text !== '' ? JSON.parse(text) : null }
}

type At = Pick<House, 'server' | 'database'>
/** Publishes the world's metadata, gives the people their roles, and puts the rows into the tables. */
async function settle({ server, database }: At, world: World): Promise<void> {
  const { body: live } = await server.ask<{ version: number }>('GET', '/_/publish')
  const done = await server.ask('POST', '/_/publish', { layer: world.layer, base: live.version, acceptLoss: true })
  if (done.status !== 200) throw new Error(`A random layer was not published: ${JSON.stringify(done.body).slice(0, 1500)}`)
  await fill(database, world)
}

/** The rows as the tables hold them. */
export const fill = (whole: Database, world: World): Promise<void> => whole.transaction(async (database) => {
  // Rows of several tables point to one another.
  await database.query('set local session_replication_role = replica')
  for (const [n, person] of world.people.entries()) {
    const raw = world.rows.get('user')![n]!
    await database.query(`update ${schema}."user" set roles = $2, name = $3, manager = $4 where id = $1`, [person.id, [...person.roles], raw['name'], raw['manager']])
  }
  for (const entity of ownEntities(world.model)) {
    const rows = world.rows.get(entity.key)!
    await insert(database, entity.table, rows.map((raw) => columnsOf(entity, raw)))
    for (const field of entity.fields.values()) await fillMany(database, world, { field, rows })
  }
})
async function fillMany(database: Runner, { model }: World, { field, rows }: { field: Field; rows: readonly Raw[] }): Promise<void> {
  if (field.joinTable && field.relation?.kind === 'links') await insert(database, field.joinTable, rows.flatMap((raw) => ((raw[field.key] ?? []) as string[]).map((target, n) => ({ source: raw.id, target, _position: n }))))
  const child = field.childEntity ? model.entities.get(field.childEntity) : undefined
  if (child) await insert(database, child.table, rows.flatMap((raw) => ((raw[field.key] ?? []) as Raw[]).map((line, n) => ({ ...columnsOf(child, line), _parent: raw.id, _position: n }))))
}

const systemColumns = ['id', '_version', '_created_at', '_updated_at', '_created_by', '_updated_by', '_owner', '_deleted_at']
export function columnsOf(entity: Entity, raw: Raw): Record<string, unknown> {
  const own = [...entity.fields.values()].flatMap((field) => field.columns.map(({ name }) => [name, raw[field.key] ?? null] as const))
  return Object.fromEntries([...(entity.parent ? ['id'] : systemColumns).map((name) => [name, raw[name] ?? null] as const), ...own])
}
async function insert(database: Runner, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length > 0) await database.query(`insert into ${schema}."${table}" select * from json_populate_recordset(null::${schema}."${table}", $1)`, [JSON.stringify(rows)])
}

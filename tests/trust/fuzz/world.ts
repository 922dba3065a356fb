import { hashSecret, newSecret } from '../../../server/access/secrets.ts'
import { insertSession } from '../../../server/access/session-store.ts'
import { type Connection, connectDatabase } from '../../../server/db/connect.ts'
import type { OpenApi } from '../../../server/openapi/document.ts'
import { openServer, type TestServer } from '../../support/open-server.ts'
import { publish } from '../../support/naughty-world.ts'
import { canary, layer } from './model.ts'

export interface Actor { readonly name: string; readonly secret: boolean; readonly headers: Readonly<Record<string, string>>; readonly document: OpenApi }
export interface World {
  readonly server: TestServer
  /** What exists now, by entity. */
  readonly ids: Readonly<Record<string, readonly string[]>>
  readonly actors: readonly Actor[]
}
export interface Opened { fresh(): Promise<World>; close(): Promise<void> }
const people = { administrator: ['administrator'], reader: ['fuzz_reader'], writer: ['fuzz_writer'], plain: [] } as const

export async function openWorld(connection: Connection): Promise<Opened> {
  const server = await openServer(connection, { env: { TRUST_PROXY: 'true' } })
  const database = connectDatabase({ connection: server.databaseUrl, max: 1 })
  await publish(server, layer)
  const users = new Map<string, string>()
  for (const [name, roles] of Object.entries(people)) users.set(name, (await server.ask('POST', '/user', { name, email: `${name}@fuzz.example`, roles })).body.id)
  for (let n = 0; n < 8; n++) await server.ask('POST', '/all_types', { text: `row ${n}`, integer: n, choice: 'red', date: '2026-01-02', lines: [{ word: 'one', amount: '1.5' }] })
  /** Requests may have locked people out and overwritten what is secret. */
  const repair = async (): Promise<void> => {
    for (const [name, id] of users) await database.query(`update ws_main."user" set active = true, _deleted_at = null, roles = $2 where id = $1`, [id, people[name as keyof typeof people]])
    await database.query('update ws_main.all_types set secret = $1, _deleted_at = null', [canary])
  }
  const session = async (user: string): Promise<Record<string, string>> => {
    const token = newSecret()
    await insertSession(database, 'ws_main', { hash: hashSecret(token), user, origin: { ip: '127.0.0.1', agent: null } })
    return { cookie: `officina=${token}` }
  }
  const fresh = async (): Promise<World> => {
    await repair()
    const actors: Actor[] = [{ name: 'anonymous', secret: false, headers: {}, document: null! }]
    for (const [name, id] of users) actors.push(await known(server, name, await session(id)))
    const boss = actors.find(({ name }) => name === 'administrator')!
    const key = await server.ask('POST', '/_/keys', { name: 'fuzz', roles: ['fuzz_writer'] }, boss.headers)
    actors.push(await known(server, 'key', { authorization: `Bearer ${key.body.key}` }))
    return { server: { ...server, cookie: boss.headers['cookie']! }, actors: actors.map((one) => ({ ...one, document: one.document ?? boss.document })), ids: await idsNow(server, boss) }
  }
  return { fresh, close: async () => { await database.close(); await server.close() } }
}

async function known(server: TestServer, name: string, headers: Readonly<Record<string, string>>): Promise<Actor> {
  const { status, body } = await server.ask<OpenApi>('GET', '/_/openapi.json', undefined, { cookie: '', ...headers })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { name, secret: name === 'administrator', headers, document: body }
}
async function idsNow(server: TestServer, { document, headers }: Actor): Promise<Record<string, string[]>> {
  const ids: Record<string, string[]> = {}
  for (const { name } of document.tags.filter(({ name }) => name !== '_')) {
    const { status, body } = await server.ask('GET', `/${name}?size=20&fields=id`, undefined, headers)
    if (status !== 200) throw new Error(`${name} cannot be read any more: ${JSON.stringify(body)}`)
    ids[name] = body.rows.map(({ id }: { id: string }) => id)
  }
  return ids
}

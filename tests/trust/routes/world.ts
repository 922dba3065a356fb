import { randomUUID } from 'node:crypto'
import { createKey } from '../../../server/access/key-service.ts'
import { insertKey } from '../../../server/access/key-store.ts'
import { hashSecret, newSecret } from '../../../server/access/secrets.ts'
import { insertSession } from '../../../server/access/session-store.ts'
import { type Connection, connectDatabase } from '../../../server/db/connect.ts'
import type { Database } from '../../../server/db/database.ts'
import { newId } from '../../../server/db/ids.ts'
import { loadWorkspace } from '../../../server/workspace-state.ts'
import { createWorkspaces } from '../../../server/workspaces/service.ts'
import { openServer, type TestServer } from '../../support/open-server.ts'
import { publish } from '../../support/naughty-world.ts'
import { layer, secrets } from './model.ts'

/** What somebody who is let in may do; `nobody` is not let in, whatever he shows. */
export type Who = 'nobody' | 'plain' | 'reader' | 'writer' | 'designer' | 'administrator'
export interface Actor { readonly name: string; readonly who: Who; readonly user: string | null; readonly key: boolean; headers(): Promise<Readonly<Record<string, string>>> }
export interface World {
  readonly server: TestServer
  readonly database: Database
  readonly actors: readonly Actor[]
  /** A new record, in sight of those who see some, or not. */
  record(region: 'seen' | 'unseen', more?: object): Promise<string>
  /** A session of its own for a person of the main workspace. */
  session(user: string): Promise<{ readonly cookie: string; readonly id: string }>
  person(name: string, roles: readonly string[]): Promise<string>
  close(): Promise<void>
}

export async function openWorld(connection: Connection): Promise<World> {
  const server = await openServer(connection, { template: 'empty' })
  const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
  await publish(server, layer)
  const person = async (name: string, roles: readonly string[]): Promise<string> => made(await server.ask('POST', '/user', { name, email: `${name}@example.com`, roles }))
  const session = async (user: string, schema = 'ws_main') => {
    const token = newSecret()
    const hash = hashSecret(token)
    await insertSession(database, schema, { hash, user, origin: { ip: '127.0.0.1', agent: null } })
    return { cookie: `officina=${token}`, id: hash.slice(0, 24) }
  }
  const record = async (region: string, more: object = {}): Promise<string> => made(await server.ask('POST', `/${secrets.entity}`, { name: 'thing', region, zq_secret: secrets.value, lines: [{ word: 'w', zq_note: secrets.value }], ...more }))
  const world = { server, database, record, session, person }
  return { ...world, actors: await actorsOf(world), close: async () => { await database.close(); await server.close() } }
}
function made({ status, body }: { status: number; body: any }): string {
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

type Making = Omit<World, 'actors' | 'close'>
async function actorsOf(world: Making): Promise<Actor[]> {
  const people = async (name: string, who: Who, roles: readonly string[]): Promise<Actor> => {
    const user = await world.person(name, roles)
    return { name, who, user, key: false, headers: async () => ({ cookie: (await world.session(user)).cookie }) }
  }
  const nobody = (name: string, headers: Readonly<Record<string, string>>): Actor => ({ name, who: 'nobody', user: null, key: false, headers: async () => headers })
  const ended = await world.session(await world.person('ended', ['administrator']))
  await world.server.ask('DELETE', '/_/session', undefined, { cookie: ended.cookie })
  const suspended = await world.person('suspended', ['administrator'])
  await world.server.ask('PATCH', `/user/${suspended}`, { active: false })
  const late = await world.session(await world.person('late', ['administrator']))
  await world.database.query(`update ws_main._sessions set expires_at = now() - interval '1 second' where left(hash, 24) = $1`, [late.id])
  return [
    nobody('anonymous', {}), nobody('bad cookie', { cookie: `officina=${newSecret()}` }), nobody('empty cookie', { cookie: 'officina=' }), nobody('odd cookie', { cookie: 'officina=null; officina=undefined' }),
    nobody('session of another workspace', { cookie: await foreignSession(world) }), nobody('ended session', { cookie: ended.cookie }), nobody('late session', { cookie: late.cookie }),
    // A session that is still in the table: what keeps him out is that he is suspended.
    nobody('suspended', { cookie: (await world.session(suspended)).cookie }),
    await people('plain', 'plain', []), await people('reader', 'reader', ['probe_reader']), await people('writer', 'writer', ['probe_writer']),
    await people('draftsman', 'designer', ['designer']), await people('boss', 'administrator', ['administrator']), ...await keysOf(world),
  ]
}

async function foreignSession({ database, session }: Making): Promise<string> {
  const workspaces = createWorkspaces({ database, load: loadWorkspace })
  await workspaces.create('other')
  await workspaces.open('other')
  const user = newId()
  await database.query(`insert into ws_other."user" (id, name, email, active, roles) values ($1, 'Zoe', 'zoe@example.com', true, '{administrator}')`, [user])
  const { cookie } = await (session as (user: string, schema: string) => Promise<{ cookie: string }>)(user, 'ws_other')
  await workspaces.close()
  return cookie
}

async function keysOf(world: Making): Promise<Actor[]> {
  const { database, server } = world
  const key = async (name: string, who: Who, how: { roles: readonly string[]; schema?: string; expires?: string; by?: string }): Promise<Actor> => {
    const secret = `${randomUUID().slice(0, 8)}.${newSecret()}`
    await insertKey(database, how.schema ?? 'ws_main', { id: newId(), name, prefix: secret.slice(0, 8), hash: hashSecret(secret), roles: how.roles, expires: how.expires ?? null, by: how.by ?? null })
    return { name, who, user: null, key: true, headers: async () => ({ authorization: `Bearer ${secret}` }) }
  }
  const revoked = await server.ask('POST', '/_/keys', { name: 'revoked', roles: ['administrator'] } satisfies Pick<Parameters<typeof createKey>[1], 'name' | 'roles'>)
  await server.ask('DELETE', `/_/keys/${revoked.body.id}`)
  const dead = (name: string, authorization: string): Actor => ({ name, who: 'nobody', user: null, key: true, headers: async () => ({ authorization }) })
  return [
    dead('unknown key', `Bearer ${randomUUID().slice(0, 8)}.${newSecret()}`), dead('no key at all', 'Bearer '), dead('revoked key', `Bearer ${revoked.body.key}`),
    await key('late key', 'nobody', { roles: ['administrator'], expires: '2020-01-01T00:00:00Z' }), await key('key of another workspace', 'nobody', { roles: ['administrator'], schema: 'ws_other' }),
    await key('key without roles', 'nobody', { roles: [] }), await key('key whose maker has lost its roles', 'nobody', { roles: ['administrator'], by: await world.person('maker', []) }),
    await key('key of a role without rights', 'plain', { roles: ['probe_none'] }), await key('key of a reader', 'reader', { roles: ['probe_reader'] }), await key('key of a writer', 'writer', { roles: ['probe_writer'] }),
  ]
}

import { newId } from '../../../server/db/ids.ts'
import type { Access } from '../../../server/http/guard.ts'
import { account } from './declared-account.ts'
import { layer, secrets } from './model.ts'
import { json, type Sent, send } from './send.ts'
import type { Actor, Who, World } from './world.ts'

export const idKinds = ['own', 'other', 'absent'] as const
export type IdKind = (typeof idKinds)[number]
export interface Case { readonly world: World; readonly actor: Actor; readonly id: IdKind }
type Rule = (one: Case) => number
export interface Declared {
  readonly access: Access
  /** Its own proof that the query or body is closed: checked name by name elsewhere than in its schema. */
  readonly open?: 'query' | 'body'
  /** The id of nothing is part of it. */
  readonly single?: true
  readonly ask: (one: Case) => Promise<Omit<Sent, 'method'>>
  /** The answer to those who are let in. */
  readonly answer: Rule
}

const v = `/${secrets.entity}`
const always = (status: number): Rule => () => status
const there = (status: number): Rule => ({ id }) => (id === 'absent' ? 404 : status)
const readers: readonly Who[] = ['reader', 'writer', 'administrator']
/** By the rights of the roles: what is out of sight is as absent as what is absent. */
const read = (status = 200): Rule => ({ actor: { who }, id }) => (id === 'absent' || !readers.includes(who) || (id === 'other' && who !== 'administrator') ? 404 : status)
const write = (status: number): Rule => (one) => (read()(one) === 404 ? 404 : one.actor.who === 'reader' ? 403 : status)
const table = (status: number, forReader = status): Rule => ({ actor: { who } }) => (!readers.includes(who) ? 404 : who === 'reader' ? forReader : status)

const record = async ({ world, id }: Case, more: object = {}): Promise<string> => (id === 'absent' ? newId() : world.record(id === 'own' ? 'seen' : 'unseen', more))
const at = (path: string): Pick<Declared, 'ask'> => ({ ask: async () => ({ path }) })
const on = (rest: string, body?: unknown): Pick<Declared, 'ask'> => ({ ask: async (one) => ({ path: `${v}/${await record(one)}${rest}`, ...(body === undefined ? {} : { body }) }) })
const posted = (path: string, body: unknown): Pick<Declared, 'ask'> => ({ ask: async () => ({ path, body }) })

async function binned(one: Case): Promise<Omit<Sent, 'method'>> {
  const id = await record(one)
  await one.world.database.query(`update ws_main.${secrets.entity} set _deleted_at = now() where id = $1`, [id])
  return { path: `${v}/${id}/restore` }
}
/** Of a record in sight, where it is anybody's. */
async function comment(one: Case): Promise<string> {
  const id = await one.world.record('seen')
  const by = one.id === 'own' ? one.actor.user : null
  if (one.id === 'absent') return `${v}/${id}/comments/${newId()}`
  const comment = newId()
  await one.world.database.query('insert into ws_main._comments (id, entity, record, author, body) values ($1, $2, $3, $4, $5)', [comment, secrets.entity, id, by, 'said'])
  return `${v}/${id}/comments/${comment}`
}
async function attached(one: Case): Promise<string> {
  const [id, file] = [await record(one), newId()]
  if (one.id !== 'absent') await one.world.database.query(`insert into ws_main._files (id, name, size, type, sha256, storage_key, entity, record, field) values ($1, 'a', 1, 'text/plain', '', 'none', $2, $3, '*')`, [file, secrets.entity, id])
  return `${v}/${id}/files/${file}`
}
const ownComment = (status: number): Rule => ({ actor, id }) => (readers.includes(actor.who) && !actor.key && id === 'own' ? status : 404)

const savedState = { filter: '', search: '', sort: '', columns: [], group: null, deleted: false }
/** One's own, or another's that is not shared. */
async function savedView({ world, actor, id }: Case): Promise<string> {
  const view = newId()
  if (id !== 'absent') await world.database.query(`insert into ws_main._saved_views (id, entity, view, name, owner, state) values ($1, $2, '', $3, $4, $5)`, [view, secrets.entity, view, id === 'own' ? (actor.user ?? newId()) : newId(), JSON.stringify(savedState)])
  return view
}
const ownView = (status: number): Rule => ({ actor, id }) => (readers.includes(actor.who) && !actor.key && id === 'own' ? status : 404)

const uploaded = async (world: World, headers: Readonly<Record<string, string>>): Promise<string> => json(await send(world, { method: 'POST', path: '/_/files', file: 'a,b\n', headers })).id
async function fileFor({ world, actor, id }: Case): Promise<Omit<Sent, 'method'>> {
  if (id === 'absent') return { path: `/_/files/${newId()}` }
  const mine = actor.who === 'nobody' || id === 'other' ? { cookie: world.server.cookie } : await actor.headers()
  return { path: `/_/files/${await uploaded(world, mine)}` }
}
const draft = async ({ world, id }: Case): Promise<string> => (id === 'absent' ? newId() : (await world.server.ask('POST', '/_/drafts', { layer: 'probe' })).body.id)
const drafted = (rest: string, body?: unknown): Pick<Declared, 'ask'> => ({ ask: async (one) => ({ path: `/_/drafts/${await draft(one)}${rest}`, ...(body === undefined ? {} : { body }) }) })
const version = (rest: string, body?: unknown): Pick<Declared, 'ask'> => ({ ask: async ({ id }) => ({ path: `/_/publish/versions/${id === 'absent' ? 99_999 : 1}${rest}`, ...(body === undefined ? {} : { body }) }) })

const records: Readonly<Record<string, Declared>> = {
  'GET /api/:entity': { access: 'record', open: 'query', single: true, ...at(v), answer: table(200) },
  'POST /api/:entity': { access: 'record', open: 'body', single: true, ...posted(v, { name: 'new', region: 'seen' }), answer: table(201, 403) },
  'GET /api/:entity/:id': { access: 'record', open: 'query', ...on(''), answer: read() },
  'PATCH /api/:entity/:id': { access: 'record', open: 'body', ...on('', { name: 'changed' }), answer: write(200) },
  'DELETE /api/:entity/:id': { access: 'record', ...on(''), answer: write(204) },
  'POST /api/:entity/:id/restore': { access: 'record', ask: binned, answer: write(200) },
  'GET /api/:entity/:id/history': { access: 'record', ...on('/history'), answer: read() },
  'GET /api/:entity/:id/comments': { access: 'record', ...on('/comments'), answer: read() },
  'POST /api/:entity/:id/comments': { access: 'record', ...on('/comments', { body: 'said' }), answer: read(201) },
  'PATCH /api/:entity/:id/comments/:comment': { access: 'record', ask: async (one) => ({ path: await comment(one), body: { body: 'said again' } }), answer: ownComment(200) },
  'PUT /api/:entity/:id/comments/:comment/reaction': { access: 'record', ask: async (one) => ({ path: `${await comment(one)}/reaction`, body: { sign: '👍', on: true } }), answer: (one) => (one.id === 'absent' || !readers.includes(one.actor.who) ? 404 : one.actor.key ? 403 : 204) },
  'GET /api/:entity/:id/followers': { access: 'record', ...on('/followers'), answer: read() },
  'PUT /api/:entity/:id/following': { access: 'record', ...on('/following', { following: true }), answer: (one) => (read()(one) === 404 ? 404 : one.actor.key ? 403 : 204) },
  'GET /api/:entity/:id/people': { access: 'record', ...on('/people'), answer: read() },
  'GET /api/:entity/:id/locks/:field': { access: 'record', ...on('/locks/name'), answer: read() },
  'GET /api/:entity/:id/files': { access: 'record', ...on('/files'), answer: read() },
  'POST /api/:entity/:id/files': { access: 'record', ask: async (one) => ({ path: `${v}/${await record(one)}/files`, body: { file: one.actor.who === 'nobody' ? newId() : await uploaded(one.world, await one.actor.headers()) } }), answer: write(201) },
  'DELETE /api/:entity/:id/files/:file': { access: 'record', ask: async (one) => ({ path: await attached(one) }), answer: write(204) },
  'DELETE /api/:entity/:id/comments/:comment': { access: 'record', ask: async (one) => ({ path: await comment(one) }), answer: ownComment(204) },
  'POST /api/_/batch': { access: 'record', open: 'body', ask: async (one) => ({ path: '/_/batch', body: [{ do: 'update', entity: secrets.entity, id: await record(one), data: { name: 'changed' } }] }), answer: write(200) },
  'GET /api/_/export/:entity.csv': { access: 'record', open: 'query', single: true, ...at(`/_/export${v}.csv`), answer: table(200, 403) },
  'GET /api/_/export/:entity.json': { access: 'record', open: 'query', single: true, ...at(`/_/export${v}.json`), answer: table(200, 403) },
  'POST /api/_/import/:entity': { access: 'record', single: true, ask: async () => ({ path: `/_/import${v}`, file: 'name,region\nnew,seen\n' }), answer: table(200, 403) },
}

const signedIn: Readonly<Record<string, Declared>> = {
  'GET /api/_/events': { access: 'signed-in', single: true, ...at('/_/events'), answer: always(200) },
  'GET /api/_/meta': { access: 'signed-in', single: true, ...at('/_/meta'), answer: always(200) },
  'GET /api/_/roles': { access: 'signed-in', single: true, ...at('/_/roles'), answer: always(200) },
  'GET /api/_/openapi.json': { access: 'signed-in', single: true, ...at('/_/openapi.json'), answer: always(200) },
  'GET /api/_/docs': { access: 'signed-in', single: true, ...at('/_/docs'), answer: always(200) },
  'GET /api/_/docs/:entity': { access: 'signed-in', single: true, ...at(`/_/docs${v}`), answer: table(200) },
  'POST /api/_/session/password': { access: 'signed-in', single: true, ...posted('/_/session/password', {}), answer: always(400) },
  'GET /api/_/sessions': { access: 'signed-in', single: true, ...at('/_/sessions'), answer: always(200) },
  'DELETE /api/_/sessions/:id': {
    access: 'signed-in',
    ask: async ({ world, actor, id }) => ({ path: `/_/sessions/${id === 'absent' ? '0'.repeat(24) : (await world.session(id === 'own' && actor.user ? actor.user : world.actors.find(({ name }) => name === 'boss')!.user!)).id}` }),
    answer: ({ actor, id }) => (id !== 'absent' && (actor.who === 'administrator' || (id === 'own' && actor.user)) ? 204 : 404),
  },
  'GET /api/_/views': { access: 'signed-in', single: true, ...at(`/_/views?entity=${secrets.entity}`), answer: table(200) },
  'POST /api/_/views': { access: 'signed-in', single: true, ask: async () => ({ path: '/_/views', body: { entity: secrets.entity, name: newId(), state: savedState } }), answer: table(201) },
  'PATCH /api/_/views/:id': { access: 'signed-in', ask: async (one) => ({ path: `/_/views/${await savedView(one)}`, body: { version: 1, name: newId() } }), answer: ownView(200) },
  'DELETE /api/_/views/:id': { access: 'signed-in', ask: async (one) => ({ path: `/_/views/${await savedView(one)}` }), answer: ownView(204) },
  'GET /api/_/settings': { access: 'signed-in', single: true, ...at('/_/settings'), answer: always(200) },
  'GET /api/_/settings/:key': { access: 'signed-in', single: true, ...at('/_/settings/density'), answer: always(200) },
  'PUT /api/_/settings/:key': { access: 'signed-in', single: true, ask: async () => ({ path: '/_/settings/density', body: { value: 'compact' } }), answer: always(200) },
  'POST /api/_/presence': { access: 'signed-in', ask: async (one) => ({ path: '/_/presence', body: { entity: secrets.entity, id: await record(one), tab: newId() } }), answer: read(204) },
  'GET /api/_/titles': { access: 'signed-in', single: true, ask: async (one) => ({ path: `/_/titles?of=${secrets.entity}/${await record(one)}` }), answer: always(200) },
  'GET /api/_/search': { access: 'signed-in', single: true, ...at('/_/search?q=seen'), answer: always(200) },
  'GET /api/_/notices': { access: 'signed-in', single: true, ...at('/_/notices'), answer: always(200) },
  'POST /api/_/notices/mute': { access: 'signed-in', ask: async (one) => ({ path: '/_/notices/mute', body: { entity: secrets.entity, record: await record(one), muted: true } }), answer: read(204) },
  'POST /api/_/notices/all-read': { access: 'signed-in', single: true, ask: async () => ({ path: '/_/notices/all-read' }), answer: always(204) },
  'POST /api/_/notices/snooze': { access: 'signed-in', single: true, ask: async () => ({ path: '/_/notices/snooze', body: { ids: [newId()], until: new Date(Date.now() + 60_000).toISOString() } }), answer: always(204) },
  ...Object.fromEntries(['read', 'unread', 'done', 'open'].map((mark): [string, Declared] => [`POST /api/_/notices/${mark}`, { access: 'signed-in', single: true, ask: async () => ({ path: `/_/notices/${mark}`, body: { ids: [newId()] } }), answer: always(204) }])),
  'POST /api/_/files': { access: 'signed-in', single: true, ask: async () => ({ path: '/_/files', file: 'text' }), answer: always(201) },
  'GET /api/_/files/:id': { access: 'signed-in', ask: fileFor, answer: ({ id }) => (id === 'own' ? 200 : 404) },
}

const shared: Readonly<Record<string, Declared>> = {
  'GET /api/_/docs.css': { access: 'public', single: true, ...at('/_/docs.css'), answer: always(200) },
  'GET /api/_/session': { access: 'public', single: true, ...at('/_/session'), answer: always(200) },
  'POST /api/_/session': { access: 'public', single: true, ...posted('/_/session', {}), answer: always(400) },
  'DELETE /api/_/session': { access: 'public', single: true, ...at('/_/session'), answer: always(204) },
  'POST /api/_/session/forgot': { access: 'public', single: true, ...posted('/_/session/forgot', {}), answer: always(400) },
  'POST /api/_/session/reset': { access: 'public', single: true, ...posted('/_/session/reset', { token: 'x', password: '' }), answer: always(400) },
  'GET /api/_/setup': { access: 'public', single: true, ...at('/_/setup'), answer: always(200) },
  'POST /api/_/setup': { access: 'public', single: true, ...posted('/_/setup', { name: 'Eve', email: 'eve@example.com', password: 'a long enough password', template: 'empty', language: 'en' }), answer: always(409) },
  'GET /api/_/oidc': { access: 'public', single: true, ...at('/_/oidc'), answer: always(200) },
  'GET /api/_/oidc/start': { access: 'public', single: true, ...at('/_/oidc/start'), answer: always(404) },
  'GET /api/_/oidc/callback': { access: 'public', open: 'query', single: true, ...at('/_/oidc/callback'), answer: always(404) },
}

const designing: Readonly<Record<string, Declared>> = {
  'GET /api/_/publish': { access: 'designer', single: true, ...at('/_/publish'), answer: always(200) },
  'GET /api/_/publish/layers/:name': { access: 'designer', ask: async ({ id }) => ({ path: `/_/publish/layers/${id === 'absent' ? 'zq_none' : 'probe'}` }), answer: there(200) },
  'GET /api/_/publish/versions': { access: 'designer', single: true, ...at('/_/publish/versions'), answer: always(200) },
  'GET /api/_/publish/versions/:version': { access: 'designer', ...version(''), answer: there(200) },
  'GET /api/_/publish/versions/:version/layers': { access: 'designer', ...version('/layers'), answer: there(200) },
  'GET /api/_/publish/versions/:version/changes': { access: 'designer', ...version('/changes?with=1'), answer: there(200) },
  'POST /api/_/publish/versions/:version/preview': { access: 'designer', ...version('/preview'), answer: there(200) },
  'POST /api/_/publish/versions/:version/publish': { access: 'designer', ...version('/publish', { base: 0 }), answer: there(409) },
  'POST /api/_/publish/preview': { access: 'designer', single: true, ...posted('/_/publish/preview', { layer }), answer: always(200) },
  'POST /api/_/publish': { access: 'designer', single: true, ...posted('/_/publish', { layer, base: 0 }), answer: always(409) },
  'GET /api/_/publish/quarantine': { access: 'designer', single: true, ...at('/_/publish/quarantine'), answer: always(200) },
  'GET /api/_/publish/quarantine/rows': { access: 'designer', single: true, ...at('/_/publish/quarantine/rows'), answer: always(200) },
  'GET /api/_/drafts': { access: 'designer', single: true, ...at('/_/drafts'), answer: always(200) },
  'POST /api/_/drafts': { access: 'designer', single: true, ...posted('/_/drafts', { layer: 'probe' }), answer: always(201) },
  'GET /api/_/drafts/:id': { access: 'designer', ...drafted(''), answer: there(200) },
  'PUT /api/_/drafts/:id': { access: 'designer', ...drafted('', { layer, revision: 1 }), answer: there(200) },
  'DELETE /api/_/drafts/:id': { access: 'designer', ...drafted(''), answer: there(204) },
  'GET /api/_/drafts/:id/documents/:kind/:key': { access: 'designer', ...drafted('/documents/entity/zq_vault'), answer: there(200) },
  'PUT /api/_/drafts/:id/documents/:kind/:key': { access: 'designer', ...drafted('/documents/entity/zq_vault', { doc: layer.documents.entity.zq_vault, revision: 1 }), answer: there(200) },
  'PUT /api/_/drafts/:id/edits/:of/:kind/:key': { access: 'designer', ...drafted('/edits/base/entity/user', { doc: { label: { set: 'Person' } }, revision: 1 }), answer: there(200) },
  'POST /api/_/drafts/:id/preview': { access: 'designer', ...drafted('/preview'), answer: there(200) },
  'POST /api/_/drafts/:id/publish': { access: 'designer', ...drafted('/publish', { revision: 99 }), answer: there(409) },
}

const newKey = async (world: World): Promise<string> => (await world.server.ask('POST', '/_/keys', { name: 'short', roles: ['probe_reader'] })).body.id
const administrating: Readonly<Record<string, Declared>> = {
  'DELETE /api/_/publish/quarantine/:id': { access: 'administrator', single: true, ...at('/_/publish/quarantine/99999'), answer: always(404) },
  'GET /api/_/templates': { access: 'administrator', single: true, ...at('/_/templates'), answer: always(200) },
  'POST /api/_/templates/:name/install': { access: 'administrator', single: true, ...posted('/_/templates/zq_none/install', {}), answer: always(409) },
  'GET /api/_/keys': { access: 'administrator', single: true, ...at('/_/keys'), answer: always(200) },
  'POST /api/_/keys': { access: 'administrator', single: true, ...posted('/_/keys', { name: 'short', roles: ['probe_reader'] }), answer: always(201) },
  'DELETE /api/_/keys/:id': { access: 'administrator', ask: async ({ world, id }) => ({ path: `/_/keys/${id === 'absent' ? newId() : await newKey(world)}` }), answer: there(204) },
  'GET /api/_/why': { access: 'administrator', ask: async ({ world, id }) => ({ path: `/_/why?entity=${secrets.entity}&user=${id === 'absent' ? newId() : world.actors.find(({ name }) => name === 'reader')!.user}` }), answer: there(200) },
  'GET /api/_/who': { access: 'administrator', single: true, ...at(`/_/who?entity=${secrets.entity}`), answer: always(200) },
  'GET /api/_/audit': { access: 'administrator', single: true, ...at('/_/audit'), answer: always(200) },
  'DELETE /api/_/users/:id/sessions': { access: 'administrator', single: true, ask: async () => ({ path: `/_/users/${newId()}/sessions` }), answer: always(204) },
  'GET /api/_/jobs': { access: 'administrator', single: true, ...at('/_/jobs'), answer: always(200) },
  'POST /api/_/jobs/:id/retry': { access: 'administrator', single: true, ...at('/_/jobs/99999/retry'), answer: always(404) },
}

/** Every route of the server: who may call it, how it is called, and what those are answered who may. One that is not here fails. */
export const declared: Readonly<Record<string, Declared>> = { ...records, ...signedIn, ...shared, ...designing, ...administrating, ...account }

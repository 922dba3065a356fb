import { addPerson } from '../../support/people.ts'
import type { TestServer } from '../../support/open-server.ts'

export interface Sent { readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'; readonly path: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly cookie?: string }
/** What the request of an action needs is made first, unharmed; the request itself is what fails. */
export interface Action { readonly name: string; readonly prepare: (world: World) => Promise<Sent> }
export interface World { readonly server: TestServer; readonly product: string; readonly territories: readonly string[]; count(): number; }

const lines = (world: World) => [{ product: world.product, price: '2', quantity: 3 }, { product: world.product, price: '1', quantity: 1 }]
async function made(world: World, entity: string, body: unknown): Promise<any> {
  const reply = await world.server.ask('POST', `/${entity}`, body)
  if (reply.status >= 300) throw new Error(`${entity}: ${JSON.stringify(reply.body)}`)
  return reply.body
}
const order = (world: World) => made(world, 'order', { ship_name: 'prepared', lines: lines(world) })
const employee = (world: World) => made(world, 'employee', { number: 1000 + world.count(), first_name: 'Kay', last_name: 'Prepared', territories: world.territories.slice(0, 2) })
const csv = (text: string, path: string): Sent => {
  const form = new FormData()
  form.append('file', new Blob([text], { type: 'text/csv' }), 'rows.csv')
  return { method: 'POST', path, body: form }
}
async function layer(world: World): Promise<any> {
  const { body } = await world.server.ask('GET', '/_/publish/layers/kth')
  return body.name === 'kth' ? body : { name: 'kth', label: 'Kth', version: '1.0.0', needs: ['trade'], documents: {}, edits: {} }
}
const base = async (world: World): Promise<number> => (await world.server.ask('GET', '/_/publish')).body.version
async function publish(world: World, change: (layer: any) => void): Promise<Sent> {
  const changed = await layer(world)
  change(changed)
  return { method: 'POST', path: '/_/publish', body: { layer: changed, base: await base(world), acceptLoss: true } }
}
async function published(world: World, change: (layer: any) => void): Promise<void> {
  const { path, body } = await publish(world, change)
  const reply = await world.server.ask('POST', path, body)
  if (reply.status >= 300) throw new Error(JSON.stringify(reply.body))
}
const entity = { label: 'Thing', fields: { name: { type: 'text', label: 'Name' }, size: { type: 'integer', label: 'Size' } } }
/** Somebody signed in from a computer of his own, since one computer may not try to sign in as often as this. */
async function person(world: World): Promise<{ id: string; cookie: string }> {
  const one = await addPerson(world.server, `kth${world.count()}`, [])
  const reply = await fetch(`${world.server.url}/api/_/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1', ...elsewhere(world) }, body: JSON.stringify({ email: one.email, password }) })
  if (!reply.ok) throw new Error(await reply.text())
  return { id: one.id, cookie: reply.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ') }
}
const elsewhere = (world: World): Record<string, string> => {
  const n = world.count()
  return { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` }
}
const password = 'another long password'

export const actions: readonly Action[] = [
  { name: 'create', prepare: async (world) => ({ method: 'POST', path: '/order', body: { ship_name: 'new', lines: lines(world) } }) },
  { name: 'create once', prepare: async (world) => ({ method: 'POST', path: '/order', body: { ship_name: 'new', lines: lines(world) }, headers: { 'idempotency-key': `kth ${world.count()}` } }) },
  { name: 'update with lines', prepare: async (world) => {
    const { id, lines: [first] } = await order(world)
    return { method: 'PATCH', path: `/order/${id}`, body: { ship_name: 'changed', lines: [{ id: first.id, quantity: 8 }, ...lines(world)] } }
  } },
  { name: 'create with links', prepare: async (world) => ({ method: 'POST', path: '/employee', body: { number: 1000 + world.count(), first_name: 'Ann', last_name: 'New', territories: world.territories } }) },
  { name: 'change links', prepare: async (world) => ({ method: 'PATCH', path: `/employee/${(await employee(world)).id}`, body: { territories: world.territories.slice(1) } }) },
  { name: 'delete', prepare: async (world) => ({ method: 'DELETE', path: `/order/${(await order(world)).id}` }) },
  { name: 'restore', prepare: async (world) => {
    const { id } = await order(world)
    await world.server.ask('DELETE', `/order/${id}`)
    return { method: 'POST', path: `/order/${id}/restore` }
  } },
  { name: 'batch', prepare: async (world) => {
    const one = await order(world)
    return { method: 'POST', path: '/_/batch', body: [
      { do: 'create', entity: 'product', ref: 'p', data: { number: 100_000 + world.count(), name: 'Made in a batch' } },
      { do: 'create', entity: 'order', data: { ship_name: 'batch', lines: [{ product: '$ref:p', price: '1', quantity: 1 }] } },
      { do: 'update', entity: 'order', id: one.id, data: { ship_name: 'batch' } }, { do: 'delete', entity: 'order', id: (await order(world)).id },
    ] }
  } },
  { name: 'import', prepare: async (world) => csv(`number,first_name,last_name\n${1000 + world.count()},A,One\n${1000 + world.count()},B,Two\n`, '/_/import/employee') },
  { name: 'import over', prepare: async (world) => {
    const number = 200_000 + world.count() * 10
    await made(world, 'product', { number, name: 'Old name' })
    return csv(`number,name\n${number},New name\n${number + 1},Another\n`, '/_/import/product?key=number')
  } },
  { name: 'comment', prepare: async (world) => ({ method: 'POST', path: `/order/${(await order(world)).id}/comments`, body: { body: 'Well done' } }) },
  { name: 'withdraw a comment', prepare: async (world) => {
    const { id } = await order(world)
    return { method: 'DELETE', path: `/order/${id}/comments/${(await made(world, `order/${id}/comments`, { body: 'Oops' })).id}` }
  } },
  { name: 'attach a file', prepare: async (world) => {
    const form = new FormData()
    form.append('file', new Blob(['plain words'], { type: 'text/plain' }), 'words.txt')
    const reply = await fetch(`${world.server.url}/api/_/files`, { method: 'POST', body: form, headers: { cookie: world.server.cookie, 'x-officina': '1' } })
    const { id } = (await reply.json()) as { id: string }
    return { method: 'POST', path: '/kth_paper', body: { title: 'Paper', file: id } }
  } },
  { name: 'add a user', prepare: async (world) => ({ method: 'POST', path: '/user', body: { name: 'New', email: `new${world.count()}@example.com`, roles: ['sales'] } }) },
  { name: 'suspend a user', prepare: async (world) => ({ method: 'PATCH', path: `/user/${(await person(world)).id}`, body: { active: false } }) },
  { name: 'sign in', prepare: async (world) => {
    const one = await addPerson(world.server, `in${world.count()}`, [])
    return { method: 'POST', path: '/_/session', body: { email: one.email, password }, cookie: '', headers: elsewhere(world) }
  } },
  { name: 'sign out', prepare: async (world) => ({ method: 'DELETE', path: '/_/session', cookie: (await person(world)).cookie }) },
  { name: 'change the password', prepare: async (world) => ({ method: 'POST', path: '/_/session/password', body: { current: password, password: 'quite another long one' }, cookie: (await person(world)).cookie, headers: elsewhere(world) }) },
  { name: 'end all sessions', prepare: async (world) => ({ method: 'DELETE', path: `/_/users/${(await person(world)).id}/sessions` }) },
  { name: 'make a key', prepare: async (world) => ({ method: 'POST', path: '/_/keys', body: { name: `key ${world.count()}`, roles: ['sales'] } }) },
  { name: 'revoke a key', prepare: async (world) => ({ method: 'DELETE', path: `/_/keys/${(await made(world, '_/keys', { name: `key ${world.count()}`, roles: ['sales'] })).id}` }) },
  { name: 'start a draft', prepare: async () => ({ method: 'POST', path: '/_/drafts', body: { layer: 'kth' } }) },
  { name: 'publish a draft', prepare: async (world) => {
    const draft = await made(world, '_/drafts', { layer: 'kth' })
    const changed = draft.layer ?? (await layer(world))
    changed.documents.entity = { ...changed.documents.entity, [`thing${world.count()}`]: entity }
    const saved = await world.server.ask('PUT', `/_/drafts/${draft.id}`, { layer: changed, revision: draft.revision })
    return { method: 'POST', path: `/_/drafts/${draft.id}/publish`, body: { revision: saved.body.revision } }
  } },
  { name: 'publish a new entity', prepare: (world) => publish(world, (one) => { one.documents.entity = { ...one.documents.entity, [`thing${world.count()}`]: entity } }) },
  { name: 'publish a renamed and a new field', prepare: async (world) => {
    const key = `thing${world.count()}`
    await published(world, ({ documents }) => { documents.entity[key] = entity })
    return publish(world, ({ documents }) => {
      documents.entity[key].fields.name.name = 'title'
      documents.entity[key].fields.more = { type: 'decimal', label: 'More', default: 1 }
    })
  } },
  { name: 'publish without a field', prepare: async (world) => {
    const key = `thing${world.count()}`
    await published(world, ({ documents }) => { documents.entity[key] = entity })
    return publish(world, ({ documents }) => { delete documents.entity[key].fields.size })
  } },
  { name: 'publish an earlier version', prepare: async (world) => {
    const version = await base(world)
    await published(world, ({ documents }) => { documents.entity.kth_label.label = `Paper ${world.count()}` })
    return { method: 'POST', path: `/_/publish/versions/${version}/publish`, body: { base: await base(world), acceptLoss: true } }
  } },
]

/** An entity of its own, with a file; another that is only ever changed. */
export const prepareModel = (world: World): Promise<void> => published(world, (one) => {
  one.documents.entity = { kth_paper: { label: 'Paper', fields: { title: { type: 'text', label: 'Title' }, file: { type: 'file', label: 'File' } } }, kth_label: { label: 'Paper 0', fields: { name: { type: 'text', label: 'Name' } } } }
})

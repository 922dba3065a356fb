import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Layer } from '../../../metadata/model/model.ts'
import type { Connection } from '../../../server/db/connect.ts'
import { readSettings } from '../../../server/settings.ts'
import { startServer } from '../../../server/start.ts'
import { administrator, freshDatabaseOn } from '../../support/open-server.ts'

export type Doc = Record<string, any>
/** The entities of the layer under test, by key. */
export type Documents = Record<string, Doc>

/** What stands before every kind of change; each kind says what it has besides. */
export const documents = (): Documents => ({
  place: { label: 'Place', fields: { name: { type: 'text' } } },
  tag: { label: 'Tag', fields: { name: { type: 'text' } } },
  memo: { label: 'Memo', fields: { text: { type: 'text', index: true }, of: { type: 'link', to: 'place' } } },
  setting: { label: 'Setting', fields: { theme: { type: 'text' } } },
  item: {
    label: 'Item', search: ['code'], sort: ['title'],
    fields: {
      title: { type: 'text' }, code: { type: 'text' }, stock: { type: 'text' }, note: { type: 'text' },
      price: { type: 'decimal', precision: 10, scale: 2 }, state: { type: 'choice', options: { new: {}, old: {} } },
      room: { type: 'text' }, starts: { type: 'date' }, ends: { type: 'date' },
      place: { type: 'link', to: 'place' }, tags: { type: 'links', to: 'tag' },
      lines: { type: 'children', fields: { name: { type: 'text' }, quantity: { type: 'integer' } } },
      quantity: { type: 'formula', formula: 'sum(lines, quantity)' },
    },
  },
})
export const layerOf = (entity: Documents): Layer => ({ name: 'shop', label: 'Shop', version: '1', needs: ['base'], documents: { entity }, edits: {} })

const itemsMade = 12
/** What an item holds; the rest of its columns stay empty in some rows. */
export const itemData = (n: number): Doc => ({
  title: `Item ${n}`, code: `C-${n}`, stock: String(n * 7), price: `${n}.25`, note: n % 3 === 0 ? null : `Note ${n}`, state: n % 2 === 0 ? 'new' : 'old',
  room: `room ${n % 3}`, starts: `2026-01-${String(n + 1).padStart(2, '0')}`, ends: `2026-01-${String(n + 2).padStart(2, '0')}`,
})

export interface World { readonly databaseUrl: string; /** Of the administrator; it opens every copy of the database as well. */ readonly cookie: string; readonly drop: () => Promise<void> }

/** A workspace with rows, made through the doors of a server that has ended when this is done. */
export async function makeWorld(connection: Connection): Promise<World> {
  const { databaseUrl, drop } = await freshDatabaseOn(connection)
  const server = await serve(databaseUrl)
  try {
    const setUp = await fetch(`${server.url}/api/_/setup`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1' }, body: JSON.stringify({ ...administrator, template: 'empty', language: 'en' }) })
    const cookie = setUp.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
    const send = sender(server.url, cookie)
    const { body: { version } } = await send('GET', '/_/publish')
    await must(send('POST', '/_/publish', { base: version, layer: layerOf(documents()) }))
    await fill(async (entity, data) => (await must(send('POST', `/${entity}`, data))).id)
    return { databaseUrl, cookie, drop }
  } finally {
    await server.close()
  }
}

async function fill(make: (entity: string, data: Doc) => Promise<string>): Promise<void> {
  const places: string[] = []
  const tags: string[] = []
  for (let n = 0; n < 4; n++) places.push(await make('place', { name: `Place ${n}` }))
  for (let n = 0; n < 4; n++) tags.push(await make('tag', { name: `Tag ${n}` }))
  for (let n = 0; n < 3; n++) await make('memo', { text: `Memo ${n}`, of: places[n] })
  await make('setting', { theme: 'dark' })
  for (let n = 0; n < itemsMade; n++)
    await make('item', { ...itemData(n), place: n % 4 === 3 ? null : places[n % 4], tags: tags.slice(0, n % 4), lines: Array.from({ length: n % 3 }, (_, i) => ({ name: `Line ${n}.${i}`, quantity: n + i })) })
}

export interface Serving { readonly url: string; close(): Promise<void> }
/** The whole server on this database. */
export async function serve(databaseUrl: string): Promise<Serving> {
  const data = mkdtempSync(join(tmpdir(), 'officina-data-'))
  const running = await startServer({ ...readSettings({ OFFICINA_DATA: data, DATABASE_URL: databaseUrl, OFFICINA_LOG: 'silent' }), port: 0, host: '127.0.0.1', frontEnd: false })
  return { url: running.url.replace('localhost', '127.0.0.1'), close: async () => { await running.close(); rmSync(data, { recursive: true, force: true }) } }
}

export interface Answer { readonly status: number; readonly body: any }
export const sender = (url: string, cookie: string) => async (method: string, path: string, body?: unknown): Promise<Answer> => {
  const reply = await fetch(`${url}/api${path}`, { method, headers: { cookie, 'x-officina': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await reply.text()
  return { status: reply.status, body: text ? JSON.parse(text) : null }
}
export async function must(asked: Promise<Answer>): Promise<any> {
  const { status, body } = await asked
  if (status >= 300) throw new Error(JSON.stringify(body))
  return body
}

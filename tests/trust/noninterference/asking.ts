import { fill, type House, schema, type Reply } from '../oracle/house.ts'
import { ownEntities, type Raw, type World } from '../oracle/world.ts'
import type { Asking } from './requests.ts'

export interface Heard { readonly status: number; readonly headers: Readonly<Record<string, string | null>>; readonly text: string }
/** Beyond the numbers that writes are given. */
const base = 100_000_000

/** The tables as the world has them, and what happened to each record. */
export async function putIn(house: House, world: World): Promise<void> {
  const { database } = house
  const tables = [...world.model.entities.values()].filter(({ key }) => key !== 'user' && key !== 'department').flatMap((entity) => [entity.table, ...[...entity.fields.values()].flatMap(({ joinTable, relation }) => (joinTable && relation?.kind === 'links' ? [joinTable] : []))])
  await database.query(`truncate ${[...new Set(tables)].map((table) => `${schema}."${table}"`).join(', ')}, ${schema}._events cascade`)
  await fill(database, world)
  const events = ownEntities(world.model).flatMap((entity) => world.rows.get(entity.key)!.map((raw) => ({
    seq: base + Number.parseInt(raw.id.slice(-12), 16), entity: entity.key, record: raw.id, kind: 'created', version: 1, at: '2026-01-05T00:00:00Z', actor_kind: 'system', actor_name: 'x',
    changes: Object.fromEntries([...entity.fields.keys()].filter((key) => raw[key] !== undefined && raw[key] !== null).map((key) => [key, [null, raw[key]]])),
  })))
  await database.query(`insert into ${schema}._events (seq, entity, record, kind, version, at, actor_kind, actor_name, changes) overriding system value
    select seq, entity, record, kind, version, at, actor_kind, actor_name, changes from json_to_recordset($1) as x(seq bigint, entity text, record uuid, kind text, version int, at timestamptz, actor_kind text, actor_name text, changes jsonb) on conflict do nothing`, [JSON.stringify(events)])
}

export async function hear(house: House, person: number, { method, path, body, file, stream, headers }: Asking, known: ReadonlySet<string>): Promise<Heard> {
  if (stream !== undefined) return { status: 200, headers: {}, text: await listened(house, person, { path, last: stream }) }
  const form = new FormData()
  if (file !== undefined) form.set('file', new Blob([file], { type: 'text/csv' }), 'rows.csv')
  return told(await house.ask(person, method, path, file === undefined ? body : form, headers), known)
}
/** Everything that is sent until the last event that may be told, and what comes shortly after it. */
async function listened(house: House, person: number, { path, last }: { path: string; last: string }): Promise<string> {
  const stop = new AbortController()
  const response = await fetch(`${house.server.url}/api${path}`, { headers: { cookie: house.cookie(person) }, signal: stop.signal })
  if (!response.body || response.status !== 200) return `${response.status}`
  let text = ''
  const end = (after: number): NodeJS.Timeout => setTimeout(() => stop.abort(), after)
  const timers = [end(last === '' ? 200 : 8000)]
  try {
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part
      if (last !== '' && text.includes(last) && timers.length === 1) timers.push(end(100))
    }
  } catch {
    // Ended by us.
  }
  for (const timer of timers) clearTimeout(timer)
  return text
}

const compared = ['content-type', 'etag', 'location', 'content-disposition', 'cache-control', 'last-modified'] as const
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** Ids drawn at random and the present moment are no part of an answer. */
function told({ status, headers, text }: Reply, known: ReadonlySet<string>): Heard {
  const day = new Date().toISOString().slice(0, 10)
  const plain = text.replaceAll(uuid, (id) => (known.has(id) ? id : '<new>')).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => (at.startsWith(day) ? '<now>' : at)).replaceAll(/"(next|previous)":"[^"]+"/g, '"$1":"<place>"')
  return { status, headers: Object.fromEntries(compared.map((name) => [name, headers.get(name)])), text: plain }
}
export const knownIds = (worlds: readonly World[]): Set<string> => new Set(worlds.flatMap(({ rows }) => [...rows.values()].flatMap((all) => all.flatMap(idsIn))))
const idsIn = (raw: Raw): string[] => [raw.id, ...Object.values(raw).flatMap((value) => (Array.isArray(value) ? value.flatMap((one: unknown) => (typeof one === 'object' && one !== null ? idsIn(one as Raw) : [])) : []))]

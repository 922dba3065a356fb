import type { Row } from '../../metadata/api/records.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { words } from '../db/query/search.ts'
import { canRead } from '../db/query/statement.ts'
import type { Reading } from '../records/list.ts'
import type { Reader } from '../records/run-query.ts'

export interface Ask {
  readonly text: string
  /** Key of the only entity to look in. */
  readonly only: string | null
  readonly size: number
  /** An expression that every row must meet as well; '' = none. */
  readonly filter: string
  /** Nobody waits for the answer any more. */
  readonly gone: () => boolean
}
export interface Hit { readonly id: string; readonly title: string; /** Its number or another unique text is exactly what was asked for. */ readonly exact: boolean; readonly found: readonly { readonly field: string; readonly text: string }[] }
export interface Group { readonly entity: string; readonly rows: readonly Hit[]; readonly more: boolean }
/** `left`: entities that were not looked into, since the time was over. */
export interface Found { readonly groups: readonly Group[]; readonly left: number }

/** Milliseconds after which what was found so far is the answer. */
const budget = 2_000
const atOnce = 3

/** Looks for words in everything that the reader may read, entity by entity, by the compiler that all reading uses. */
export async function searchAll(reading: Reading, reader: Reader, ask: Ask): Promise<Found> {
  const text = ask.text.replaceAll(/\s+/g, ' ').trim()
  const entities = [...reader.model.entities.values()].filter((entity) => searchable(reader, entity) && (ask.only === null || entity.key === ask.only))
  const found = new Map<string, Group>()
  const left = new Set(entities.map(({ key }) => key))
  const end = performance.now() + budget
  const over = (): boolean => performance.now() > end || ask.gone()
  const queue = [...entities]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next && !over(); next = queue.shift()) {
      const group = await searchOne(reading, reader, { entity: next, text, size: ask.size, filter: ask.filter })
      left.delete(next.key)
      if (group.rows.length > 0) found.set(next.key, group)
    }
  }
  const timer = timeOver(budget)
  await Promise.race([Promise.all(Array.from({ length: atOnce }, work)), timer.over])
  timer.stop()
  const groups = entities.flatMap(({ key }) => found.get(key) ?? [])
  return { groups: [...groups.filter(isExact), ...groups.filter((group) => !isExact(group))], left: left.size }
}
const isExact = ({ rows }: Group): boolean => rows[0]?.exact ?? false
function timeOver(after: number): { readonly over: Promise<void>; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => { timer = setTimeout(resolve, after) })
  return { over, stop: () => clearTimeout(timer) }
}

function searchable(reader: Reader, entity: Entity): boolean {
  return !entity.parent && !entity.single && (reader.rights.entity(entity.key)?.read.length ?? 0) > 0 && searchFields(reader, entity).length > 0
}
const searchFields = (reader: Reader, entity: Entity): Field[] => entity.search.flatMap((key) => (canRead(reader, entity.key, key) ? (entity.fields.get(key) ?? []) : []))

interface One { readonly entity: Entity; readonly text: string; readonly size: number; readonly filter: string }

async function searchOne(reading: Reading, reader: Reader, one: One): Promise<Group> {
  const { entity, text, size, filter } = one
  const fields = searchFields(reader, entity)
  const parameters = { fields: ['title', ...fields.map(({ name }) => name)].join(','), count: 'none', ...(filter === '' ? {} : { filter }) }
  const [exact, listed] = await Promise.all([
    exactly(reading, reader, { ...one, parameters }),
    reading.list(reader, entity.key, { ...parameters, search: text, size: String(size) }),
  ])
  const rows = listed.ok ? listed.value.rows : []
  const first = new Set(exact.map(({ id }) => id))
  const all = [...exact, ...rows.filter(({ id }) => !first.has(id))].slice(0, size)
  return { entity: entity.name, rows: all.map((row) => hit(row, { fields, text, exact: first.has(row.id) })), more: listed.ok && listed.value.next !== null }
}

/** Rows whose number, or another text that is unique, is what was asked for; unique indexes answer at once. */
async function exactly(reading: Reading, reader: Reader, { entity, text, filter, parameters }: One & { parameters: Readonly<Record<string, string>> }): Promise<readonly Row[]> {
  const keys = [...entity.fields.values()].filter((field) => field.columns.length === 1 && field.value.kind === 'text' && (field.type.computed === 'sequence' || field.options['unique'] === true) && canRead(reader, entity.key, field.key))
  const bare = text.replace(/^#/, '')
  if (keys.length === 0 || bare.length < 2 || bare.length > 100) return []
  const spelled = [...new Set([bare, bare.toUpperCase()])].map(quoted).join(', ')
  const same = keys.slice(0, 4).map(({ name }) => `${name} in [${spelled}]`).join(' || ')
  const read = await reading.list(reader, entity.key, { ...parameters, filter: filter === '' ? same : `(${same}) && (${filter})`, size: '3' })
  return read.ok ? read.value.rows : []
}
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function hit(row: Row, { fields, text, exact }: { fields: readonly Field[]; text: string; exact: boolean }): Hit {
  const title = typeof row['title'] === 'string' ? row['title'] : ''
  const asked = words(text).map((word) => word.toLowerCase())
  const found = fields.flatMap(({ name }) => {
    const value = row[name]
    if (typeof value !== 'string' || title.includes(value)) return []
    const at = asked.map((word) => value.toLowerCase().indexOf(word)).find((place) => place >= 0)
    return at === undefined ? [] : [{ field: name, text: around(value, at) }]
  })
  return { id: row.id, title, exact, found: found.slice(0, 2) }
}
const shown = 140
function around(value: string, at: number): string {
  if (value.length <= shown) return value
  const from = Math.max(0, at - 40)
  return `${from > 0 ? '…' : ''}${value.slice(from, from + shown).toWellFormed()}${from + shown < value.length ? '…' : ''}`
}

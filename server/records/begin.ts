import { isObject, pointer } from '../../metadata/base/json.ts'
import { problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { newId } from '../db/ids.ts'
import { type Door, readBody } from './decide.ts'
import type { Draft, Writing } from './draft.ts'
import { heldGrants } from './grants.ts'
import { conflict, notFound, refuse } from './refusal.ts'
import { type Sight, namesComputed, sightOf, withUnseen } from './sight.ts'
import { type Row, type Session, rightsOf } from './space.ts'
import { readChildren, readLinks, readRows } from './store.ts'

/** `numbers`: document numbers may be given (import); else they are taken from their series. */
export interface CreateInput { readonly data: unknown; readonly path?: string; readonly id?: string; readonly numbers?: boolean }
export interface UpdateInput { readonly id: string; readonly data: unknown; readonly version?: number | undefined; readonly path?: string }
/** Answers the row as the actor may read it. */
export type ShowCurrent = (entity: Entity, id: string) => Promise<{ id: string } | null>

/** New records: bodies read against the rights to create. */
export function beginCreates(writing: Writing, entity: Entity, inputs: readonly CreateInput[]): void {
  const { session } = writing
  const rights = rightsOf(session.space, session.actor, entity)
  if (!rights || (rights.read.length === 0 && rights.create.length === 0)) throw notFound(entity)
  if (rights.create.length === 0) throw refuse(403, 'record.forbidden', { entity: entity.label })
  const ids = rights.create.map(({ id }) => id)
  for (const { data, path = '', id, numbers = false } of inputs) {
    const row: Row = { id: id ?? newId(), ...stamps(writing), _version: 1 }
    const draft: Draft = { entity, kind: 'create', rights, old: null, row, met: [], given: new Set(), path, parent: null, children: new Map(), kept: new Map(), removed: [] }
    writing.tops.push(draft)
    fill(writing, draft, { data, write: ids, read: ids, numbers })
  }
}
function stamps({ session }: Writing): Record<string, unknown> {
  const at = session.now.toISOString()
  const by = session.actor.kind === 'user' ? session.actor.id : null
  return { _created_at: at, _created_by: by, _updated_at: at, _updated_by: by, _owner: by, _deleted_at: null }
}

/** Changes of records: rows locked, versions compared, bodies read against the grants that hold on the rows as they were. */
export async function beginUpdates(writing: Writing, entity: Entity, { inputs, show }: { inputs: readonly UpdateInput[]; show: ShowCurrent }): Promise<void> {
  const { session } = writing
  const rights = rightsOf(session.space, session.actor, entity)
  if (!rights || rights.read.length === 0) throw notFound(entity)
  const ids = inputs.map(({ id }) => id)
  // One after the other on one connection: the rows are locked when the rest is looked at.
  const [locked, held, collections] = await together([readRows(session, entity, { ids, lock: 'update' }), heldGrants(session, { entity, ids }, ['read', 'update']), readCollections(session, entity, inputs)])
  const rows = new Map(locked.map((row) => [row.id, row]))
  const found = inputs.map(({ id }) => living(entity, rows.get(id)))
  for (const row of found) for (const [key, many] of collections) row[key] = many.get(row.id) ?? []
  const sight = await sightOf(session, entity, inputs.map(({ data }, i) => ({ row: found[i]!, data })))
  for (const [i, input] of inputs.entries()) {
    const old = found[i]!
    const [read, write] = held.get(old.id) ?? []
    if (!read || !write || read.length === 0) throw notFound(entity)
    if (write.length === 0) throw refuse(403, 'record.forbidden', { entity: entity.label })
    const version = input.version ?? versionIn(input.data)
    if (version !== undefined && version !== old['_version']) throw conflict(entity, await show(entity, old.id))
    const row: Row = { ...old, _version: Number(old['_version']) + 1, _updated_at: session.now.toISOString(), _updated_by: session.actor.kind === 'user' ? session.actor.id : null }
    const draft: Draft = { entity, kind: 'update', rights, old, row, met: write, given: new Set(), path: input.path ?? '', parent: null, children: new Map(), kept: new Map(), removed: [] }
    writing.tops.push(draft)
    const asRead = namesComputed(session.space.model, entity, input.data) ? await show(entity, old.id) : null
    fill(writing, draft, { data: input.data, write, read, sight, asRead: asRead as Row | null })
  }
}
const living = (entity: Entity, row: Row | undefined): Row => {
  if (!row || row['_deleted_at'] !== null) throw notFound(entity)
  return row
}
function versionIn(data: unknown): number | undefined {
  if (!isObject(data) || data['_version'] === undefined) return undefined
  if (!Number.isSafeInteger(data['_version'])) throw refuse(400, 'record.bad_version')
  return data['_version'] as number
}

/** Lines and links of the rows as they are, by field: what a body names and is compared with. Rules that look at others have them read. */
async function readCollections(session: Session, entity: Entity, inputs: readonly UpdateInput[]): Promise<Map<string, ReadonlyMap<string, readonly unknown[]>>> {
  const ids = inputs.map(({ id }) => id)
  const named = (field: Field): boolean => inputs.some(({ data }) => isObject(data) && Object.hasOwn(data, field.name))
  const parts = [...entity.fields.values()].filter(named).flatMap((field): Promise<[string, ReadonlyMap<string, readonly unknown[]>]>[] => {
    const child = field.childEntity ? session.space.model.entities.get(field.childEntity) : undefined
    if (child) return [readLines(session, child, ids).then((found) => [field.key, found])]
    return field.joinTable && field.relation?.kind === 'links' ? [readLinks(session, field.joinTable, ids).then((found) => [field.key, found])] : []
  })
  return new Map(await together(parts))
}

async function readLines(session: Session, child: Entity, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const found = await readChildren(session, child, ids)
  const lines = [...found.values()].flat()
  await together([...child.fields.values()].map(async (field) => {
    if (!field.joinTable || field.relation?.kind !== 'links') return
    const links = await readLinks(session, field.joinTable, lines.map(({ id }) => id))
    for (const line of lines) line[field.key] = links.get(line.id) ?? []
  }))
  return found
}

interface Body { readonly data: unknown; readonly write: readonly number[]; readonly read: readonly number[]; readonly numbers?: boolean; readonly sight?: Sight; readonly asRead?: Row | null | undefined }
function fill(writing: Writing, draft: Draft, { data, write, read, numbers = false, sight, asRead }: Body): void {
  const allowed = draft.parent ? ['id'] : draft.kind === 'update' ? ['_version'] : []
  const door: Door = { entity: draft.entity, rights: draft.rights, write, read, kind: draft.kind, path: draft.path, old: draft.old, allowed, numbers, asRead: asRead ?? undefined, ...(sight && { shown: sight.shown }) }
  const given = readBody(door, data)
  writing.problems.push(...given.problems)
  for (const [key, value] of given.values) {
    const field = draft.entity.fields.get(key)!
    draft.given.add(key)
    if (field.childEntity) fillChildren(writing, draft, { field, items: value as unknown[], write, read, asRead, ...(sight && { sight }) })
    else if (sight && field.relation?.kind === 'links') fillLinks(draft, field, { given: value as string[], sight })
    else draft.row[key] = value
  }
  if (draft.kind === 'create') for (const field of draft.entity.fields.values()) if (field.childEntity && !draft.given.has(field.key)) checkCount(writing, draft, { field, count: 0 })
}

function fillLinks(draft: Draft, field: Field, { given, sight }: { given: readonly string[]; sight: Sight }): void {
  const old = (draft.old?.[field.key] ?? []) as string[]
  const { list, kept } = withUnseen(old, sight.shown(field, old) as string[], given)
  draft.row[field.key] = list
  draft.kept.set(field.key, kept)
}

/** Lines with an id are changed, lines without are new, lines that are not given any more are removed. */
function fillChildren(writing: Writing, parent: Draft, { field, items, write, read, sight, asRead }: { field: Field; items: readonly unknown[] } & Omit<Body, 'data'>): void {
  const { session } = writing
  const entity = session.space.model.entities.get(field.childEntity!)!
  const rights = rightsOf(session.space, session.actor, entity) ?? parent.rights
  const before = new Map(((parent.old?.[field.key] ?? []) as Row[]).map((row) => [row.id, row]))
  const linesAsRead = (asRead?.[field.name] ?? []) as Row[]
  checkCount(writing, parent, { field, count: items.length })
  const drafts = items.map((item, position) => {
    const path = pointer(parent.path, field.name, position)
    const id = isObject(item) && typeof item['id'] === 'string' ? item['id'] : undefined
    const old = id === undefined ? null : (before.get(id) ?? null)
    if (id !== undefined && !old) writing.problems.push(problem('record.no_line', path))
    if (old) before.delete(old.id)
    const row: Row = { ...old, id: old?.id ?? newId(), _parent: parent.row.id, _position: position }
    const draft: Draft = { entity, kind: old ? 'update' : 'create', rights, old, row, met: [], given: new Set(), path, parent, children: new Map(), kept: new Map(), removed: [] }
    fill(writing, draft, { data: item, write, read, asRead: linesAsRead.find((line) => line.id === old?.id), ...(sight && { sight }) })
    return draft
  })
  parent.children.set(field.key, drafts)
  parent.row[field.key] = drafts.map(({ row }) => row)
  for (const row of before.values()) parent.removed.push({ entity, row })
}
function checkCount(writing: Writing, parent: Draft, { field, count }: { field: Field; count: number }): void {
  const { min = 0, max = 5000 } = field.options as { min?: number; max?: number }
  if (count < min || count > max) writing.problems.push(problem('record.lines', pointer(parent.path, field.name), { field: field.label, min, max }))
}

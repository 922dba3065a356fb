import type { Entity, Field } from '../../../metadata/model/model.ts'
import { same } from './same.ts'
import { type View, viewOf, trustedView } from './view.ts'
import { computeStored, type Raw, type World } from './world.ts'
import type { Body, Write } from './write.ts'

/** What must come of a write: refused with one of these statuses and nothing changed, or the world as it then is. */
export type Verdict = { readonly refused: readonly number[] } | { readonly world: World; readonly id: string }
class No extends Error {
  readonly statuses: readonly number[]
  constructor(...statuses: number[]) {
    super('refused')
    this.statuses = statuses
  }
}

/** `fresh` gives the ids of what is new; the answer to the request tells them. */
export function verdictOn(world: World, write: Write, fresh: { id: string }): Verdict {
  try {
    return decide({ world, write, fresh, view: viewOf(world, world.people[write.person]!), trusted: trustedView(world, world.people[write.person]!.id) })
  } catch (error) {
    if (error instanceof No) return { refused: error.statuses }
    throw error
  }
}
interface Case { readonly world: World; readonly write: Write; readonly fresh: { id: string }; readonly view: View; readonly trusted: View }

function decide(at: Case): Verdict {
  const { write, view } = at
  const rights = view.rights!
  const { key } = write.entity
  if (write.kind === 'create') return create(at, write.body)
  if (rights.granting(key, 'read').length === 0) throw new No(404)
  const old = view.raw(key, write.id)!
  const held = (action: 'read' | 'update' | 'delete'): readonly string[] => rights.holding(key, action, { view: at.trusted, id: write.id })
  if ((old['_deleted_at'] !== null) !== (write.kind === 'restore') || held('read').length === 0) throw new No(404)
  if (held(write.kind === 'update' ? 'update' : 'delete').length === 0) throw new No(403)
  if (write.kind === 'update') return update(at, { old, body: write.body, read: held('read'), may: held('update') })
  const version = Number(old['_version']) + 1
  if (write.kind === 'restore') return { id: old.id, world: changed(at.world, key, { ...old, _version: version, _deleted_at: null, _updated_by: at.world.people[write.person]!.id }) }
  return { id: old.id, world: remove(at, old, version) }
}

function create(at: Case, body: Body): Verdict {
  const { write, view, world, fresh } = at
  const rights = view.rights!
  const { entity } = write
  const may = rights.granting(entity.key, 'create')
  if (may.length === 0) throw new No(rights.granting(entity.key, 'read').length === 0 ? 404 : 403)
  const by = world.people[write.person]!.id
  const blank = Object.fromEntries([...entity.fields.values()].filter(({ type }) => !type.computed).map((field) => [field.key, field.childEntity || field.relation?.kind === 'links' ? [] : null]))
  const row: Raw = { id: fresh.id, _version: 1, _created_by: by, _updated_by: by, _owner: by, _deleted_at: null, _created_at: null, _updated_at: null, ...blank }
  const given = fill(at, { entity, row, body, old: null, read: may, may })
  const next = added(world, entity.key, row)
  const held = rights.holding(entity.key, 'create', { view: trustedView(next, by), id: row.id })
  if (held.length === 0) throw new No(400)
  // Every field was given by a role whose grant holds on the row as it is now.
  for (const [of, field] of given) if (!rights.writers(of, field).some((role) => held.includes(role))) throw new No(400)
  return { world: next, id: row.id }
}

function update(at: Case, { old, body, read, may }: { old: Raw; body: Body; read: readonly string[]; may: readonly string[] }): Verdict {
  const { write, view, world } = at
  const { entity } = write
  const by = world.people[write.person]!.id
  const row: Raw = { ...old, _version: Number(old['_version']) + 1, _updated_by: by }
  fill(at, { entity, row, body, old, read, may })
  const next = changed(world, entity.key, row)
  const trusted = trustedView(next, by)
  const held = [...view.rights!.holding(entity.key, 'update', { view: trusted, id: row.id }), ...view.rights!.holding(entity.key, 'create', { view: trusted, id: row.id })]
  if (held.length === 0) throw new No(400)
  return { world: next, id: row.id }
}

interface Filling { readonly entity: Entity; readonly row: Raw; readonly body: Body; readonly old: Raw | null; readonly read: readonly string[]; readonly may: readonly string[] }
/** Puts the values into the row; answers the fields that were given, those of lines too. */
function fill(at: Case, { entity, row, body, old, read, may }: Filling): [string, string][] {
  const rights = at.view.rights!
  return Object.entries(body).flatMap(([name, value]): [string, string][] => {
    if (name === 'id') return []
    const field = entity.fieldsByName.get(name)!
    const [reads, writes] = [rights.readers(entity.key, field.key).some((role) => read.includes(role)), rights.writers(entity.key, field.key).some((role) => may.includes(role))]
    const live = field.rollup !== null || (field.formula !== null && !field.stored)
    const shown = field.childEntity || !old ? null : live ? (at.view.everything(entity.key).find(({ raw }) => raw.id === old.id)?.record[field.key] ?? null) : shownTo(at.view, field, old[field.key] ?? null)
    if (old && !field.childEntity && reads && same(shown, value)) return []
    // Hidden on this row, though not on every one: it was shown as empty.
    if (old && !reads && isEmpty(value) && rights.readers(entity.key, field.key).some((role) => rights.granting(at.write.entity.key, 'read').includes(role))) return []
    if (!writes || field.type.computed) throw new No(400)
    const own: [string, string] = [entity.key, field.key]
    if (field.childEntity) return [own, ...fillLines(at, { field, row, items: value as Body[], old, read, may })]
    checkLink(at, field, value)
    row[field.key] = field.relation?.kind === 'links' ? withUnseen(at.view, field, { old, given: value }) : value
    return [own]
  })
}
function fillLines(at: Case, { field, row, items, old, read, may }: { field: Field; row: Raw; items: readonly Body[]; old: Raw | null } & Pick<Filling, 'read' | 'may'>): [string, string][] {
  const child = at.world.model.entities.get(field.childEntity!)!
  const given: [string, string][] = []
  row[field.key] = items.map((item) => {
    const before = ((old?.[field.key] ?? []) as Raw[]).find(({ id }) => id === item['id']) ?? null
    const line: Raw = before ? { ...before } : { ...Object.fromEntries([...child.fields.keys()].map((key) => [key, null])), id: '' }
    given.push(...fill(at, { entity: child, row: line, body: item, old: before, read, may }))
    return line
  })
  return given
}
/** A link leads to records that the person may see and that are not in the bin. */
function checkLink({ view }: Case, field: Field, value: unknown): void {
  const { relation } = field
  if ((relation?.kind !== 'link' && relation?.kind !== 'links') || value === null) return
  for (const id of [value].flat() as string[]) if (view.record(relation.to, id) === null || view.raw(relation.to, id)?.['_deleted_at'] !== null) throw new No(400)
}

const isEmpty = (value: unknown): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0)
function shownTo(view: View, { relation }: Field, value: unknown): unknown {
  if (relation?.kind === 'link') return value !== null && view.record(relation.to, String(value)) ? value : null
  return relation?.kind === 'links' ? ((value ?? []) as string[]).filter((id) => view.record(relation.to, id) !== null && view.raw(relation.to, id)?.['_deleted_at'] === null) : value
}
/** What was not shown stays where it was. */
function withUnseen(view: View, field: Field, { old, given }: { old: Raw | null; given: unknown }): string[] {
  const before = (old?.[field.key] ?? []) as string[]
  const seen = shownTo(view, field, before) as string[]
  const list = [...((given ?? []) as string[])]
  before.forEach((id, place) => { if (!seen.includes(id)) list.splice(place, 0, id) })
  return list
}

/** A record that another points to stays, unless that link is one that is cleared. */
function remove({ world, write }: Case, old: Raw, version: number): World {
  const { model } = world
  let next = world
  for (const entity of model.entities.values()) for (const field of entity.fields.values()) {
    const { relation } = field
    if (relation?.kind !== 'link' || relation.to !== write.entity.key) continue
    const top = entity.parent ? entity.parent.entity : entity.key
    for (const raw of next.rows.get(top) ?? []) {
      if (raw.id === old.id) continue
      const lines = entity.parent ? ((raw[entity.parent.field] ?? []) as Raw[]) : [raw]
      if (!lines.some((line) => line[field.key] === old.id)) continue
      if (relation.onDelete !== 'clear') {
        if (raw['_deleted_at'] === null) throw new No(409)
      } else next = entity.parent ? next : changed(next, top, { ...raw, [field.key]: null, _version: Number(raw['_version']) + 1 })
    }
  }
  return changed(next, write.entity.key, { ...old, _version: version, _deleted_at: 'now', _updated_by: world.people[write.person]!.id })
}

const added = (world: World, entity: string, row: Raw): World => withRows(world, entity, { rows: [...(world.rows.get(entity) ?? []), row], row })
const changed = (world: World, entity: string, row: Raw): World => withRows(world, entity, { rows: world.rows.get(entity)!.map((one) => (one.id === row.id ? row : one)), row })
function withRows(world: World, entity: string, { rows, row }: { rows: Raw[]; row: Raw }): World {
  const next = { ...world, rows: new Map(world.rows).set(entity, rows) }
  computeStored(next, new Set([row.id, ...Object.values(row).flatMap((value) => (Array.isArray(value) ? value.flatMap((one: unknown) => (typeof one === 'object' && one !== null ? [(one as Raw).id] : [])) : []))]))
  return next
}

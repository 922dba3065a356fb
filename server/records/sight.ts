import { isObject } from '../../metadata/base/json.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { heldGrants } from './grants.ts'
import { type Row, type Session, tableOf } from './space.ts'

/** What the actor sees of the links of rows that he changes. */
export interface Sight {
  /** A stored value as reading shows it: links to records out of sight are empty, lists are without them and without those in the bin. */
  shown(field: Field, value: unknown): unknown
}
interface Target { readonly entity: Entity; readonly id: string; readonly listed: boolean }

/** Asks for the targets of those links that the bodies name, all of them together. */
export async function sightOf(session: Session, entity: Entity, changed: readonly { readonly row: Row; readonly data: unknown }[]): Promise<Sight> {
  const { model } = session.space
  const targets = changed.flatMap(({ row, data }) => targetsIn(model, entity, { row, named: isObject(data) ? data : {} }))
  const readable = new Set<string>()
  const binned = new Set<string>()
  await together([...new Set(targets.map((one) => one.entity))].flatMap((target) => {
    const own = targets.filter((one) => one.entity === target)
    const ids = [...new Set(own.map(({ id }) => id))]
    const listed = [...new Set(own.filter((one) => one.listed).map(({ id }) => id))]
    return [
      heldGrants(session, { entity: target, ids }, ['read']).then((held) => { for (const [id, [read]] of held) if (read && read.length > 0) readable.add(id) }),
      ...(listed.length > 0 && !target.parent ? [inBin(session, target, listed).then((found) => { for (const id of found) binned.add(id) })] : []),
    ]
  }))
  return { shown: (field, value) => shown(model, { readable, binned }, { field, value }) }
}

async function inBin(session: Session, entity: Entity, ids: readonly string[]): Promise<string[]> {
  const rows = await session.tx.query<{ id: string }>(`select id from ${tableOf(session.space, entity.table)} where id = any($1::uuid[]) and _deleted_at is not null`, [ids])
  return rows.map(({ id }) => id)
}

/** `named` null: all links of the row. */
function targetsIn(model: Model, entity: Entity, { row, named }: { row: Row; named: Readonly<Record<string, unknown>> | null }): Target[] {
  return [...entity.fields.values()].filter(({ name }) => named === null || Object.hasOwn(named, name)).flatMap((field) => {
    const child = field.childEntity ? model.entities.get(field.childEntity) : undefined
    if (child) return ((row[field.key] ?? []) as Row[]).flatMap((line) => targetsIn(model, child, { row: line, named: null }))
    const target = targetOf(model, field, row[field.key])
    return target ? idsIn(row[field.key]).map((id) => ({ entity: target, id, listed: field.relation?.kind === 'links' })) : []
  })
}
const idsIn = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : isObject(value) ? [String(value['id'])] : [])
function targetOf(model: Model, { relation }: Field, value: unknown): Entity | undefined {
  if (relation?.kind === 'link' || relation?.kind === 'links') return model.entities.get(relation.to)
  const named = relation?.kind === 'dynamic' && isObject(value) ? String(value['entity']) : ''
  return model.entities.get(named) ?? model.byName.get(named)
}

interface Known { readonly readable: ReadonlySet<string>; readonly binned: ReadonlySet<string> }
function shown(model: Model, { readable, binned }: Known, { field, value }: { field: Field; value: unknown }): unknown {
  if (!targetOf(model, field, value)) return value
  if (Array.isArray(value)) return value.filter((id: string) => readable.has(id) && !binned.has(id))
  return idsIn(value).every((id) => readable.has(id)) ? value : null
}

/** Does a body name something that is computed on reading? Whether it came back unchanged is only known from the row as it is read. */
export function namesComputed(model: Model, entity: Entity, data: unknown): boolean {
  return isObject(data) && Object.entries(data).some(([name, value]) => {
    const field = entity.fieldsByName.get(name)
    const child = field?.childEntity ? model.entities.get(field.childEntity) : undefined
    if (child) return Array.isArray(value) && value.some((line) => namesComputed(model, child, line))
    return field?.type.computed !== undefined && field.columns.length === 0
  })
}

/**
 * A list as it is to be kept: what the actor gives, and in their old places those that he was not shown. Who names one of these
 * himself keeps none: his list is looked at like any other, and refused.
 */
export function withUnseen(old: readonly string[], visible: readonly string[], given: readonly string[]): { list: readonly string[]; kept: readonly string[] } {
  const kept = old.filter((id) => !visible.includes(id))
  if (kept.some((id) => given.includes(id))) return { list: given, kept: [] }
  const list = [...given]
  for (const [place, id] of old.entries()) if (kept.includes(id)) list.splice(Math.min(place, list.length), 0, id)
  return { list, kept }
}

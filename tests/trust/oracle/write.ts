import type { Entity, Field } from '../../../metadata/model/model.ts'
import type { Dice } from './dice.ts'
import type { View } from './view.ts'
import { ownEntities, type Random, randomValue, type Raw, type World } from './world.ts'

export type Body = Record<string, unknown>
/** What somebody tries to change. */
export type Write = { readonly person: number; readonly entity: Entity } & (
  | { readonly kind: 'create'; readonly body: Body }
  | { readonly kind: 'update'; readonly id: string; readonly body: Body }
  | { readonly kind: 'delete' | 'restore'; readonly id: string })

let codes = 0
/** Mostly what might be allowed: fields that the person may write, records that he may see. */
export function randomWrite(at: Dice, world: World, views: readonly View[]): Write {
  const person = at.int(views.length)
  const view = views[person]!
  const entities = ownEntities(world.model)
  const action = at.pick(['create', 'create', 'update', 'update', 'update', 'delete', 'restore'] as const)
  const open = entities.filter(({ key }) => (view.rights?.granting(key, action === 'restore' ? 'delete' : action).length ?? 0) > 0)
  const entity = at.pick(open.length > 0 && at.chance(0.9) ? open : entities)
  if (action === 'create') return { person, entity, kind: 'create', body: bodyFor(at, world, { entity, view, old: null }) }
  const rows = world.rows.get(entity.key)!.filter((raw) => (action === 'restore') === (raw['_deleted_at'] !== null) || at.chance(0.05))
  const seen = rows.filter(({ id }) => view.record(entity.key, id) !== null)
  const row = at.pick(seen.length > 0 && at.chance(0.9) ? seen : rows.length > 0 ? rows : world.rows.get(entity.key)!)
  if (action === 'update') return { person, entity, kind: 'update', id: row.id, body: bodyFor(at, world, { entity, view, old: row }) }
  return { person, entity, kind: action, id: row.id }
}

interface For { readonly entity: Entity; readonly view: View; readonly old: Raw | null }
function bodyFor(at: Dice, world: World, { entity, view, old }: For): Body {
  const random: Random = { at, line: () => '', ids: new Map([...world.rows].map(([key, rows]) => [key, pickable(at, { key, rows, view })])) }
  const all = [...entity.fields.values()]
  const may = all.filter((field) => !field.type.computed && (view.rights?.writers(entity.key, field.key).length ?? 0) > 0)
  const chosen = [...at.some(may, 0.35), ...(at.chance(0.12) ? [at.pick(all)] : [])]
  return Object.fromEntries(chosen.map((field): [string, unknown] => [field.name, old && at.chance(0.1) ? wire(world, field, old[field.key]) : valueFor(random, world, { field, view, old })]))
}
/** Mostly records that may be chosen. */
function pickable(at: Dice, { key, rows, view }: { key: string; rows: readonly Raw[]; view: View }): string[] {
  const good = rows.filter(({ id, _deleted_at: gone }) => gone === null && view.record(key, id) !== null)
  return (good.length > 0 && at.chance(0.85) ? good : rows).map(({ id }) => id)
}
const wire = ({ model }: World, field: Field, value: unknown): unknown => {
  const child = field.childEntity ? model.entities.get(field.childEntity)! : null
  return child ? ((value ?? []) as Raw[]).map((line) => ({ id: line.id })) : (value ?? null)
}

function valueFor(random: Random, world: World, { field, view, old }: { field: Field; view: View; old: Raw | null }): unknown {
  const { at } = random
  if (field.key === 'code') return `new-${codes++}`
  if (!field.childEntity) return field.type.computed ? 1 : randomValue(random, world, field)
  const child = world.model.entities.get(field.childEntity)!
  const line = (): Body => {
    const all = [...child.fields.values()]
    const may = all.filter((one) => !one.type.computed && (view.rights?.writers(child.key, one.key).length ?? 0) > 0)
    return Object.fromEntries([...at.some(may, 0.6), ...(at.chance(0.08) ? [at.pick(all)] : [])].map((one) => [one.name, one.type.computed ? 1 : randomValue(random, world, one)]))
  }
  const kept = at.some((old?.[field.key] ?? []) as Raw[], 0.7).map(({ id }) => ({ id, ...(at.chance(0.5) ? line() : {}) }))
  return [...kept, ...Array.from({ length: at.int(3) }, line)]
}

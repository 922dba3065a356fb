import type { ValueType } from '../../../metadata/base/value-type.ts'
import { type Env, evaluate } from '../../../metadata/expressions/evaluate.ts'
import { Decimal, divide } from '../../../metadata/expressions/numbers.ts'
import type { Expr, RecordValue } from '../../../metadata/expressions/tree.ts'
import { fromWire, toWire } from '../../../metadata/expressions/wire.ts'
import type { Entity, Field } from '../../../metadata/model/model.ts'
import { type Naive, naiveRights } from './rights.ts'
import type { Person, Raw, World } from './world.ts'

/** Fixed for both sides: only the day matters to the conditions. */
export interface Clock { readonly now: string; readonly today: string }
export const clockNow = (): Clock => { const now = new Date().toISOString(); return { now, today: now.slice(0, 10) } }

export interface Found { readonly raw: Raw; readonly record: RecordValue; readonly parent: RecordValue | null }
/**
 * The data as somebody may see them, row by row and cell by cell: what he may not see is not there, or null. Everything computed is
 * then computed from this.
 */
export interface View {
  readonly rights: Naive | null
  record(entity: string, id: string): RecordValue | null
  raw(entity: string, id: string): Raw | undefined
  /** Every row that may be seen, also of the bin; of line items, those of the records that may be seen and are not in the bin. */
  everything(entity: string): Found[]
  /** Roles that grant the row; null: no role is asked. */
  held(entity: string, id: string): readonly string[] | null
  value(expr: Expr, of: { record: RecordValue | null; parent?: RecordValue | null }, type?: ValueType): unknown
  holds(expr: Expr, of: { record: RecordValue | null; parent?: RecordValue | null }): boolean
}

export const trustedView = (world: World, me: string | null = null, clock = clockNow()): View => makeView(world, { rights: null, trusted: null, me, clock })

/** As a person with his roles may see it. The conditions of roles themselves look at everything. */
export function viewOf(world: World, person: Person, clock = clockNow()): View {
  const trusted = trustedView(world, person.id, clock)
  return makeView(world, { rights: naiveRights(world.model, world.roles, person.roles), trusted, me: person.id, clock })
}

interface Eyes { readonly rights: Naive | null; readonly trusted: View | null; readonly me: string | null; readonly clock: Clock }
interface State { readonly world: World; readonly eyes: Eyes; readonly raws: ReadonlyMap<string, Raw>; readonly records: Map<string, RecordValue | null>; readonly lists: Map<string, Found[]>; readonly view: View }

function makeView(world: World, eyes: Eyes): View {
  const raws = new Map([...world.rows].flatMap(([entity, rows]) => rows.map((raw): [string, Raw] => [`${entity}/${raw.id}`, raw])))
  const view: View = {
    rights: eyes.rights,
    raw: (entity, id) => raws.get(`${entity}/${id}`),
    record: (entity, id) => recordOf(state, entity, id),
    everything: (entity) => everythingOf(state, entity),
    held: (entity, id) => heldRoles(state, entity, id),
    value: (expr, of, type = expr.type) => toWire(evaluate(expr, envOf(state, of)), type),
    holds: (expr, of) => evaluate(expr, envOf(state, of)) === true,
  }
  const state: State = { world, eyes, raws, records: new Map(), lists: new Map(), view }
  return view
}

function envOf({ eyes, view }: State, { record, parent = null }: { record: RecordValue | null; parent?: RecordValue | null }): Env {
  const me = eyes.me === null ? null : (view.record('user', eyes.me) ?? { id: eyes.me })
  return { self: record, parent, me, today: eyes.clock.today, now: eyes.clock.now, lookup: (entity, id) => view.record(entity, id), fuel: 5_000_000 }
}

function heldRoles({ eyes }: State, entity: string, id: string): readonly string[] | null {
  if (!eyes.rights || !eyes.trusted) return null
  return eyes.rights.holding(entity, 'read', { view: eyes.trusted, id })
}

function recordOf(state: State, entity: string, id: string): RecordValue | null {
  const key = `${entity}/${id}`
  const known = state.records.get(key)
  if (known !== undefined) return known
  const raw = state.raws.get(key)
  const held = raw ? heldRoles(state, entity, id) : []
  const record = raw && (held === null || held.length > 0) ? build(state, state.world.model.entities.get(entity)!, { raw, held, parent: null }) : null
  state.records.set(key, record)
  return record
}

interface Making { readonly raw: Raw; readonly held: readonly string[] | null; readonly parent: RecordValue | null }
const system = ['_version', '_created_at', '_updated_at', '_created_by', '_updated_by', '_owner', '_deleted_at'] as const

function build(state: State, entity: Entity, making: Making): RecordValue {
  const { raw, held } = making
  const record: Record<string, unknown> & { id: string } = { id: raw.id }
  if (!entity.parent) for (const name of system) record[name] = raw[name] ?? null
  for (const field of entity.fields.values()) {
    const visible = held === null || state.eyes.rights!.readers(entity.key, field.key).some((role) => held.includes(role))
    lazily(record, field.key, () => (visible ? valueOf(state, field, { ...making, record }) : null))
  }
  return record
}
function lazily(record: object, key: string, make: () => unknown): void {
  let done = false
  let value: unknown
  Object.defineProperty(record, key, { enumerable: true, get: () => { if (!done) { value = make(); done = true } return value } })
}

function valueOf(state: State, field: Field, { raw, held, parent, record }: Making & { record: RecordValue }): unknown {
  if (field.rollup) return rollupOf(state, field, record)
  if (field.formula && !field.stored) return state.view.value(field.formula, { record, parent }, field.value)
  const value = raw[field.key] ?? null
  if (field.relation?.kind === 'link') return value !== null && state.view.record(field.relation.to, String(value)) ? value : null
  if (field.relation?.kind === 'links') return linked(state, field.relation.to, value as readonly string[] | null)
  if (field.childEntity) return ((value ?? []) as Raw[]).map((line) => build(state, state.world.model.entities.get(field.childEntity!)!, { raw: line, held, parent: record }))
  return value
}
const linked = (state: State, to: string, ids: readonly string[] | null): string[] =>
  (ids ?? []).filter((id) => state.view.record(to, id) !== null && state.view.raw(to, id)?.['_deleted_at'] === null)

function everythingOf(state: State, key: string): Found[] {
  const known = state.lists.get(key) ?? everything(state, key)
  state.lists.set(key, known)
  return known
}
function everything(state: State, key: string): Found[] {
  const entity = state.world.model.entities.get(key)!
  if (!entity.parent) return (state.world.rows.get(key) ?? []).flatMap((raw) => { const record = state.view.record(key, raw.id); return record ? [{ raw, record, parent: null }] : [] })
  const { parent } = entity
  return everythingOf(state, parent.entity).filter(({ raw }) => state.eyes.rights === null || raw['_deleted_at'] === null).flatMap(({ raw, record }) => {
    const held = heldRoles(state, parent.entity, raw.id)
    return ((raw[parent.field] ?? []) as Raw[]).map((line): Found => ({ raw: line, record: build(state, entity, { raw: line, held, parent: record }), parent: record }))
  })
}

function rollupOf(state: State, field: Field, record: RecordValue): unknown {
  const { entity, via, of, where, function: name } = field.rollup!
  const target = state.world.model.entities.get(entity)!
  const all = everythingOf(state, entity).filter(({ raw, parent }) => (target.parent ? parent?.['_deleted_at'] === null : raw['_deleted_at'] === null))
  const own = all.filter((one) => (via === '_parent' ? one.parent?.id === record.id : one.record[via] === record.id))
  const counted = own.filter((one) => !where || state.view.holds(where, one))
  if (name === 'count') return counted.length
  const type = of!.type
  const values = counted.map((one) => state.view.value(of!, one)).filter((value) => value !== null)
  return figure(name, values, { type, result: field.value })
}
/** Of values none of which is null. */
export function figure(name: 'sum' | 'average' | 'min' | 'max', values: readonly unknown[], { type, result }: { type: ValueType; result: ValueType }): unknown {
  if (type.kind === 'number') {
    const numbers = values.map((value) => fromWire(value, type) as Decimal)
    const sum = numbers.reduce((all, one) => all.plus(one), new Decimal(0))
    if (name === 'sum') return toWire(sum, result)
    if (numbers.length === 0) return null
    if (name === 'average') return toWire(divide(sum, new Decimal(numbers.length)), result)
    return toWire(numbers.reduce((a, b) => (a.lt(b) === (name === 'min') ? a : b)), result)
  }
  if (values.length === 0) return null
  const texts = (values as string[]).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return name === 'min' ? texts[0] : texts.at(-1)
}

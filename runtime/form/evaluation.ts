import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { equal, isObject } from '../../metadata/base/json.ts'
import { type Env, evaluate } from '../../metadata/expressions/evaluate.ts'
import type { Expr, RecordValue, Step } from '../../metadata/expressions/tree.ts'
import { toWire } from '../../metadata/expressions/wire.ts'
import { readsParent } from './reads.ts'
import type { AppModel } from '../model/model.ts'
import type { Values } from './record-store.ts'

/** Rows are never changed in place, so what was made of one is kept as long as it lives. */
const made = new WeakMap<Values, WeakMap<ClientEntity, RecordValue>>()

/** Expressions speak of keys, rows of names: the row as expressions see it, opened links included. */
export function recordOf(model: AppModel, entity: ClientEntity, values: Values): RecordValue {
  const known = made.get(values)?.get(entity)
  if (known) return known
  const byKey = Object.fromEntries(entity.fields.map((field) => [field.key, valueOf(model, field, values[field.name])]))
  const record = { ...values, ...byKey, id: typeof values['id'] === 'string' ? values['id'] : null }
  made.set(values, (made.get(values) ?? new WeakMap<ClientEntity, RecordValue>()).set(entity, record))
  return record
}
function valueOf(model: AppModel, field: ClientField, value: unknown): unknown {
  const child = field.childEntity ? model.byKey.get(field.childEntity) : undefined
  if (child && Array.isArray(value)) return value.map((row) => (isObject(row) ? recordOf(model, child, row) : row))
  const target = field.relation?.kind === 'link' ? model.byKey.get(field.relation.to) : undefined
  return target && isObject(value) ? openedOf(model, target, value) : (value ?? null)
}
/** Of a record behind a link only what was read with it is known; the rest is unread, not empty. */
function openedOf(model: AppModel, entity: ClientEntity, values: Values): RecordValue {
  const record = recordOf(model, entity, values)
  return Object.fromEntries(Object.entries(record).filter(([key]) => key === 'id' || isRead(entity, key, values))) as RecordValue
}
const isRead = (entity: ClientEntity, key: string, values: Values): boolean => {
  const field = entity.fields.find((one) => one.key === key)
  return field ? field.name in values : key in values
}

export interface Setting { readonly model: AppModel; readonly me: string; readonly parent?: RecordValue | null }
export function envOf(setting: Setting, self: RecordValue): Env {
  const now = new Date()
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  return { self, parent: setting.parent ?? null, me: { id: setting.me }, today, now: now.toISOString(), unread }
}
class Unread extends Error {}
function unread(step: Step): never { throw new Unread(`${step.entity}.${step.field} was not read.`) }

/** Holds only when true, as on the server: an SQL null does not. null where nothing is asked, or where the browser cannot tell (it lacks a record that only the server has). */
export function condition(expr: boolean | Expr | null, env: Env): boolean | null {
  if (expr === null || typeof expr === 'boolean') return expr
  try {
    return evaluate(expr, env) === true
  } catch {
    return null
  }
}
/** The wire value of an expression; undefined where the browser cannot tell. */
export function computed(expr: Expr, env: Env): unknown {
  try { return toWire(evaluate(expr, env), expr.type) } catch { return undefined }
}

/** The row with its formulas, those of its lines first; what cannot be computed here keeps the server's value. The same row when nothing differs. */
export function withFormulas(setting: Setting, entity: ClientEntity, values: Values): Values {
  let row = withLines(setting, entity, values)
  for (const field of entity.fields) {
    if (!field.formula) continue
    const next = computed(field.formula, envOf(setting, recordOf(setting.model, entity, row)))
    if (next !== undefined && next !== null && !equal(next, row[field.name])) row = { ...row, [field.name]: next }
  }
  return row
}
/** Lines whose formulas look at nothing outside of the line are computed once. */
const settled = new WeakSet<Values>()
function withLines(setting: Setting, entity: ClientEntity, values: Values): Values {
  let whole = values
  for (const field of entity.fields) {
    const child = field.childEntity ? setting.model.byKey.get(field.childEntity) : undefined
    const rows = values[field.name]
    if (!child || !Array.isArray(rows) || !rows.length) continue
    const alone = !child.fields.some((one) => one.formula && readsParent(one.formula))
    const inner = { ...setting, parent: alone ? null : recordOf(setting.model, entity, values) }
    const next = rows.map((row: Values) => {
      if (alone && settled.has(row)) return row
      const after = withFormulas(inner, child, row)
      settled.add(after)
      return after
    })
    if (next.some((row, at) => row !== rows[at])) whole = { ...whole, [field.name]: next }
  }
  return whole
}

/** What a new record starts with: defaults in order, then what its place gives. */
export function defaultsOf(setting: Setting, entity: ClientEntity, given: Values = {}): Values {
  let row: Values = given
  for (const field of entity.fields) {
    if (!field.default || row[field.name] !== undefined) continue
    const value = computed(field.default, envOf(setting, recordOf(setting.model, entity, row)))
    if (value !== undefined && value !== null) row = { ...row, [field.name]: value }
  }
  return row
}

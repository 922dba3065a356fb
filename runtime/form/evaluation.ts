import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { type Env, evaluate } from '../../metadata/expressions/evaluate.ts'
import type { Expr, RecordValue } from '../../metadata/expressions/tree.ts'
import { toWire } from '../../metadata/expressions/wire.ts'
import type { AppModel } from '../model/model.ts'
import type { Values } from './record-store.ts'

/** Expressions speak of keys, rows of names: the row as expressions see it, opened links included. */
export function recordOf(model: AppModel, entity: ClientEntity, values: Values): RecordValue {
  const byKey = Object.fromEntries(entity.fields.map((field) => [field.key, valueOf(model, field, values[field.name])]))
  return { ...values, ...byKey, id: typeof values['id'] === 'string' ? values['id'] : null }
}
function valueOf(model: AppModel, field: ClientField, value: unknown): unknown {
  const child = field.childEntity ? model.byKey.get(field.childEntity) : undefined
  if (child && Array.isArray(value)) return value.map((row) => (isObject(row) ? recordOf(model, child, row) : row))
  const target = field.relation?.kind === 'link' ? model.byKey.get(field.relation.to) : undefined
  return target && isObject(value) ? recordOf(model, target, value) : (value ?? null)
}

export interface Setting { readonly model: AppModel; readonly me: string; readonly parent?: RecordValue | null }
export function envOf(setting: Setting, self: RecordValue): Env {
  const now = new Date()
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  return { self, parent: setting.parent ?? null, me: { id: setting.me }, today, now: now.toISOString() }
}
/** True, false, or null where the browser cannot tell (it lacks a record that only the server has). */
export function condition(expr: boolean | Expr | null, env: Env): boolean | null {
  if (expr === null || typeof expr === 'boolean') return expr
  try {
    const value = evaluate(expr, env)
    return value === null ? null : value === true
  } catch {
    return null
  }
}
/** The wire value of an expression; undefined where the browser cannot tell. */
export function computed(expr: Expr, env: Env): unknown {
  try { return toWire(evaluate(expr, env), expr.type) } catch { return undefined }
}

/** The row with its formulas, those of its lines first; what cannot be computed here keeps the server's value. */
export function withFormulas(setting: Setting, entity: ClientEntity, values: Values): Values {
  let row = withLines(setting, entity, values)
  for (const field of entity.fields) {
    if (!field.formula) continue
    const next = computed(field.formula, envOf(setting, recordOf(setting.model, entity, row)))
    if (next !== undefined && next !== null) row = { ...row, [field.name]: next }
  }
  return row
}
function withLines(setting: Setting, entity: ClientEntity, values: Values): Values {
  const parent = recordOf(setting.model, entity, values)
  const lists = entity.fields.flatMap((field) => {
    const child = field.childEntity ? setting.model.byKey.get(field.childEntity) : undefined
    const rows = values[field.name]
    return child && Array.isArray(rows) ? [[field.name, rows.map((row: Values) => withFormulas({ ...setting, parent }, child, row))] as const] : []
  })
  return lists.length ? { ...values, ...Object.fromEntries(lists) } : values
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

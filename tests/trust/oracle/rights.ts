import { compileExpression } from '../../../metadata/expressions/compile.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import { types, type ValueType } from '../../../metadata/base/value-type.ts'
import type { Scope } from '../../../metadata/expressions/tree.ts'
import type { Entity, Field, Model } from '../../../metadata/model/model.ts'
import type { View } from './view.ts'
import type { RoleDoc, Rule } from './world.ts'

export type Action = 'read' | 'create' | 'update' | 'delete'
/** The rights of a set of roles, worked out from the role documents each time they are asked for. */
export interface Naive {
  readonly roles: readonly string[]
  /** Roles with such a grant, whatever its condition. */
  granting(entity: string, action: Action): readonly string[]
  /** Roles whose grant holds on the row; of line items, on the record that holds them. */
  holding(entity: string, action: Action, on: { view: View; id: string }): readonly string[]
  /** Roles that let the field be read where they grant the row. [] = for these roles there is no such field. */
  readers(entity: string, field: string): readonly string[]
  writers(entity: string, field: string): readonly string[]
  exports(entity: string): boolean
  imports(entity: string): boolean
}

const system: Readonly<Record<string, ValueType>> = { _version: types.integer, _created_at: types.datetime, _updated_at: types.datetime, _deleted_at: types.datetime, _created_by: types.record('user'), _updated_by: types.record('user'), _owner: types.record('user') }

/** Names as they are meant in metadata (keys) or in requests (names). */
export function scopeFor(model: Model, self: string, { by, visible }: { by: 'key' | 'name'; visible: (entity: string, field: string) => boolean }): Scope {
  return {
    self, user: 'user', parent: model.entities.get(self)?.parent?.entity ?? null, names: () => [],
    field(entity, name) {
      const of = model.entities.get(entity)
      const field = [...(of?.fields.values() ?? [])].find((one) => one[by] === name)
      if (field && visible(entity, field.key)) return { key: field.key, type: field.value }
      if (name === 'id') return { key: 'id', type: types.record(entity) }
      return !of?.parent && system[name] ? { key: name, type: system[name] } : undefined
    },
  }
}

const within = (path: string, part: string): boolean => path === part || path.startsWith(`${part}.`)
const grantsField = ({ fields, not_fields: not }: Rule, path: string): boolean =>
  !(not ?? []).some((one) => within(path, one)) && (fields === undefined || fields.some((one) => within(path, one) || within(one, path)))

export function rootOf(model: Model, key: string): { root: Entity; path: string } {
  const entity = model.entities.get(key)!
  if (!entity.parent) return { root: entity, path: '' }
  const above = rootOf(model, entity.parent.entity)
  return { root: above.root, path: `${above.path}${entity.parent.field}.` }
}

const compiledConditions = new WeakMap<Model, Map<string, Expr | null>>()
function conditionOf(model: Model, entity: string, text: string): Expr | null {
  const known = compiledConditions.get(model) ?? new Map<string, Expr | null>()
  compiledConditions.set(model, known)
  const key = `${entity} ${text}`
  if (!known.has(key)) {
    const compiled = compileExpression(text, scopeFor(model, entity, { by: 'key', visible: () => true }), types.boolean)
    known.set(key, compiled.ok ? compiled.value : null)
  }
  return known.get(key) ?? null
}

export function naiveRights(model: Model, documents: Readonly<Record<string, RoleDoc>>, roles: readonly string[]): Naive {
  const ruleOf = (role: string, entity: string): Rule => {
    const may = documents[role]?.may ?? {}
    const { key } = rootOf(model, entity).root
    return may[key] ?? may['*'] ?? {}
  }
  const granting = (entity: string, action: Action): string[] => roles.filter((role) => { const may = ruleOf(role, entity)[action]; return may === true || typeof may === 'string' })
  const readers = new Map<string, readonly string[]>()
  const rights: Naive = {
    roles, granting,
    holding: (entity, action, { view, id }) => granting(entity, action).filter((role) => {
      const may = ruleOf(role, entity)[action]
      const condition = typeof may === 'string' ? conditionOf(model, entity, may) : null
      return may === true || (condition !== null && view.holds(condition, { record: view.record(entity, id) }))
    }),
    readers: (entity, field) => {
      const key = `${entity}/${field}`
      if (!readers.has(key)) readers.set(key, readersOf(model, rights, { entity, field: model.entities.get(entity)!.fields.get(field)!, grants: (role, path) => grantsField(ruleOf(role, entity), path) }))
      return readers.get(key)!
    },
    writers: (entity, field) => {
      const path = rootOf(model, entity).path + field
      // What nobody may read of an entity that is read is not there to be written either.
      if (granting(entity, 'read').length > 0 && rights.readers(entity, field).length === 0) return []
      const actors = [...new Set([...granting(entity, 'create'), ...granting(entity, 'update')])]
      return actors.filter((role) => { const rule = ruleOf(role, entity); return grantsField(rule, path) && !(rule.readonly_fields ?? []).some((one) => within(path, one)) })
    },
    exports: (entity) => roles.some((role) => ruleOf(role, entity).export === true),
    imports: (entity) => roles.some((role) => ruleOf(role, entity).import === true),
  }
  return rights
}

interface Asked { readonly entity: string; readonly field: Field; readonly grants: (role: string, path: string) => boolean }
/** A computed field is readable only with all that it is made of: by the same role in the same record, at all elsewhere. */
function readersOf(model: Model, rights: Naive, { entity, field, grants }: Asked): readonly string[] {
  const { root, path } = rootOf(model, entity)
  const own = rights.granting(entity, 'read').filter((role) => grants(role, path + field.key))
  return inputsOf(model, field).reduce<readonly string[]>((left, input) => {
    const those = rights.readers(input.entity, input.field)
    if (rootOf(model, input.entity).root === root) return left.filter((role) => those.includes(role))
    return those.length > 0 ? left : []
  }, own)
}

/** Every field that a computed one looks at. */
export function inputsOf(model: Model, { entity, formula, rollup }: Field): { entity: string; field: string }[] {
  const parts = [formula, rollup?.of, rollup?.where].flatMap((expr) => (expr ? stepsIn(expr) : []))
  if (!rollup) return parts
  const counted = model.entities.get(rollup.entity)!
  const lines = counted.parent?.entity === entity ? [{ entity, field: counted.parent.field }] : []
  return [...parts, ...lines, ...(counted.fields.has(rollup.via) ? [{ entity: counted.key, field: rollup.via }] : [])]
}
export function stepsIn(expr: Expr): { entity: string; field: string }[] {
  switch (expr.kind) {
    case 'literal': return []
    case 'path': return expr.root.kind === 'me' ? [] : expr.steps.filter(({ field }) => !field.startsWith('_') && field !== 'id').map(({ entity, field }) => ({ entity, field }))
    case 'call': return expr.args.flatMap(stepsIn)
    case 'list': return expr.items.flatMap(stepsIn)
    case 'macro': return [...stepsIn(expr.over), ...(expr.body ? stepsIn(expr.body) : [])]
  }
}

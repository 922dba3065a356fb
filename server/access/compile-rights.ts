import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Entity, Model } from '../../metadata/model/model.ts'
import { grantsField, grantsWrite, type RoleRule } from './field-grants.ts'
import { inputsOf } from './inputs.ts'
import type { EntityRights, FieldRights, Grant, Rights } from './rights.ts'
import { roleCondition } from './role-condition.ts'

/** May everything in its workspace. */
export const administrator = 'administrator'

const memo = new WeakMap<Model, Map<string, Rights>>()
const mostRoleSets = 2000

/**
 * What a set of roles may do under a model. Denied unless granted; a guest without roles may nothing.
 * The answer is the same object for the same model and roles, so it serves as a cache key.
 */
export function compileRights(model: Model, roles: readonly string[]): Rights {
  const known = memo.get(model) ?? new Map<string, Rights>()
  memo.set(model, known)
  const sorted = [...new Set(roles)].sort()
  const key = sorted.join(' ')
  const found = known.get(key)
  if (found) return found
  if (known.size >= mostRoleSets) known.clear()
  const rights = build(model, sorted)
  known.set(key, rights)
  return rights
}

/** Rights while they are worked out. */
type Draft = Omit<EntityRights, 'fields'> & { readonly fields: Map<string, FieldRights> }

function build(model: Model, roles: readonly string[]): Rights {
  const drafts = new Map<string, Draft>()
  for (const entity of model.entities.values()) {
    const rights = roles.includes(administrator) ? everything(entity) : entityRights(model, roles, entity)
    if (rights) drafts.set(entity.key, rights)
  }
  if (!roles.includes(administrator)) hideComputed(model, drafts)
  const entities = new Map([...drafts].map(([key, rights]): [string, EntityRights] => [key, Object.freeze({ ...rights, fields: simplified(rights) })]))
  return Object.freeze({ roles: roles.join(' '), entity: (key: string) => entities.get(key) ?? null })
}

function everything(entity: Entity): Draft {
  const grants: readonly Grant[] = [{ role: administrator, id: 0, when: null }]
  const fields = [...entity.fields.values()].map((field): [string, FieldRights] => [field.key, { read: 'always', write: field.type.computed ? 'never' : 'always' }])
  return { read: grants, create: grants, update: grants, delete: grants, export: true, import: true, transitions: ['*'], fields: new Map(fields) }
}

/** The rule of each role for the entity: its own entry, else the one for every entity (`*`). */
export function rulesFor(model: Model, roles: readonly string[], rootKey: string): { role: string; id: number; rule: RoleRule }[] {
  return roles.flatMap((role, id) => {
    const may = model.documents.get('role')?.get(role)?.doc['may'] as Readonly<Record<string, RoleRule>> | undefined
    const rule = may && (Object.hasOwn(may, rootKey) ? may[rootKey] : may['*'])
    return rule ? [{ role, id, rule }] : []
  })
}

/** The document that owns line items, and the way from it to them: `lines`, `lines.taxes`. */
export function ownerOf(model: Model, entity: Entity): { root: Entity; path: string } {
  const parent = entity.parent && model.entities.get(entity.parent.entity)
  if (!entity.parent || !parent) return { root: entity, path: '' }
  const above = ownerOf(model, parent)
  return { root: above.root, path: `${above.path}${entity.parent.field}.` }
}

function entityRights(model: Model, roles: readonly string[], entity: Entity): Draft | null {
  const { root, path } = ownerOf(model, entity)
  const rules = rulesFor(model, roles, root.key)
  const grants = (action: 'read' | 'create' | 'update' | 'delete'): Grant[] => rules.flatMap(({ role, id, rule }) => {
    const may = rule[action]
    if (may === undefined || may === false) return []
    return [{ role, id, when: conditionOf(model, root.key, may) }]
  })
  const [read, create, update, remove] = [grants('read'), grants('create'), grants('update'), grants('delete')]
  if (read.length + create.length + update.length + remove.length === 0) return null
  const writers = new Set([...create, ...update].map((grant) => grant.id))
  const fields = [...entity.fields.values()].map((field): [string, FieldRights] => {
    const at = path + field.key
    return [field.key, {
      read: read.filter((grant) => rules.some((one) => one.id === grant.id && grantsField(one.rule, at))).map((grant) => grant.id),
      write: field.type.computed ? 'never' : rules.filter((one) => writers.has(one.id) && grantsWrite(one.rule, at)).map((one) => one.id),
    }]
  })
  const some = (what: 'export' | 'import'): boolean => rules.some(({ rule }) => rule[what] === true)
  const transitions = [...new Set(rules.flatMap(({ rule }) => rule.transitions ?? []))]
  return { read, create, update, delete: remove, export: some('export'), import: some('import'), transitions, fields: new Map(fields) }
}

function conditionOf(model: Model, entity: string, may: boolean | string): Expr | null {
  return typeof may === 'string' ? roleCondition(model, entity, may) : null
}

/** A computed field is readable only where all it is made of is, through any number of computed fields. */
function hideComputed(model: Model, entities: Map<string, Draft>): void {
  let changed = true
  while (changed) {
    changed = false
    for (const entity of model.entities.values()) {
      for (const field of entity.fields.values()) {
        const fields = entities.get(entity.key)?.fields
        const rights = fields?.get(field.key)
        if (!fields || !rights || inputsOf(model, field).length === 0) continue
        const read = readableWith(model, entities, { entity, key: field.key })
        if (read.length === rights.read.length) continue
        fields.set(field.key, { ...rights, read })
        changed = true
      }
    }
  }
}

/** Grants under which a computed field and every input of the same document may be read; inputs elsewhere must exist for the actor. */
function readableWith(model: Model, entities: ReadonlyMap<string, EntityRights>, at: { entity: Entity; key: string }): readonly number[] {
  const field = at.entity.fields.get(at.key)
  const own = entities.get(at.entity.key)?.fields.get(at.key)?.read
  if (!field || !own || own === 'always') return []
  const root = ownerOf(model, at.entity).root.key
  return inputsOf(model, field).reduce<readonly number[]>((ids, input) => {
    const target = model.entities.get(input.entity)
    const read = entities.get(input.entity)?.fields.get(input.field)?.read ?? []
    if (read === 'always' || !target) return ids
    if (ownerOf(model, target).root.key === root) return ids.filter((id) => read.includes(id))
    return read.length > 0 ? ids : []
  }, own)
}

/** Lists of grants that cover every row become `always`; fields that nobody may read or write disappear. */
function simplified(rights: Draft): ReadonlyMap<string, FieldRights> {
  const open = new Set(rights.read.filter((grant) => grant.when === null).map((grant) => grant.id))
  const writers = new Set([...rights.create, ...rights.update].map((grant) => grant.id))
  const fields = new Map<string, FieldRights>()
  for (const [key, { read, write }] of rights.fields) {
    const always = read === 'always' || (read.length > 0 && (read.length === rights.read.length || read.some((id) => open.has(id))))
    const writable = typeof write === 'string' ? write : write.length === 0 ? 'never' : write.length === writers.size ? 'always' : write
    if (read !== 'always' && read.length === 0 && (rights.read.length > 0 || writable === 'never')) continue
    fields.set(key, { read: always ? 'always' : read, write: writable })
  }
  return fields
}

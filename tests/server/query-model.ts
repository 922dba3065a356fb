import { compileExpression } from '../../metadata/expressions/compile.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { fieldTypes } from '../../metadata/fields/index.ts'
import type { Document, Entity, Field, Model, Rollup } from '../../metadata/model/model.ts'
import { types, type ValueType } from '../../metadata/base/value-type.ts'
import type { RoleRule } from '../../server/access/field-grants.ts'
import { scopeOf } from '../../server/access/scope.ts'
import type { Database } from '../../server/db/database.ts'

/** The least that a field of these tests says; expressions as text. */
export interface FieldSpec { type: string; name?: string; formula?: string; stored?: boolean; value?: ValueType; rollup?: Omit<Rollup, 'of' | 'where'> & { of?: string; where?: string }; [option: string]: unknown }
export interface EntitySpec { name?: string; fields: Record<string, FieldSpec>; title: string; search?: string[]; sort?: Entity['sort']; tree?: string; parent?: Entity['parent'] }
type Draft = { -readonly [K in keyof Field]: Field[K] }

/** A model of the small world of these tests, with the shape that compiling metadata gives. */
export function smallModel(specs: Record<string, EntitySpec>, roles: Record<string, Record<string, RoleRule>>): Model {
  const entities = new Map<string, Entity>()
  const drafts: { field: Draft; spec: FieldSpec }[] = []
  for (const [key, spec] of Object.entries(specs)) entities.set(key, entityOf(key, spec, drafts))
  const documents = new Map(Object.entries(roles).map(([key, may]): [string, Document] => [key, { kind: 'role', key, layer: 'test', doc: { may } }]))
  const model: Model = { layers: [], entities, byName: new Map([...entities.values()].map((entity) => [entity.name, entity])), documents: new Map([['role', documents]]) }
  const compiled = (entity: string, text: string, type?: ValueType): Expr => {
    const result = compileExpression(text, scopeOf(model, entity, { by: 'key', visible: () => true }), type)
    if (!result.ok) throw new Error(`${entity}: ${text}: ${JSON.stringify(result.problems)}`)
    return result.value
  }
  for (const { field, spec } of drafts) {
    if (spec.formula) field.formula = compiled(field.entity, spec.formula)
    if (spec.rollup) field.rollup = { ...spec.rollup, of: spec.rollup.of ? compiled(spec.rollup.entity, spec.rollup.of) : null, where: spec.rollup.where ? compiled(spec.rollup.entity, spec.rollup.where, types.boolean) : null }
  }
  for (const [key, spec] of Object.entries(specs)) (entities.get(key) as { title: Expr }).title = compiled(key, spec.title)
  return model
}

function entityOf(key: string, spec: EntitySpec, drafts: { field: Draft; spec: FieldSpec }[]): Entity {
  const name = spec.name ?? key
  const table = key.replace('.', '__')
  const fields = new Map(Object.entries(spec.fields).map(([field, one]): [string, Field] => {
    const made = fieldOf({ entity: key, table, key: field }, one)
    drafts.push({ field: made, spec: one })
    return [field, made]
  }))
  return {
    key, name, table, layer: 'test', label: name, plural: name, icon: '', description: '', parent: spec.parent ?? null, single: false, tree: spec.tree ?? null, fields,
    fieldsByName: new Map([...fields.values()].map((field) => [field.name, field])), title: { kind: 'literal', value: '', type: types.text, at: 0 },
    unique: [], checks: [], noOverlap: [], indexes: [], search: spec.search ?? [], sort: spec.sort ?? [],
  }
}

function fieldOf(at: { entity: string; table: string; key: string }, spec: FieldSpec): Draft {
  const type = fieldTypes[spec.type]
  if (!type) throw new Error(`No field type ${spec.type}`)
  const name = spec.name ?? at.key
  const options = { scale: 2, precision: 18, on_delete: 'clear', to: '', ...spec } as Field['options']
  const live = type.computed !== undefined && type.computed !== 'sequence' && !spec.stored
  const relation = type.relation?.(options as never) ?? null
  const columns = live ? [] : type.columns(options as never, spec.value).map((shape) => ({ name: `${name}${shape.suffix}`, type: shape.type, shape }))
  return {
    key: at.key, name, entity: at.entity, label: name, type, options, value: spec.value ?? (relation?.kind === 'children' ? types.list(types.record(`${at.entity}.${at.key}`)) : type.value(options as never)),
    columns, relation, childEntity: relation?.kind === 'children' ? `${at.entity}.${at.key}` : null, joinTable: relation?.kind === 'links' ? `${at.table}__${name}` : null,
    required: false, readonly: false, visible: null, check: null, default: null, formula: null, stored: spec.stored ?? false, rollup: null, where: null, currency: null,
  }
}

/** Tables of the model, as plain as publishing would make them. */
export async function createTables(database: Database, schema: string, model: Model): Promise<void> {
  for (const entity of model.entities.values()) {
    const system = entity.parent
      ? 'id uuid primary key, _parent uuid not null, _position int not null default 0'
      : 'id uuid primary key, _version int not null default 1, _created_at timestamptz(3) not null default now(), _created_by uuid, _updated_at timestamptz(3) not null default now(), _updated_by uuid, _owner uuid, _deleted_at timestamptz(3)'
    const columns = [...entity.fields.values()].flatMap((field) => field.columns).map((column) => `"${column.name}" ${column.type}`)
    await database.query(`create table "${schema}"."${entity.table}" (${[system, ...columns].join(', ')})`)
    for (const field of entity.fields.values()) if (field.joinTable) await database.query(`create table "${schema}"."${field.joinTable}" (source uuid, target uuid, _position int, primary key (source, target))`)
  }
}

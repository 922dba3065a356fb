import { types } from '../../metadata/base/value-type.ts'
import { constraintName } from '../../metadata/change/names.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { fieldTypes } from '../../metadata/fields/index.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'

type Special = Partial<Pick<Field, 'required' | 'readonly' | 'visible' | 'check' | 'default' | 'formula' | 'stored' | 'where' | 'value' | 'childEntity' | 'joinTable' | 'relation'>>
type FieldSpec = [type: string, options?: Record<string, unknown>, special?: Special]

export const path = (entity: string, field: string, type = types.number as Expr['type']): Expr => ({ kind: 'path', root: { kind: 'self' }, steps: [{ entity, field, type }], type, at: 0 })
export const call = (name: string, args: Expr[], type: Expr['type']): Expr => ({ kind: 'call', name, args, type, at: 0 })
export const literal = (value: string | boolean | null, type: Expr['type']): Expr => ({ kind: 'literal', value, type, at: 0 })

function field(entity: string, key: string, [name, options = {}, special = {}]: FieldSpec): Field {
  const type = fieldTypes[name as keyof typeof fieldTypes] as Field['type']
  const full = { type: name, ...defaults(type), ...options } as Field['options']
  return {
    key, name: key, entity, label: key, type, options: full, value: type.value(full, special.value),
    columns: type.columns(full, special.value).map((shape) => ({ name: `${key}${shape.suffix}`, type: shape.type, shape })),
    relation: type.relation?.(full) ?? null, childEntity: null, joinTable: null, required: false, readonly: false, visible: null, check: null,
    default: null, formula: null, stored: false, rollup: null, where: null, currency: null, ...special,
  }
}
const defaults = (type: Field['type']): Record<string, unknown> =>
  Object.fromEntries(Object.entries(type.options.properties).flatMap(([key, schema]) => (schema['default'] === undefined ? [] : [[key, schema['default']]])))

export function entity(key: string, specs: Record<string, FieldSpec>, more: Partial<Entity> = {}): Entity {
  const fields = new Map(Object.entries(specs).map(([name, spec]) => [name, field(key, name, spec)]))
  return {
    key, name: key, table: key, layer: 'test', label: key, plural: `${key}s`, icon: '', description: '', parent: null, single: false, tree: null, fields, fieldsByName: fields,
    title: literal('', types.text), unique: [], checks: [], noOverlap: [], indexes: [], search: [], sort: [], ...more,
  }
}
export const modelOf = (...entities: Entity[]): Model => ({
  layers: [], documents: new Map(), entities: new Map(entities.map((one) => [one.key, one])), byName: new Map(entities.filter(({ parent }) => !parent).map((one) => [one.name, one])),
})

/** Tables as a publish makes them, without foreign keys. */
export function createTables(schema: string, model: Model): string {
  return [...model.entities.values()].map((one) => {
    const own = [...one.fields.values()].flatMap(({ columns }) => columns.map(({ name, type }) => `"${name}" ${type}`))
    const system = one.parent
      ? ['id uuid primary key', '_parent uuid not null', '_position integer not null']
      : ['id uuid primary key', '_version integer not null default 1', '_created_at timestamptz(3)', '_created_by uuid', '_updated_at timestamptz(3)', '_updated_by uuid', '_owner uuid', '_deleted_at timestamptz(3)']
    const unique = [...one.fields.values()].filter(({ options }) => options.unique).map(({ key, name }) => `constraint "${constraintName('unique', one.key, key)}" unique ("${name}")`)
    return `create table "${schema}"."${one.table}" (${[...system, ...own, ...unique].join(', ')});`
  }).join('\n')
}

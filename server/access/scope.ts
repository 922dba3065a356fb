import { types, type ValueType } from '../../metadata/base/value-type.ts'
import type { FieldInfo, Scope } from '../../metadata/expressions/tree.ts'
import type { Field, Model } from '../../metadata/model/model.ts'

const user = types.record('user')
const system: Readonly<Record<string, ValueType>> = {
  _version: types.integer, _created_at: types.datetime, _updated_at: types.datetime, _deleted_at: types.datetime, _created_by: user, _updated_by: user, _owner: user,
}
/** Type of a field that the system adds to every record; undefined: there is none of this name. */
export const systemFieldType = (entity: string, name: string): ValueType | undefined => (name === 'id' ? types.record(entity) : Object.hasOwn(system, name) ? system[name] : undefined)

/** How fields are called (`key` in metadata, `name` in requests), and which of them exist. */
export interface Naming { readonly by: 'key' | 'name'; visible(entity: string, field: Field): boolean }

/** What names mean in an expression about rows of an entity. What is not visible is unknown, also to suggestions. */
export function scopeOf(model: Model, self: string, naming: Naming): Scope {
  const find = (entity: string, name: string): Field | undefined => {
    const of = model.entities.get(entity)
    const field = naming.by === 'key' ? of?.fields.get(name) : of?.fieldsByName.get(name)
    return of && field && naming.visible(of.key, field) ? field : undefined
  }
  return {
    self, user: 'user', parent: model.entities.get(self)?.parent?.entity ?? null,
    field(entity, name): FieldInfo | undefined {
      const field = find(entity, name)
      if (field) return { key: field.key, type: field.value }
      // Line items have none of these but their id.
      const type = name === 'id' || !model.entities.get(entity)?.parent ? systemFieldType(entity, name) : undefined
      return type && { key: name, type }
    },
    names: (entity) => [...(model.entities.get(entity)?.fields.values() ?? [])].filter((field) => naming.visible(entity, field)).map((field) => field[naming.by]),
  }
}

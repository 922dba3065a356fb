import { types, type ValueType } from '../base/value-type.ts'
import type { FieldInfo, Scope } from '../expressions/tree.ts'
import type { Model } from './model.ts'

const system: Readonly<Record<string, ValueType>> = {
  id: types.text, _version: types.integer, _created_at: types.datetime, _updated_at: types.datetime,
  _created_by: types.record('user'), _updated_by: types.record('user'), _owner: types.record('user'),
}
/** System fields in expressions. Lines have an id only; `*` stands for any entity. */
export function systemField(entity: string, name: string): FieldInfo | undefined {
  const type = entity.includes('.') && name !== 'id' ? undefined : Object.hasOwn(system, name) ? system[name] : undefined
  return type ? { key: name, type } : undefined
}
export const systemNames = Object.keys(system)

/** What names mean in the expressions of metadata: keys of fields. */
export function modelScope(model: Pick<Model, 'entities'>, self: string | null, more: Partial<Pick<Scope, 'parent' | 'old' | 'variables'>> = {}): Scope {
  return {
    self, user: 'user', parent: self === null ? null : (model.entities.get(self)?.parent?.entity ?? null), ...more,
    field: (entity, name) => {
      const field = model.entities.get(entity)?.fields.get(name)
      return field ? { key: field.key, type: field.value } : systemField(entity, name)
    },
    names: (entity) => [...(model.entities.get(entity)?.fields.keys() ?? []), ...systemNames],
  }
}

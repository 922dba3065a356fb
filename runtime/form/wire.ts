import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import { isComputed, widgetOf } from '../model/field-view.ts'
import type { AppModel } from '../model/model.ts'
import type { Values } from './record-store.ts'

const idOf = (value: unknown): unknown => (isObject(value) && value['id'] !== undefined ? value['id'] : value)

/** What is sent of the changed fields: ids in place of opened links and files, no computed values. */
export function toRequest(model: AppModel, entity: ClientEntity, values: Values): Values {
  const sent = entity.fields.filter((field) => field.name in values && field.write && !field.formula && !isComputed(field))
  return Object.fromEntries(sent.map((field) => [field.name, wireOf(model, field, values[field.name] ?? null)]))
}
function wireOf(model: AppModel, field: ClientField, value: unknown): unknown {
  const child = field.childEntity ? model.byKey.get(field.childEntity) : undefined
  if (child) return (Array.isArray(value) ? value : []).map((row: Values) => ({ ...(row['id'] ? { id: row['id'] } : {}), ...toRequest(model, child, row) }))
  if (widgetOf(field) === 'dynamic_link') return value
  return Array.isArray(value) ? value.map(idOf) : widgetOf(field) === 'json' || widgetOf(field) === 'geo_point' ? value : idOf(value)
}

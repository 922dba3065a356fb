import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Values } from '../form/record-store.ts'
import { isComputed, widgetOf } from '../model/field-view.ts'
import { type AppModel, childOf } from '../model/model.ts'

let copy: { readonly entity: string; readonly values: Values } | null = null

/** Not copied: what is computed or numbered, what must be unique, and files, which belong to one record. */
function copied(entity: ClientEntity, field: ClientField): boolean {
  const alone = entity.unique.some(({ fields }) => fields.length === 1 && fields[0] === field.key)
  return field.write && !isComputed(field) && !field.formula && field.options['copy'] !== false && field.options['unique'] !== true && !alone && !['file', 'files', 'image', 'signature'].includes(widgetOf(field))
}
function copyOf(model: AppModel, entity: ClientEntity, values: Values): Values {
  return Object.fromEntries(entity.fields.filter((field) => copied(entity, field)).flatMap((field): [string, unknown][] => {
    const value = values[field.name]
    if (value === undefined || value === null) return []
    const child = childOf(model, field)
    return [[field.name, child && Array.isArray(value) ? value.map((row: Values) => copyOf(model, child, row)) : value]]
  }))
}

/** Puts aside what "Duplicate" starts the next new record with. */
export function keepCopy(entity: ClientEntity, values: Values, model: AppModel): void {
  copy = { entity: entity.name, values: copyOf(model, entity, values) }
}
/** What was typed elsewhere goes on in the full form, all of it. */
export function keepTyped(entity: ClientEntity, values: Values): void {
  copy = { entity: entity.name, values }
}
export function takeCopy(entity: string): Values {
  return copy?.entity === entity ? copy.values : {}
}
export const dropCopy = (): void => { copy = null }

import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Values } from '../form/record-store.ts'
import { isComputed } from '../model/field-view.ts'

let copy: { readonly entity: string; readonly values: Values } | null = null

/** Puts aside what "Duplicate" starts the next new record with. */
export function keepCopy(entity: ClientEntity, values: Values): void {
  const fields = entity.fields.filter((field) => !isComputed(field) && field.options['copy'] !== false && field.write)
  const bare = (value: unknown, field: (typeof fields)[number]): unknown => (field.childEntity && Array.isArray(value) ? value.map((row: Values) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id'))) : value)
  copy = { entity: entity.name, values: Object.fromEntries(fields.flatMap((field) => (values[field.name] === undefined || values[field.name] === null ? [] : [[field.name, bare(values[field.name], field)]]))) }
}
export function takeCopy(entity: string): Values {
  return copy?.entity === entity ? copy.values : {}
}
export const dropCopy = (): void => { copy = null }

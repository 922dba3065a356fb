import type { Entity, Field } from '../../metadata/model/model.ts'
import { loadColumns } from '../db/wire-value.ts'
import type { Row } from './space.ts'

/** Columns of the system in the two kinds of tables that hold rows. */
const recordColumns = [['id', 'uuid'], ['_version', 'integer'], ['_created_at', 'timestamptz'], ['_created_by', 'uuid'], ['_updated_at', 'timestamptz'], ['_updated_by', 'uuid'], ['_owner', 'uuid'], ['_deleted_at', 'timestamptz']] as const
const childColumns = [['id', 'uuid'], ['_parent', 'uuid'], ['_position', 'integer']] as const

export interface Column { readonly name: string; readonly type: string }
export const systemColumns = (entity: Entity): readonly Column[] => (entity.parent ? childColumns : recordColumns).map(([name, type]) => ({ name, type }))
export const fieldsWithColumns = (entity: Entity): readonly Field[] => [...entity.fields.values()].filter((field) => field.columns.length > 0)

/** A row of the table → values by field key. */
export function loadRow(entity: Entity, columns: Readonly<Record<string, unknown>>): Row {
  const row: Row = { id: String(columns['id']) }
  for (const { name } of systemColumns(entity)) row[name] = columns[name] ?? null
  for (const field of fieldsWithColumns(entity)) row[field.key] = loadColumns(field, field.columns.map(({ name }) => columns[name] ?? null))
  return row
}

/** Values by field key → an object of column values for `json_to_recordset`. */
export function storeRow(row: Row, system: readonly Column[], fields: readonly Field[]): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const { name } of system) out[name] = row[name] ?? null
  for (const field of fields) storeField(out, field, row[field.key])
  return out
}

function storeField(out: Record<string, unknown>, field: Field, value: unknown): void {
  const empty = value === null || value === undefined
  const values = empty ? [] : field.type.store ? field.type.store(value, field.options) : [value]
  field.columns.forEach((column, i) => { out[column.name] = plain(column.type, values[i] ?? null) })
}

/** What a type stores as JSON text for a jsonb column travels as the value itself. */
const plain = (type: string, value: unknown): unknown => (type === 'jsonb' && typeof value === 'string' ? parsed(value) : value)
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

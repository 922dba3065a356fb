import type { Entity, Field } from '../../metadata/model/model.ts'
import { loadColumns } from '../db/wire-value.ts'
import type { Row } from './space.ts'

/** Columns of the system in the two kinds of tables that hold rows. */
const recordColumns = [['id', 'uuid'], ['_version', 'integer'], ['_created_at', 'timestamptz'], ['_created_by', 'uuid'], ['_updated_at', 'timestamptz'], ['_updated_by', 'uuid'], ['_owner', 'uuid'], ['_deleted_at', 'timestamptz']] as const
const childColumns = [['id', 'uuid'], ['_parent', 'uuid'], ['_position', 'integer']] as const

export interface Column { readonly name: string; readonly type: string }
/** What is worked out once for an entity; `empty`: a row with all its keys, so that all rows have one shape. */
interface Layout { readonly system: readonly Column[]; readonly fields: readonly Field[]; readonly empty: Row }
const layouts = new WeakMap<Entity, Layout>()
function layoutOf(entity: Entity): Layout {
  const known = layouts.get(entity)
  if (known) return known
  const system = (entity.parent ? childColumns : recordColumns).map(([name, type]) => ({ name, type }))
  const fields = [...entity.fields.values()].filter((field) => field.columns.length > 0)
  const empty: Row = { id: '', ...Object.fromEntries([...system.map(({ name }) => name), ...fields.map(({ key }) => key)].map((key) => [key, null])) } as Row
  const made = { system, fields, empty }
  layouts.set(entity, made)
  return made
}
export const systemColumns = (entity: Entity): readonly Column[] => layoutOf(entity).system
export const fieldsWithColumns = (entity: Entity): readonly Field[] => layoutOf(entity).fields

/** A row of the table → values by field key; of some fields only, where only they were read. */
export function loadRow(entity: Entity, columns: Readonly<Record<string, unknown>>, some?: readonly Field[]): Row {
  const { system, fields: all, empty } = layoutOf(entity)
  const fields = some ?? all
  const row: Row = some ? { id: '' } : { ...empty }
  for (const { name } of system) row[name] = columns[name] ?? null
  for (const field of fields) row[field.key] = loadField(field, columns)
  return row
}
function loadField(field: Field, columns: Readonly<Record<string, unknown>>): unknown {
  const [first, second] = field.columns
  if (!second && !field.type.load && !field.type.computed) return columns[first!.name] ?? null
  return loadColumns(field, field.columns.map(({ name }) => columns[name] ?? null))
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

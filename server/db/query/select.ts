import type { Field } from '../../../metadata/model/model.ts'
import type { Selection } from '../../../metadata/query/query.ts'
import { systemFields } from '../../../metadata/base/name.ts'
import { loadColumns } from '../wire-value.ts'
import { childRows, fieldCondition, fieldSql, fieldSqlType, follow, isSystemField, linkedRows, masked, type Rows, systemType, targetOf } from './values.ts'
import { column, entityOf, quote, type Row, canRead, type Statement, tableOf, type Target } from './statement.ts'

/** From what PostgreSQL answers to the wire value; null where they are the same. */
export type Load = ((value: unknown) => unknown) | null
export interface Output { readonly name: string; readonly sql: string; readonly load: Load }

/** System fields that every record carries on the wire. */
const always = systemFields.filter((name) => name !== '_deleted_at')
export const titleField = 'title'

/** Every own field that the actor may read; line items only where one document is read. */
export function ownFields(target: Target, entityKey: string, withChildren: boolean): Selection[] {
  return [...entityOf(target, entityKey).fields.values()]
    .filter((field) => canRead(target, entityKey, field.key) && (withChildren || field.relation?.kind !== 'children'))
    .map((field) => ({ field: field.key }))
}

/** The columns of the outermost row: system fields, then what is selected, each under its present name. */
export function outputs(statement: Statement, row: Row, selections: readonly Selection[]): Output[] {
  const parent = entityOf(statement.target, row.entity).parent
  const system = parent ? ['id', '_parent', '_position'] : always
  const own = selections.filter((selection) => !system.includes(selection.field))
  return [
    ...system.map((name) => selections.find((selection) => selection.field === name && selection.nested) ?? { field: name }),
    ...own,
  ].map((selection) => output(statement, row, selection))
}

function output(statement: Statement, row: Row, selection: Selection): Output {
  const name = outputName(statement, row, selection.field)
  const { sql, load } = valueOf(statement, row, selection)
  return { name, sql, load }
}

const fieldOf = (statement: Statement, row: Row, key: string): Field | undefined => entityOf(statement.target, row.entity).fields.get(key)
const outputName = (statement: Statement, row: Row, key: string): string => fieldOf(statement, row, key)?.name ?? key

interface Value { readonly sql: string; readonly load: Load; readonly type: string }

function valueOf(statement: Statement, row: Row, selection: Selection): Value {
  const key = selection.field
  const field = fieldOf(statement, row, key)
  if (selection.nested && targetOf(statement, row, key)) return opened(statement, row, selection)
  if (isSystemField(key)) return { sql: column(row, key), load: null, type: systemType(key) }
  if (!field) return { sql: titleSql(statement, row), load: null, type: 'text' }
  if (field.relation?.kind === 'children') return list(statement, childRows(statement, row, field), { owner: row, field, nested: selection.nested ?? ownFields(statement.target, field.childEntity ?? '', true), title: false })
  if (field.relation?.kind === 'links' && selection.nested) return list(statement, linkedRows(statement, { row, trust: 'actor' }, field), { owner: row, field, nested: selection.nested, title: true })
  if (field.type.group === 'file') return fileValue(statement, row, field)
  return plain(statement, row, field)
}

const titleSql = (statement: Statement, row: Row): string => statement.write(statement, entityOf(statement.target, row.entity).title, { row, trust: 'actor' })

function plain(statement: Statement, row: Row, field: Field): Value {
  if (field.columns.length > 1) {
    const parts = field.columns.map((one) => jsonForm(column(row, one.name), one.type)).join(', ')
    const sql = masked(`json_build_array(${parts})`, fieldCondition(statement, { row, trust: 'actor' }, field.key))
    return { sql, type: 'json', load: (value) => (value === null ? null : loadColumns(field, value as unknown[])) }
  }
  const computed = field.columns.length === 0 && !field.relation
  const type = computed ? fieldSqlType(field) : field.relation?.kind === 'links' ? 'uuid[]' : fieldSqlType(field)
  const sql = fieldSql(statement, { row, trust: 'actor' }, field.key)
  return { sql: computed ? `(${sql})::${type}` : sql, type, load: field.type.load ? (value) => (value === null ? null : loadColumns(field, [value])) : null }
}

/** Files travel as their description. */
function fileValue(statement: Statement, row: Row, field: Field): Value {
  const sql = fieldSql(statement, { row, trust: 'actor' }, field.key)
  const files = tableOf(statement.target, '_files')
  const body = `json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'type', f.type)`
  if (!fieldSqlType(field).endsWith('[]')) return { sql: `(select ${body} from ${files} f where f.id = ${sql})`, load: null, type: 'json' }
  return { sql: `(select coalesce(json_agg(${body} order by o.n), '[]') from unnest(${sql}) with ordinality o(id, n) join ${files} f on f.id = o.id)`, load: null, type: 'json' }
}

/** An opened link: `{ id, title, … }`; `deleted` marks a record in the bin. */
function opened(statement: Statement, row: Row, selection: Selection): Value {
  const to = follow(statement, { row, trust: 'actor' }, selection.field)
  const { sql, load } = object(statement, to, { nested: selection.nested ?? [], title: true })
  const body = `(select case when ${column(to, '_deleted_at')} is null then o.o else (o.o::jsonb || '{"deleted":true}')::json end from (select ${sql} as o) o)`
  return { sql: `case when ${column(to, 'id')} is not null then ${body} end`, load, type: 'json' }
}

interface ListOf { readonly owner: Row; readonly field: Field; readonly nested: readonly Selection[]; readonly title: boolean }

function list(statement: Statement, rows: Rows, of: ListOf): Value {
  const { sql, load } = object(statement, rows.row, of)
  const text = `(select coalesce(json_agg(${sql} order by ${rows.order}), '[]') from ${rows.from} where ${rows.where})`
  const condition = fieldCondition(statement, { row: of.owner, trust: 'actor' }, of.field.key)
  return { sql: masked(text, condition), type: 'json', load: load && ((value) => (value as unknown[] | null)?.map(load) ?? null) }
}

/** A nested row as one JSON object. */
function object(statement: Statement, row: Row, of: { nested: readonly Selection[]; title: boolean }): { sql: string; load: Load } {
  const nested = of.nested.filter((selection) => selection.field !== 'id')
  const values = nested.map((selection) => ({ name: outputName(statement, row, selection.field), ...valueOf(statement, row, selection) }))
  const title = of.title && !values.some((value) => value.name === titleField) ? [{ name: titleField, sql: titleSql(statement, row), type: 'text', load: null }] : []
  const all = [{ name: 'id', sql: column(row, 'id'), type: 'uuid', load: null }, ...title, ...values]
  return { sql: jsonObject(all), load: loadAll(values) }
}

/** PostgreSQL takes at most 100 arguments in a call. */
const pairsPerCall = 50

function jsonObject(values: readonly { name: string; sql: string; type: string }[]): string {
  if (values.length > pairsPerCall) {
    return `(select row_to_json(o) from (select ${values.map((value) => `${jsonForm(value.sql, value.type)} as ${quote(value.name)}`).join(', ')}) o)`
  }
  return `json_build_object(${values.map((value) => `'${value.name.replaceAll("'", "''")}', ${jsonForm(value.sql, value.type)}`).join(', ')})`
}

export function loadAll(values: readonly { name: string; load: Load }[]): Load {
  const loads = values.filter((value) => value.load !== null)
  if (loads.length === 0) return null
  return (value) => {
    const row = value as Record<string, unknown> | null
    if (row) for (const { name, load } of loads) row[name] = load?.(row[name])
    return row
  }
}

/** The form that a value has inside JSON: exact numbers and instants as on the wire. */
export function jsonForm(sql: string, type: string): string {
  if (/^(numeric|decimal|time\b(?!stamp))/.test(type)) return `(${sql})::text`
  if (type.startsWith('timestamp')) return `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return sql
}

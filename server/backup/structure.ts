import type { Runner } from '../db/database.ts'

/** A table as the catalogue describes it, without the name of its schema: a copy may stand in another. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly required: boolean; readonly default: string | null; readonly identity: boolean; readonly generated: boolean }[]
  readonly constraints: readonly { readonly name: string; readonly definition: string; readonly foreign: boolean }[]
  readonly indexes: readonly string[]
}

/** A series of document numbers that stands in no table: the next one goes on after it, also when the newest record was purged. */
export interface Counter { readonly name: string; readonly last: string; readonly used: boolean }
const counterName = /^_number_[0-9a-f]{24}$/
export async function readCounters(db: Runner, schema: string): Promise<Counter[]> {
  const names = await db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'S' order by 1`, [schema])
  const counters: Counter[] = []
  for (const { name } of names.filter((one) => counterName.test(one.name)))
    counters.push(...(await db.query<Counter>(`select '${name}' as name, last_value::text as last, is_called as used from "${schema}"."${name}"`)))
  return counters
}
/** Nothing for a name or a number that is none of ours. */
export const createCounter = ({ name, last, used }: Counter, schema: string): string[] =>
  counterName.test(name) && /^\d{1,19}$/.test(last) ? [`create sequence "${schema}"."${name}"`, `select setval('"${schema}"."${name}"', ${last}, ${used === true})`] : []

/** Stands for the schema in a definition. */
export const here = '{schema}'
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export async function readStructure(db: Runner, schema: string): Promise<TableShape[]> {
  // Definitions are written with names of the schema in front when it is not on the path.
  await db.query(`set local search_path to pg_catalog`)
  const tables = await db.query<{ name: string; oid: number }>(
    `select c.relname as name, c.oid::int as oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind = 'r' order by c.relname`, [schema])
  const shapes: TableShape[] = []
  for (const { name, oid } of tables) shapes.push({ name, columns: await columnsOf(db, oid), constraints: await constraintsOf(db, { oid, schema }), indexes: await indexesOf(db, { oid, schema }) })
  return shapes
}

const columnsOf = (db: Runner, oid: number): Promise<TableShape['columns'][number][]> => db.query(
  `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
          case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default, a.attidentity <> '' as identity, a.attgenerated <> '' as generated
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`, [oid])

async function constraintsOf(db: Runner, { oid, schema }: { oid: number; schema: string }): Promise<TableShape['constraints'][number][]> {
  const rows = await db.query<{ name: string; definition: string; foreign: boolean }>(
    `select conname as name, pg_get_constraintdef(oid) as definition, contype = 'f' as foreign from pg_constraint where conrelid = $1 and contype in ('p', 'u', 'c', 'x', 'f') order by conname`, [oid])
  return rows.map((row) => ({ ...row, definition: outOf(row.definition, schema) }))
}
async function indexesOf(db: Runner, { oid, schema }: { oid: number; schema: string }): Promise<string[]> {
  const rows = await db.query<{ definition: string }>(
    `select pg_get_indexdef(i.indexrelid) as definition from pg_index i where i.indrelid = $1 and i.indisvalid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')) order by 1`, [oid])
  return rows.map(({ definition }) => outOf(definition, schema))
}
const outOf = (text: string, schema: string): string => text.replaceAll(`${quote(schema)}.`, `${here}.`).replaceAll(new RegExp(`(?<![\\w"'])${schema}\\.`, 'g'), `${here}.`)
const into = (text: string, schema: string): string => text.replaceAll(`${here}.`, `${quote(schema)}.`)

export const createTable = ({ name, columns }: TableShape, schema: string): string =>
  `create table ${quote(schema)}.${quote(name)} (${columns.map((column) => columnText(column, schema)).join(', ')})`
function columnText({ name, type, required, default: value, identity, generated }: TableShape['columns'][number], schema: string): string {
  const rest = identity ? ' generated always as identity' : value !== null && !generated && !/nextval\(/.test(value) ? ` default ${into(value, schema)}` : ''
  return `${quote(name)} ${type}${rest}${required ? ' not null' : ''}`
}
export const addConstraints = ({ name, constraints }: TableShape, schema: string, foreign: boolean): string[] =>
  constraints.filter((one) => one.foreign === foreign).map((one) => `alter table ${quote(schema)}.${quote(name)} add constraint ${quote(one.name)} ${into(one.definition, schema)}`)
export const createIndexes = ({ indexes }: TableShape, schema: string): string[] => indexes.map((definition) => into(definition, schema))
/** Counters go on after the highest number that was given. */
export const advanceCounters = ({ name, columns }: TableShape, schema: string): string[] => columns.filter(({ identity, default: value }) => identity || /nextval\(/.test(value ?? '')).map((column) =>
  `select setval(pg_get_serial_sequence('${quote(schema)}.${quote(name)}', '${column.name}'), coalesce((select max(${quote(column.name)}) from ${quote(schema)}.${quote(name)}), 0) + 1, false)`)

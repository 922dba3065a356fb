import type { Step } from '../../metadata/change/step.ts'

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>
type Table = (name: string) => string
/** The schema of the workspace, quoted names in it, and the schema of pg_trgm (null: the server lacks it). */
interface Place { readonly schema: string; readonly trigram: string | null }
type Write<K extends Step['kind']> = (step: StepOf<K>, table: Table, place: Place) => string[]

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const list = (names: readonly string[]): string => names.map(quote).join(', ')
const where = (condition: string | null): string => (condition === null ? '' : ` where ${condition}`)

const systemColumns: { [K in StepOf<'create-table'>['system']]: readonly string[] } = {
  record: [
    'id uuid', '_version integer not null default 1', '_created_at timestamptz(3) not null default now()', '_created_by uuid',
    '_updated_at timestamptz(3) not null default now()', '_updated_by uuid', '_owner uuid', '_deleted_at timestamptz(3)',
  ],
  child: ['id uuid', '_parent uuid not null', '_position integer not null'],
  join: ['source uuid not null', 'target uuid not null', '_position integer not null default 0'],
}

const primaryKey: { [K in StepOf<'create-table'>['system']]: string } = { record: 'id', child: 'id', join: 'source, target' }

/** One entry per step; a missing one does not compile. */
const sql: { [K in Step['kind']]: Write<K> } = {
  'create-table': (s, t) => [`create table ${t(s.table)} (${[...systemColumns[s.system], ...s.columns.map((c) => `${quote(c.name)} ${c.type}`),
    `constraint ${quote(s.key)} primary key (${primaryKey[s.system]})`].join(', ')})`],
  'rename-table': (s, _, { schema }) => renameTable(schema, s.from, s.to),
  'quarantine-table': (s, _, { schema }) => renameTable(schema, s.table, s.to),
  'restore-table': (s, _, { schema }) => renameTable(schema, s.from, s.table),
  'add-column': (s, t) => [`alter table ${t(s.table)} add column ${quote(s.column.name)} ${s.column.type}`],
  'rename-column': (s, t) => [renameColumn(t(s.table), s.from, s.to)],
  'quarantine-column': (s, t) => [renameColumn(t(s.table), s.column, s.to)],
  'restore-column': (s, t) => [renameColumn(t(s.table), s.from, s.column)],
  'drop-column': (s, t) => [`alter table ${t(s.table)} drop column ${quote(s.column)}`],
  'retype-column': (s, t) => retype(s, t(s.table)),
  'add-foreign-key': (s, t) => [...(s.clean ? [clearDangling(s, t)] : []),
    `alter table ${t(s.table)} add constraint ${quote(s.name)} foreign key (${quote(s.column)}) references ${t(s.target)} (id) on delete ${s.onDelete}`],
  'drop-constraint': (s, t) => [`alter table ${t(s.table)} drop constraint ${quote(s.name)}`],
  'add-unique': (s, t) => [s.deferrable
    ? `alter table ${t(s.table)} add constraint ${quote(s.name)} unique (${list(s.columns)}) deferrable initially immediate`
    : `create unique index ${quote(s.name)} on ${t(s.table)} (${s.columns.length === 0 ? '(true)' : list(s.columns)})${where(s.where)}`],
  'add-exclusion': (s, t) => [`alter table ${t(s.table)} add constraint ${quote(s.name)} exclude using gist (${[...s.equal.map((c) => `${quote(c)} with =`),
    `${s.range}(${quote(s.from)}, ${quote(s.to)}, '[)') with &&`].join(', ')})${s.where === null ? '' : ` where (${s.where})`}`],
  // The index of a concurrent step may not be there yet.
  'drop-index': (s, t) => [`drop index if exists ${t(s.name)}`],
  'create-index': (s, t, { trigram }) => (s.method === 'trigram' && trigram === null ? [] : [createIndex(s, t, trigram)]),
  recompute: () => [],
}

/** The SQL of a step; every name is quoted and stands in the schema. `recompute` is no SQL: the shell carries it out. */
export function ddl(step: Step, schema: string, trigram: string | null = null): string[] {
  const write = sql[step.kind] as (step: Step, table: Table, place: Place) => string[]
  return write(step, (name) => `${quote(schema)}.${quote(name)}`, { schema, trigram })
}

function createIndex(s: StepOf<'create-index'>, t: Table, trigram: string | null): string {
  const on = s.method === 'trigram' ? `using gin (${s.columns.map((c) => `${quote(c)} ${quote(trigram ?? 'public')}.gin_trgm_ops`).join(', ')})` : `(${list(s.columns)})`
  return `create index ${s.concurrent ? 'concurrently ' : ''}${quote(s.name)} on ${t(s.table)} ${on}`
}

const renameTable = (schema: string, from: string, to: string): string[] => [`alter table ${quote(schema)}.${quote(from)} rename to ${quote(to)}`]
const renameColumn = (table: string, from: string, to: string) => `alter table ${table} rename column ${quote(from)} to ${quote(to)}`

/** Values that do not convert are kept as text in a column of their own before theirs becomes null. */
function retype(s: StepOf<'retype-column'>, table: string): string[] {
  const column = quote(s.column)
  const text = `(${column}::text)`
  const fill = (template: string) => template.replaceAll('{text}', text)
  const alter = (using: string) => `alter table ${table} alter column ${column} type ${s.type} using ${using}`
  if (s.valid === null || s.cast === null) return [alter(`${column}::${s.type}`)]
  const keep = s.keep === null ? [] : [
    `alter table ${table} add column if not exists ${quote(s.keep)} text`,
    `update ${table} set ${quote(s.keep)} = ${text} where ${column} is not null and (${fill(s.valid)}) is not true`,
  ]
  return [...keep, alter(`case when ${column} is not null and (${fill(s.valid)}) then (${fill(s.cast)})::${s.type} end`)]
}

function clearDangling(s: StepOf<'add-foreign-key'>, t: Table): string {
  const dangling = `where d.${quote(s.column)} is not null and not exists (select from ${t(s.target)} as o where o.id = d.${quote(s.column)})`
  return s.onDelete === 'cascade' ? `delete from ${t(s.table)} as d ${dangling}` : `update ${t(s.table)} as d set ${quote(s.column)} = null ${dangling}`
}

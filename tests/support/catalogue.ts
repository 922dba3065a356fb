import { type Constraint, type Table, tablesOf } from '../../metadata/change/physical.ts'
import { constraintName } from '../../metadata/change/names.ts'
import type { Model } from '../../metadata/model/model.ts'
import type { Database } from '../../server/db/database.ts'
import { trigramSchema } from '../../server/db/trigram-schema.ts'

const systemColumns: { [K in Table['system']]: readonly string[] } = {
  record: ['id uuid!', '_version integer!', '_created_at timestamptz(3)!', '_created_by uuid', '_updated_at timestamptz(3)!', '_updated_by uuid', '_owner uuid', '_deleted_at timestamptz(3)'],
  child: ['id uuid!', '_parent uuid!', '_position integer!'],
  join: ['source uuid!', 'target uuid!', '_position integer!'],
}
const canonical = (type: string): string => type
  .replace(/timestamp\((\d)\) with time zone/, 'timestamptz($1)').replace(/time\((\d)\) without time zone/, 'time($1)').replace('character varying', 'varchar').replaceAll(' ', '')
const columnLine = (table: string, name: string, type: string): string => `${table} column ${name} ${canonical(type)}`

/**
 * What the database has and the model does not ask for (`+`), and the other way round (`-`). Quarantine does not count; a
 * server without pg_trgm owes no search index.
 */
export async function drift(database: Database, schema: string, model: Model | null): Promise<string[]> {
  const trigram = (await trigramSchema(database)) !== null
  const wanted = new Set([...tablesOf(model).values()].flatMap((table) => wantedLines(table, { tables: tablesOf(model), trigram })))
  const found = new Set((await Promise.all([columnsOf(database, schema), constraintsOf(database, schema), indexesOf(database, schema)])).flat())
  return [...[...found].filter((line) => !wanted.has(line)).map((line) => `+ ${line}`), ...[...wanted].filter((line) => !found.has(line)).map((line) => `- ${line}`)]
}

interface Wanted { readonly tables: ReturnType<typeof tablesOf>; readonly trigram: boolean }
function wantedLines(table: Table, { tables, trigram }: Wanted): string[] {
  const own = [...table.columns.values()].map(({ name, type }) => columnLine(table.name, name, type))
  const system = systemColumns[table.system].map((line) => `${table.name} column ${line}`)
  const key = `${table.name} p ${constraintName('key', table.id, '')} (${table.system === 'join' ? 'source,target' : 'id'})`
  const rules = [...table.constraints.values()].filter((one) => trigram || one.kind !== 'index' || one.method !== 'trigram').map((one) => constraintLine(table, one, tables))
  return [...own, ...system, key, ...rules]
}

function constraintLine(table: Table, one: Constraint, tables: Wanted['tables']): string {
  const columns = one.columns.map((id) => table.columns.get(id)?.name ?? id).join(',')
  const at = `${one.name} (${columns})`
  switch (one.kind) {
    case 'foreign': return `${table.name} f ${at} ${tables.get(one.target)!.name} ${{ restrict: 'r', 'set null': 'n', cascade: 'c' }[one.onDelete]}`
    case 'unique': return one.deferrable ? `${table.name} u ${at}` : `${table.name} index ${at} unique btree${table.system === 'record' || one.where ? ' where' : ''}`
    case 'overlap': return `${table.name} x ${one.name}`
    case 'index': return `${table.name} index ${at} ${one.method === 'trigram' ? 'gin' : 'btree'}`
  }
}

const visible = (alias: string): string => `${alias}.relname !~ '^_'`
async function columnsOf(database: Database, schema: string): Promise<string[]> {
  const rows = await database.query<{ t: string; name: string; type: string; needed: boolean }>(
    `select c.relname as t, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as needed from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = $1::regnamespace and c.relkind = 'r' and ${visible('c')} and a.attnum > 0 and not a.attisdropped and a.attname !~ '^_q_'`, [schema])
  return rows.map(({ t, name, type, needed }) => `${columnLine(t, name, type)}${needed ? '!' : ''}`)
}

async function constraintsOf(database: Database, schema: string): Promise<string[]> {
  const rows = await database.query<{ t: string; kind: string; name: string; columns: string; target: string | null; rule: string; deferrable: boolean }>(
    `select c.relname as t, k.contype as kind, k.conname as name, o.relname as target, k.confdeltype as rule, k.condeferrable as deferrable,
       (select string_agg(a.attname, ',' order by p.n) from unnest(k.conkey) with ordinality p(num, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = p.num) as columns
     from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class o on o.oid = k.confrelid where c.relnamespace = $1::regnamespace and ${visible('c')} and k.contype <> 'n'`, [schema])
  return rows.map(({ t, kind, name, columns, target, rule, deferrable }) => {
    if (kind === 'x') return `${t} x ${name}`
    return `${t} ${kind} ${name} (${columns})${kind === 'f' ? ` ${target} ${rule}` : ''}${kind === 'u' && !deferrable ? ' immediate' : ''}`
  })
}

async function indexesOf(database: Database, schema: string): Promise<string[]> {
  const rows = await database.query<{ t: string; name: string; columns: string | null; unique: boolean; method: string; partial: boolean; valid: boolean }>(
    `select c.relname as t, x.relname as name, i.indisunique as unique, m.amname as method, i.indpred is not null as partial, i.indisvalid as valid,
       (select string_agg(a.attname, ',' order by p.n) from unnest(i.indkey::int2[]) with ordinality p(num, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = p.num) as columns
     from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid join pg_am m on m.oid = x.relam
     where c.relnamespace = $1::regnamespace and ${visible('c')} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`, [schema])
  return rows.map(({ t, name, columns, unique, method, partial, valid }) => `${t} index ${name} (${columns ?? ''})${unique ? ' unique' : ''} ${method}${partial ? ' where' : ''}${valid ? '' : ' INVALID'}`)
}

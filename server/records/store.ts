import type { Entity, Field } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { statementName } from '../db/statement-name.ts'
import { type Column, fieldsWithColumns, loadRow, storeRow, systemColumns } from './columns.ts'
import { type Row, type Session, quote, tableOf } from './space.ts'

type Store = Pick<Session, 'tx' | 'space'>

interface Prepared { readonly text: string; readonly name: string }
const prepared = new WeakMap<Entity, Map<string, Prepared>>()
/** The text of a statement about an entity and its name, made once for each sort of it. */
function textOf({ space }: Store, { entity, sort }: { entity: Entity; sort: string }, make: () => string): Prepared {
  const own = prepared.get(entity) ?? new Map<string, Prepared>()
  prepared.set(entity, own)
  const key = `${space.schema} ${sort}`
  const known = own.get(key)
  if (known) return known
  const text = make()
  const made = { text, name: statementName(text) }
  if (own.size >= mostSorts) own.clear()
  own.set(key, made)
  return made
}
const mostSorts = 2000

/** One value is asked for by itself: PostgreSQL then keeps its plan, and for a list it would plan each time. */
const among = (column: string, one: boolean): string => `${column} = ${one ? '$1::uuid' : 'any($1::uuid[])'}`

/** `fields`: these alone, and what the system keeps. */
interface Wanted { readonly ids: readonly string[]; readonly lock?: 'none' | 'share' | 'update'; readonly fields?: readonly Field[] | undefined }
/** Rows by id. `update`: locked until the end of the transaction, in the order of ids so that writers do not deadlock. */
export async function readRows(s: Store, entity: Entity, { ids, lock = 'none', fields }: Wanted): Promise<Row[]> {
  if (ids.length === 0) return []
  const one = ids.length === 1
  const sort = `read ${one} ${lock} ${fields ? fields.map(({ key }) => key).join(' ') : '*'}`
  const { text, name } = textOf(s, { entity, sort }, () => {
    const locking = { none: '', share: ' for key share', update: ' for update' }[lock]
    return `select ${stored(entity, fields)} from ${tableOf(s.space, entity.table)} where ${among('id', one)}${one ? '' : ' order by id'}${locking}`
  })
  const rows = await s.tx.query(text, [one ? ids[0] : ids], name)
  return rows.map((row) => loadRow(entity, row, fields))
}

/** Rows of a children field by the id of the record they belong to, in order. */
export async function readChildren(s: Store, child: Entity, parents: readonly string[]): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>(parents.map((id) => [id, []]))
  if (parents.length === 0) return found
  const one = parents.length === 1
  const { text, name } = textOf(s, { entity: child, sort: `lines ${one}` }, () => `select ${stored(child)} from ${tableOf(s.space, child.table)} where ${among('_parent', one)} order by _parent, _position, id`)
  const rows = await s.tx.query(text, [one ? parents[0] : parents], name)
  for (const row of rows) found.get(String(row['_parent']))?.push(loadRow(child, row))
  return found
}

/** Targets of a `links` field by the id of the record, in order. */
export async function readLinks(s: Store, joinTable: string, sources: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(sources.map((id) => [id, []]))
  if (sources.length === 0) return found
  const one = sources.length === 1
  const text = `select source, target from ${tableOf(s.space, joinTable)} where ${among('source', one)} order by source, _position`
  const rows = await s.tx.query<{ source: string; target: string }>(text, [one ? sources[0] : sources], statementName(text))
  for (const { source, target } of rows) found.get(source)?.push(target)
  return found
}

/** Every column with its type, so that a statement that was prepared before a publish never answers others than its text says. */
const stored = (entity: Entity, fields = fieldsWithColumns(entity)): string =>
  [...systemColumns(entity), ...columnsOf(fields)].map(({ name, type }) => `${quote(name)}::${type} as ${quote(name)}`).join(', ')

const list = (columns: readonly Column[]): string => columns.map(({ name }) => quote(name)).join(', ')
const typed = (columns: readonly Column[]): string => columns.map(({ name, type }) => `${quote(name)} ${type}`).join(', ')
const columnsOf = (fields: readonly Field[]): Column[] => fields.flatMap((field) => field.columns.map(({ name, type }) => ({ name, type })))

/** One statement for any number of rows: its text depends on the entity alone, so it is prepared once. */
export async function insertRows(s: Store, entity: Entity, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const system = systemColumns(entity)
  const fields = fieldsWithColumns(entity)
  const { text, name } = textOf(s, { entity, sort: 'insert' }, () => {
    const columns = [...system, ...columnsOf(fields)]
    return `insert into ${tableOf(s.space, entity.table)} (${list(columns)}) select ${list(columns)} from json_to_recordset($1::json) as x(${typed(columns)})`
  })
  await s.tx.query(text, [JSON.stringify(rows.map((row) => storeRow(row, system, fields)))], name)
}

/** Changes the given fields where the version is still the one that was read. Answers the ids that were changed. */
export async function updateRows(s: Store, entity: Entity, { rows, fields }: { rows: readonly Row[]; fields: readonly Field[] }): Promise<Set<string>> {
  const own = fields.filter((field) => field.columns.length > 0)
  const system = [...keysOf(entity), ...marksOf(entity)]
  const { text, name } = textOf(s, { entity, sort: `update ${own.map(({ key }) => key).join(' ')}` }, () => updateText(s, entity, own))
  const done = await s.tx.query<{ id: string }>(text, [JSON.stringify(rows.map((row) => storeRow(row, system, own)))], name)
  return new Set(done.map(({ id }) => id))
}
const keysOf = (entity: Entity): readonly Column[] => (entity.parent ? childKeys : recordKeys)
const marksOf = (entity: Entity): readonly Column[] => (entity.parent ? childMarks : recordMarks)
const childKeys = [{ name: 'id', type: 'uuid' }]
const recordKeys = [...childKeys, { name: '_version', type: 'integer' }]
const childMarks = [{ name: '_position', type: 'integer' }]
const recordMarks = [{ name: '_updated_at', type: 'timestamptz' }, { name: '_updated_by', type: 'uuid' }, { name: '_deleted_at', type: 'timestamptz' }]
function updateText(s: Store, entity: Entity, own: readonly Field[]): string {
  const changed = [...marksOf(entity), ...columnsOf(own)]
  const sets = changed.map(({ name }) => `${quote(name)} = x.${quote(name)}`)
  // The rows carry their new version; what stands in the table must be the one before.
  return `update ${tableOf(s.space, entity.table)} as t set ${[...sets, ...(entity.parent ? [] : ['_version = x._version'])].join(', ')}
    from json_to_recordset($1::json) as x(${typed([...keysOf(entity), ...changed])}) where t.id = x.id${entity.parent ? '' : ' and t._version = x._version - 1'} returning t.id`
}

export async function deleteRows(s: Store, table: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await s.tx.query(`delete from ${tableOf(s.space, table)} where id = any($1::uuid[])`, [ids])
}

/** Puts the targets of `links` fields in place of those that were there. */
export async function replaceLinks(s: Store, joinTable: string, sources: readonly { readonly id: string; readonly targets: readonly string[]; readonly fresh: boolean }[]): Promise<void> {
  const known = sources.filter(({ fresh }) => !fresh).map(({ id }) => id)
  const sent: Promise<unknown>[] = known.length > 0 ? [s.tx.query(`delete from ${tableOf(s.space, joinTable)} where source = any($1::uuid[])`, [known])] : []
  const rows = sources.flatMap(({ id, targets }) => targets.map((target, i) => ({ source: id, target, _position: i })))
  if (rows.length > 0) sent.push(s.tx.query(`insert into ${tableOf(s.space, joinTable)} (source, target, _position) select source, target, _position from json_to_recordset($1::json) as x(source uuid, target uuid, _position integer)`, [JSON.stringify(rows)]))
  await together(sent)
}

/** Most referring records that are looked at. */
const mostReferring = 1000
/** Ids of records, not in the bin, that point to this other one by a link of theirs or of their lines. */
export async function referring(s: Store, { entity, column }: { entity: Entity; column: string }, id: string): Promise<string[]> {
  const { entities } = s.space.model
  let [at, top, joins] = [entity, 't0', '']
  for (let n = 1; at.parent; n++) {
    at = entities.get(at.parent.entity)!
    joins += ` join ${tableOf(s.space, at.table)} t${n} on t${n}.id = ${top}._parent`
    top = `t${n}`
  }
  const rows = await s.tx.query<{ id: string }>(`select distinct ${top}.id from ${tableOf(s.space, entity.table)} t0${joins} where t0.${quote(column)} = $1 and ${top}.id <> $1 and ${top}._deleted_at is null order by 1 limit ${mostReferring}`, [id])
  return rows.map((row) => row.id)
}

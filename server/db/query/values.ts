import type { Entity, Field } from '../../../metadata/model/model.ts'
import type { ValueType } from '../../../metadata/base/value-type.ts'
import { addJoin, anyOf, owningRow, parentRow, readsAll, readsNone, rowCondition } from './rows.ts'
import { column, entityOf, newList, newRow, type Row, rightsOf, type Statement, tableOf, type Trust } from './statement.ts'

/** A row, and with whose eyes it is read. */
export interface At { readonly row: Row; readonly trust: Trust }

const systemTypes: Readonly<Record<string, string>> = {
  id: 'uuid', _version: 'integer', _created_at: 'timestamptz', _created_by: 'uuid', _updated_at: 'timestamptz', _updated_by: 'uuid', _owner: 'uuid',
  _deleted_at: 'timestamptz', _position: 'integer', _parent: 'uuid',
}
export const isSystemField = (name: string): boolean => Object.hasOwn(systemTypes, name)
const ofLines = new Set(['id', '_parent', '_position'])
/** Documents and line items have different system fields. */
export const hasSystemField = (entity: Entity | undefined, name: string): boolean =>
  isSystemField(name) && (name === 'id' || ofLines.has(name) === (entity?.parent !== null && entity !== undefined))
export const systemType = (name: string): string => systemTypes[name] ?? 'text'

/** PostgreSQL's type for a value of an expression. */
const kinds: { readonly [K in ValueType['kind']]: string } = {
  text: 'text', number: 'numeric', boolean: 'boolean', date: 'date', time: 'time', datetime: 'timestamptz', duration: 'bigint', json: 'jsonb', record: 'uuid', list: 'text[]', null: 'text',
}
export const typeOf = (value: ValueType): string => (value.kind === 'number' && value.integer ? 'bigint' : kinds[value.kind])
export const fieldSqlType = (field: Field): string => field.columns[0]?.type ?? typeOf(field.value)

/** Why not the whole value: the conditions under which the actor may see the field on this row; null = always. */
export function fieldCondition(statement: Statement, { row, trust }: At, fieldKey: string): string | null {
  if (trust === 'trusted' || isSystemField(fieldKey)) return null
  const rights = rightsOf(statement.target, row.entity)
  const read = rights?.fields.get(fieldKey)?.read
  if (!rights || !read || read.length === 0) return 'false'
  const granted = read === 'always' ? null : anyOf(statement, row, rights.read.filter((grant) => read.includes(grant.id)))
  const field = statement.target.model.entities.get(row.entity)?.fields.get(fieldKey)
  const inSight = field?.relation?.kind === 'dynamic' ? dynamicInSight(statement, row, { field, to: field.relation.to }) : null
  return both(granted, inSight)
}
const both = (a: string | null, b: string | null): string | null => (a === null ? b : b === null ? a : a === 'false' || b === 'false' ? 'false' : `(${a} and ${b})`)

/** A link to any of several entities tells nothing where the record behind it is out of the actor's sight. */
function dynamicInSight(statement: Statement, row: Row, { field, to }: { field: Field; to: readonly string[] }): string | null {
  const targets = [...statement.target.model.entities.values()].filter(({ key, parent }) => !parent && (to.includes('*') || to.includes(key)))
  const open = targets.filter(({ key }) => readsAll(statement, key, 'actor'))
  if (open.length === targets.length) return null
  const [id = '', entity = ''] = field.columns.map(({ name }) => column(row, name))
  const among = (entities: readonly Entity[]): string => `${entity} in (${entities.map(({ key }) => `'${key}'`).join(', ')})`
  const some = targets.filter((target) => !open.includes(target) && !readsNone(statement, target.key, 'actor')).map((target) => {
    const rows = entityRows(statement, target.key, 'actor')
    return `(${among([target])} and exists (select from ${rows.from} where ${[...rows.where, `${column(rows.row, 'id')} = ${id}`].join(' and ')}))`
  })
  const parts = [...(open.length > 0 ? [among(open)] : []), ...some]
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
}

export function masked(sql: string, condition: string | null): string {
  if (condition === null) return sql
  return condition === 'false' ? 'null' : `(case when ${condition} then ${sql} end)`
}

/** The value of a field on a row as the actor may know it: what he may not read is null. */
export function fieldSql(statement: Statement, { row, trust }: At, fieldKey: string): string {
  if (isSystemField(fieldKey)) return column(row, fieldKey)
  const field = entityOf(statement.target, row.entity).fields.get(fieldKey)
  if (!field) throw new Error(`${row.entity} has no field ${fieldKey}`)
  const condition = fieldCondition(statement, { row, trust }, fieldKey)
  if (condition === 'false') return `null::${fieldSqlType(field)}`
  return masked(plainSql(statement, { row, trust }, field), condition)
}

/** The value without the field's own mask. */
export function plainSql(statement: Statement, { row, trust }: At, field: Field): string {
  if (field.rollup) return ofPresent(row, rollupSql(statement, { row, trust }, field))
  if (field.formula && !field.stored) {
    const sql = `(${statement.write(statement, field.formula, { row, trust })})`
    return field.formula.kind === 'path' ? sql : ofPresent(row, sql)
  }
  if (field.relation?.kind === 'link') return linkSql(statement, { row, trust }, field)
  if (field.relation?.kind === 'links') return linksSql(statement, { row, trust }, field)
  if (field.relation?.kind === 'children') return childrenIdsSql(statement, row, field)
  return column(row, firstColumn(field))
}

/** A record that is not there has no figures: not even 0. */
const ofPresent = (row: Row, sql: string): string => (row.linked ? `(case when ${column(row, 'id')} is not null then ${sql} end)` : sql)

const firstColumn = (field: Field): string => {
  const first = field.columns[0]
  if (!first) throw new Error(`${field.entity}.${field.key} has no column`)
  return first.name
}

/** Entity that a field points to, also for the system's own user fields. */
export function targetOf(statement: Statement, row: Row, fieldKey: string): string | null {
  if (isSystemField(fieldKey)) return ['_owner', '_created_by', '_updated_by'].includes(fieldKey) ? 'user' : null
  const field = entityOf(statement.target, row.entity).fields.get(fieldKey)
  if (field?.relation?.kind === 'link') return field.relation.to
  return field?.value.kind === 'record' ? field.value.entity : null
}

/** The row behind a link. The link's own mask holds for all that lies behind it. */
export function follow(statement: Statement, { row, trust }: At, fieldKey: string): Row {
  const entity = targetOf(statement, row, fieldKey)
  if (!entity) throw new Error(`${row.entity}.${fieldKey} is no link`)
  const field = entityOf(statement.target, row.entity).fields.get(fieldKey)
  const stored = !field || field.relation?.kind === 'link'
  const raw = stored ? column(row, field ? firstColumn(field) : fieldKey) : plainSql(statement, { row, trust }, field)
  const name = trust === 'trusted' ? fieldKey : `${fieldKey}${fieldCondition(statement, { row, trust }, fieldKey) === null ? '' : '/masked'}`
  return addJoin(statement, row, { name, entity, id: masked(raw, fieldCondition(statement, { row, trust }, fieldKey)), trust })
}

function linkSql(statement: Statement, { row, trust }: At, field: Field): string {
  const to = field.relation?.kind === 'link' ? field.relation.to : ''
  if (readsNone(statement, to, trust)) return 'null::uuid'
  if (readsAll(statement, to, trust)) return column(row, firstColumn(field))
  return column(follow(statement, { row, trust }, field.key), 'id')
}

function linksSql(statement: Statement, { row, trust }: At, field: Field): string {
  const rows = linkedRows(statement, { row, trust }, field)
  return `array(select ${rows.row.alias}.id from ${rows.from} where ${rows.where} order by ${rows.order})`
}

function childrenIdsSql(statement: Statement, row: Row, field: Field): string {
  const rows = childRows(statement, row, field)
  return `array(select ${rows.row.alias}.id from ${rows.from} where ${rows.where} order by ${rows.order})`
}

export interface Rows { readonly from: string; readonly where: string; readonly order: string; readonly row: Row }

/** Line items of a row, in their order. They have the rights of their document, which is at hand. */
export function childRows(statement: Statement, row: Row, field: Field): Rows {
  const entity = entityOf(statement.target, field.childEntity ?? '')
  const list = newList(statement)
  const child = newRow(statement, entity.key, { scope: list, parent: row })
  return {
    from: `${tableOf(statement.target, entity.table)} ${child.alias}${list.mark}`, row: child,
    where: `${column(child, '_parent')} = ${column(row, 'id')}`, order: `${column(child, '_position')}, ${column(child, 'id')}`,
  }
}

/** Rows of an n-n link that are neither in the bin nor out of the actor's sight. */
export function linkedRows(statement: Statement, { row, trust }: At, field: Field): Rows {
  const entity = entityOf(statement.target, field.relation?.kind === 'links' ? field.relation.to : '')
  const list = newList(statement)
  const to = newRow(statement, entity.key, { scope: list })
  const join = `l${to.alias}`
  const where = [`${join}.source = ${column(row, 'id')}`, `${column(to, '_deleted_at')} is null`]
  const condition = rowCondition(statement, to, trust)
  if (condition) where.push(condition)
  const from = `${tableOf(statement.target, field.joinTable ?? '')} ${join} join ${tableOf(statement.target, entity.table)} ${to.alias} on ${column(to, 'id')} = ${join}.target${list.mark}`
  return { from, row: to, where: where.join(' and '), order: `${join}._position, ${column(to, 'id')}` }
}

/** Every row of an entity that exists for the actor, as the source of a statement or subquery. */
export function entityRows(statement: Statement, entityKey: string, trust: Trust): { from: string; where: string[]; row: Row } {
  const entity = entityOf(statement.target, entityKey)
  const list = newList(statement)
  const row = newRow(statement, entityKey, { scope: list })
  const where = entity.parent ? [`${column(owningRow(statement, row), '_deleted_at')} is null`] : []
  const condition = rowCondition(statement, row, trust)
  if (condition) where.push(condition)
  return { from: `${tableOf(statement.target, entity.table)} ${row.alias}${list.mark}`, where, row }
}

function rollupSql(statement: Statement, { row, trust }: At, field: Field): string {
  const rollup = field.rollup
  if (!rollup) throw new Error(`${field.key} is no rollup`)
  const entity = entityOf(statement.target, rollup.entity)
  const own = entity.parent?.entity === row.entity && !entity.fields.has(rollup.via)
  const rows = entityRows(statement, rollup.entity, trust)
  if (!entity.parent) rows.where.push(`${column(rows.row, '_deleted_at')} is null`)
  const via = own ? column(rows.row, '_parent') : fieldSql(statement, { row: rows.row, trust }, rollup.via)
  const where = [`${via} = ${column(row, 'id')}`, ...rows.where]
  if (own) parentRow(statement, rows.row)
  if (rollup.where) where.push(`(${statement.write(statement, rollup.where, { row: rows.row, trust })})`)
  const of = rollup.of ? statement.write(statement, rollup.of, { row: rows.row, trust }) : '*'
  return `(select ${aggregates[rollup.function](of)} from ${rows.from} where ${where.join(' and ')})`
}

const aggregates: { readonly [K in NonNullable<Field['rollup']>['function']]: (of: string) => string } = {
  count: () => 'count(*)',
  sum: (of) => `coalesce(sum(${of}), 0)`,
  average: (of) => `round(avg(${of}), 12)`,
  min: (of) => `min(${of})`,
  max: (of) => `max(${of})`,
}

import type { Expr } from '../expressions/tree.ts'
import type { Entity, Field, Model } from '../model/model.ts'
import { conditionSql } from './condition.ts'
import { constraintName } from './names.ts'

/** The database that a model asks for. Identities are keys; names are what they are called now. */
export interface Table {
  readonly id: string
  readonly name: string
  readonly system: 'record' | 'child' | 'join'
  /** Key of the entity; of a join table, the entity that has the field. */
  readonly entity: string
  /** Key of the field that a child or join table belongs to. */
  readonly field: string | null
  readonly columns: ReadonlyMap<string, TableColumn>
  /** By name. */
  readonly constraints: ReadonlyMap<string, Constraint>
}
export interface TableColumn { readonly id: string; readonly name: string; readonly type: string; readonly field: Field | null }
/** Columns are meant by id, so that a rename changes nothing here. */
export type Constraint =
  | { readonly kind: 'foreign'; readonly name: string; readonly columns: readonly string[]; readonly target: string; readonly onDelete: 'restrict' | 'set null' | 'cascade'; readonly rule: string }
  | { readonly kind: 'unique'; readonly name: string; readonly columns: readonly string[]; readonly where: Expr | null; /** A constraint that waits for the end of the transaction where told to: rows may swap values. */ readonly deferrable: boolean; readonly rule: string }
  | { readonly kind: 'overlap'; readonly name: string; readonly columns: readonly string[]; readonly from: string; readonly to: string; readonly range: 'daterange' | 'tstzrange' | 'numrange'; readonly where: Expr | null; readonly rule: string }
  | { readonly kind: 'index'; readonly name: string; readonly columns: readonly string[]; readonly method: 'btree' | 'trigram'; readonly rule: string }
export type Tables = ReadonlyMap<string, Table>

export function tablesOf(model: Model | null): Tables {
  const tables = new Map<string, Table>()
  for (const entity of model?.entities.values() ?? []) {
    if (entity.table === '') continue
    for (const table of [entityTable(entity), ...joinTables(entity)]) tables.set(table.id, table)
  }
  return tables
}

export const entityTableId = (entity: Entity): string => `${entity.parent ? 'child' : 'record'}:${entity.key}`
const columnId = (field: Field, suffix: string) => `${field.key}${suffix}`
const columnIds = (field: Field) => field.columns.map(({ shape }) => columnId(field, shape.suffix))

function entityTable(entity: Entity): Table {
  const columns = new Map<string, TableColumn>()
  for (const field of entity.fields.values())
    for (const { name, type, shape } of field.columns) columns.set(columnId(field, shape.suffix), { id: columnId(field, shape.suffix), name, type, field })
  const constraints = [...foreignKeys(entity), ...uniques(entity), ...overlaps(entity), ...indexes(entity)]
  return {
    id: entityTableId(entity), name: entity.table, system: entity.parent ? 'child' : 'record', entity: entity.key, field: entity.parent?.field ?? null,
    columns, constraints: new Map(constraints.map((constraint) => [constraint.name, constraint])),
  }
}

function joinTables(entity: Entity): Table[] {
  return [...entity.fields.values()].flatMap((field): Table[] => {
    if (field.relation?.kind !== 'links' || field.joinTable === null) return []
    const id = `${entity.key}.${field.key}`
    const foreign = (column: string, target: string): Constraint =>
      ({ kind: 'foreign', name: constraintName('foreign', id, column), columns: [column], target, onDelete: 'cascade', rule: field.key })
    const constraints: Constraint[] = [
      foreign('source', entityTableId(entity)), foreign('target', `record:${field.relation.to}`),
      { kind: 'index', name: constraintName('index', id, 'target'), columns: ['target'], method: 'btree', rule: field.key },
    ]
    return [{ id: `join:${id}`, name: field.joinTable, system: 'join', entity: entity.key, field: field.key, columns: new Map(), constraints: new Map(constraints.map((c) => [c.name, c])) }]
  })
}

function foreignKeys(entity: Entity): Constraint[] {
  const links = [...entity.fields.values()].flatMap((field): Constraint[] => {
    if (field.relation?.kind !== 'link' || field.columns.length === 0) return []
    const { to, onDelete } = field.relation
    return [{ kind: 'foreign', name: constraintName('foreign', entity.key, field.key), columns: [field.key], target: `record:${to}`, onDelete: onDelete === 'clear' ? 'set null' : 'restrict', rule: field.key }]
  })
  return entity.parent ? [parentKey(entity, entity.parent.entity), ...links] : links
}

const parentKey = (entity: Entity, parent: string): Constraint =>
  ({ kind: 'foreign', name: constraintName('foreign', entity.key, '_parent'), columns: ['_parent'], target: `${parent.includes('.') ? 'child' : 'record'}:${parent}`, onDelete: 'cascade', rule: '_parent' })

/** Line items are unique within their parent. */
function uniques(entity: Entity): Constraint[] {
  const rule = (key: string, fields: readonly string[], where: Expr | null): Constraint[] => {
    const columns = allColumns(entity, fields)
    if (columns === null || (where && conditionSql(where, entity) === null)) return []
    return [{ kind: 'unique', name: constraintName('unique', entity.key, key), columns: entity.parent ? ['_parent', ...columns] : columns, where: placeless(where), deferrable: entity.parent !== null && where === null, rule: key }]
  }
  const ruled = entity.unique.flatMap(({ key, fields, where }) => rule(key, fields, where))
  const said = new Set(entity.unique.filter(({ fields, where }) => fields.length === 1 && where === null).map(({ fields }) => fields[0]))
  const single: Constraint[] = entity.single ? [{ kind: 'unique', name: constraintName('unique', entity.key, '_single'), columns: [], where: null, deferrable: false, rule: '_single' }] : []
  return [...single, ...ruled, ...[...entity.fields.values()].filter((field) => field.options.unique === true && !said.has(field.key)).flatMap((field) => rule(field.key, [field.key], null))]
}

/** Where in its text a part of the condition stood is no difference. */
const placeless = (expr: Expr | null): Expr | null => (expr === null ? null : (JSON.parse(JSON.stringify(expr, (key, value: unknown) => (key === 'at' ? 0 : value))) as Expr))

const ranges: Readonly<Record<string, 'daterange' | 'tstzrange' | 'numrange'>> = { date: 'daterange', datetime: 'tstzrange', number: 'numrange' }
function overlaps(entity: Entity): Constraint[] {
  return entity.noOverlap.flatMap(({ key, by, from, to, where }): Constraint[] => {
    const range = ranges[entity.fields.get(from)?.value.kind ?? '']
    const columns = allColumns(entity, by)
    if (!range || columns === null || entity.fields.get(to)?.columns.length !== 1 || (where && conditionSql(where, entity) === null)) return []
    return [{ kind: 'overlap', name: constraintName('overlap', entity.key, key), columns, from, to, range, where: placeless(where), rule: key }]
  })
}

/** Rules that no constraint can keep: a field without a column, a condition that says more than a column can. The model must refuse them. */
export function unkeptRules(entity: Entity): { readonly rule: 'unique' | 'noOverlap'; readonly key: string }[] {
  const kept = new Set([...uniques(entity), ...overlaps(entity)].map(({ kind, rule }) => `${kind}/${rule}`))
  return [
    ...entity.unique.filter(({ key }) => !kept.has(`unique/${key}`)).map(({ key }) => ({ rule: 'unique', key }) as const),
    ...entity.noOverlap.filter(({ key }) => !kept.has(`overlap/${key}`)).map(({ key }) => ({ rule: 'noOverlap', key }) as const),
  ]
}

function indexes(entity: Entity): Constraint[] {
  const btree = (rule: string, columns: readonly string[]): Constraint[] =>
    columns.length === 0 ? [] : [{ kind: 'index', name: constraintName('index', entity.key, rule), columns, method: 'btree', rule }]
  const fields = [...entity.fields.values()].flatMap((field) => {
    if (field.columns.length === 0) return []
    if (field.relation?.kind === 'link' || field.relation?.kind === 'dynamic') return btree(field.key, columnIds(field))
    return field.options.index === true || entity.sort[0]?.field === field.key ? btree(field.key, [field.key, 'id']) : []
  })
  const ruled = entity.indexes.flatMap(({ key, fields: keys }) => btree(`.${key}`, columnsOf(entity, keys)))
  return [...(entity.parent ? btree('_parent', ['_parent', '_position']) : []), ...fields, ...ruled, ...searches(entity)]
}

function searches(entity: Entity): Constraint[] {
  return entity.search.flatMap((key): Constraint[] => {
    const column = entity.fields.get(key)?.columns[0]
    if (!column || !/^(text|varchar|character varying|citext)/.test(column.type)) return []
    return [{ kind: 'index', name: constraintName('search', entity.key, key), columns: [key], method: 'trigram', rule: key }]
  })
}

const isSystem = (key: string) => key === 'id' || key.startsWith('_')
const columnsOf = (entity: Entity, keys: readonly string[]): string[] =>
  keys.flatMap((key) => { const field = entity.fields.get(key); return field ? columnIds(field) : isSystem(key) ? [key] : [] })
/** null where one of them has no column: a rule over fewer fields would be another rule. */
function allColumns(entity: Entity, keys: readonly string[]): string[] | null {
  const columns = keys.map((key) => columnsOf(entity, [key]))
  return keys.length === 0 || columns.some((some) => some.length === 0) ? null : columns.flat()
}

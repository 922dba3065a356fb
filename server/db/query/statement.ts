import { randomUUID } from 'node:crypto'
import type { EntityRights, Rights } from '../../access/rights.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import type { Entity, Model } from '../../../metadata/model/model.ts'
import type { RowRef } from '../sql-context.ts'

/** What a statement is compiled for. */
export interface Target { readonly model: Model; readonly rights: Rights; readonly schema: string }

/** A row of the statement: where joins that start at it are added, and (for line items) the row of the document that owns it. */
export interface Row extends RowRef {
  scope: JoinList
  parent: Row | null
  /** Behind a link: there may be no such row, and then it has no values, computed ones neither. */
  linked?: boolean
}
export interface JoinList { readonly mark: string; readonly items: Join[] }
export interface Join { readonly row: Row; readonly on: string[]; readonly inner: JoinList }

/** A placeholder is either a value fixed by the shape of the query or an input given at each run (`me`, `now`, `limit` …). */
export type Slot = { readonly input: string } | { readonly value: unknown }

/** `trusted` is how the rules of roles themselves are evaluated: they are the law, so they see every row and field. */
export type Trust = 'actor' | 'trusted'
export type WriteExpression = (statement: Statement, expr: Expr, at: { readonly row: Row; readonly trust: Trust }) => string

/** One statement while it is written: its placeholders, aliases, joins and rows. */
export interface Statement {
  readonly target: Target
  /** SQL of an expression about a row; given from outside, since it needs rows and fields itself. */
  readonly write: WriteExpression
  readonly slots: Slot[]
  readonly inputs: Map<string, number>
  readonly lists: JoinList[]
  /** Rows already joined, by the alias and field they start from. */
  readonly joined: Map<string, Row>
  /** Conditions of grants already written, by alias and grant. */
  readonly conditions: Map<string, string>
  aliases: number
}

export function newStatement(target: Target, write: WriteExpression): Statement {
  return { target, write, slots: [], inputs: new Map(), lists: [], joined: new Map(), conditions: new Map(), aliases: 0 }
}

/** Marks a literal whose value is given at each run; see `shape.ts`. Nobody outside can write it. */
export const literalMark = `literal ${randomUUID()} `

export function newList(statement: Statement): JoinList {
  const list: JoinList = { mark: `⟦${statement.lists.length}⟧`, items: [] }
  statement.lists.push(list)
  return list
}

export function newRow(statement: Statement, entity: string, { scope, parent = null }: { scope: JoinList; parent?: Row | null }): Row {
  return { alias: `t${statement.aliases++}`, entity, scope, parent }
}

/** The placeholder of an input; the same input has one placeholder in a statement. */
export function input(statement: Statement, name: string, type: string): string {
  let index = statement.inputs.get(name)
  if (index === undefined) {
    index = statement.slots.push({ input: name })
    statement.inputs.set(name, index)
  }
  return `$${index}::${type}`
}

export function bindValue(statement: Statement, value: unknown, type: string): string {
  if (typeof value === 'string' && value.startsWith(literalMark)) return input(statement, value, type)
  return `$${statement.slots.push({ value })}::${type}`
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const tableOf = (target: Target, table: string): string => `${quote(target.schema)}.${quote(table)}`
export const column = (row: RowRef, name: string): string => `${row.alias}.${quote(name)}`

export function entityOf(target: Target, key: string): Entity {
  const entity = target.model.entities.get(key)
  if (!entity) throw new Error(`Entity ${key} is not in the model`)
  return entity
}
export const rightsOf = (target: Target, key: string): EntityRights | null => target.rights.entity(key)

/** Does the field exist for the actor's reading? */
export function canRead(target: Target, entity: string, field: string): boolean {
  const rights = target.rights.entity(entity)
  const read = rights && rights.read.length > 0 ? rights.fields.get(field)?.read : undefined
  return read !== undefined && read.length > 0
}

/** The finished text: each mark is replaced by the joins that were added to its list. */
export function render(statement: Statement, text: string): string {
  let done = text
  while (done.includes('⟦')) {
    done = done.replaceAll(/⟦(\d+)⟧/g, (_, n: string) => (statement.lists[Number(n)]?.items ?? []).map((join) => renderJoin(statement, join)).join(''))
  }
  return done
}

function renderJoin(statement: Statement, join: Join): string {
  const entity = entityOf(statement.target, join.row.entity)
  const table = `${tableOf(statement.target, entity.table)} ${join.row.alias}`
  const from = join.inner.items.length > 0 ? `(${table}${join.inner.mark})` : table
  return ` left join ${from} on ${join.on.join(' and ')}`
}

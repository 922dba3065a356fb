import type { Expr, Root, Step } from '../../../metadata/expressions/tree.ts'
import { expressionSql } from '../expression-sql.ts'
import type { SqlContext } from '../sql-context.ts'
import { meId, parentRow, rowCondition } from './rows.ts'
import { bindValue, column, entityOf, input, newList, newRow, newStatement, quote, type Row, type Statement, tableOf, type Target, type Trust } from './statement.ts'
import { childRows, entityRows, fieldCondition, fieldSql, follow, linkedRows } from './values.ts'

interface At { readonly row: Row; readonly trust: Trust }

/** A new statement that can write expressions. */
export const startStatement = (target: Target): Statement => newStatement(target, (statement, expr, at) => writeExpression(statement, expr, at))

export const writeExpression = (statement: Statement, expr: Expr, at: At): string => expressionSql(expr, contextFor(statement, at))

/** What an expression about a row may reach. Everything it can name passes through here. */
export function contextFor(statement: Statement, at: At): SqlContext {
  const variables = new Map<string, Row>()
  const start = (root: Root): Row => rootRow(statement, { ...at, variables }, root)
  return {
    param: (value, type) => bindValue(statement, value, type),
    path: (root, steps) => {
      if (root.kind === 'me') return mySql(statement, at.trust, steps)
      return pathSql(statement, { row: start(root), trust: at.trust }, steps)
    },
    many: (root, steps, variable, body) => {
      const rows = root.kind === 'me' ? myRows(statement, at.trust, steps) : rowsAlong(statement, { row: start(root), trust: at.trust }, steps)
      const outer = variables.get(variable)
      variables.set(variable, rows.row)
      const done = body(rows)
      if (outer) variables.set(variable, outer)
      else variables.delete(variable)
      return done
    },
    within: (entity, id, top) => withinSql(statement, { entity, id, top, trust: at.trust }),
    now: () => input(statement, 'now', 'timestamptz'),
    today: () => input(statement, 'today', 'date'),
    me: () => meId(statement),
  }
}

function rootRow(statement: Statement, at: At & { variables: ReadonlyMap<string, Row> }, root: Root): Row {
  if (root.kind === 'self') return at.row
  if (root.kind === 'parent') return parentRow(statement, at.row)
  const row = root.kind === 'variable' ? at.variables.get(root.name) : undefined
  if (!row) throw new Error(root.kind === 'old' ? 'old() has no meaning in a query' : 'A variable is used outside its macro')
  return row
}

function pathSql(statement: Statement, at: At, steps: readonly Step[]): string {
  const last = steps.at(-1)
  if (!last) return column(at.row, 'id')
  return fieldSql(statement, { row: walk(statement, at, steps.slice(0, -1)), trust: at.trust }, last.field)
}

const walk = (statement: Statement, at: At, steps: readonly Step[]): Row => steps.reduce((row, step) => follow(statement, { row, trust: at.trust }, step.field), at.row)

function rowsAlong(statement: Statement, at: At, steps: readonly Step[]): { from: string; where: string; order: string; row: Row } {
  const last = steps.at(-1)
  const owner = walk(statement, at, steps.slice(0, -1))
  const field = last && entityOf(statement.target, owner.entity).fields.get(last.field)
  if (!field) throw new Error('A list in a query starts at a field with many records')
  const rows = field.relation?.kind === 'children' ? childRows(statement, owner, field) : linkedRows(statement, { row: owner, trust: at.trust }, field)
  const condition = fieldCondition(statement, { row: owner, trust: at.trust }, field.key)
  return { from: rows.from, row: rows.row, order: rows.order, where: condition ? `${rows.where} and ${condition}` : rows.where }
}

/** Entity of the people who act. */
const userEntity = 'user'

/** The acting user's record is read once per statement, beside its rows. */
function mySql(statement: Statement, trust: Trust, steps: readonly Step[]): string {
  if (steps.length === 0) return meId(statement)
  const me = entityRows(statement, userEntity, trust)
  const value = pathSql(statement, { row: me.row, trust }, steps)
  return `(select ${value} from ${me.from} where ${[`${column(me.row, 'id')} = ${meId(statement)}`, ...me.where].join(' and ')})`
}

function myRows(statement: Statement, trust: Trust, steps: readonly Step[]): { from: string; where: string; order: string; row: Row } {
  const me = entityRows(statement, userEntity, trust)
  const rows = rowsAlong(statement, { row: me.row, trust }, steps)
  return { row: rows.row, order: rows.order, from: `${me.from} cross join (${rows.from})`, where: [`${column(me.row, 'id')} = ${meId(statement)}`, ...me.where, rows.where].join(' and ') }
}

/** Walks down from `top`; a row out of sight hides what lies below it. */
function withinSql(statement: Statement, ask: { entity: string; id: string; top: string; trust: Trust }): string {
  const entity = entityOf(statement.target, ask.entity)
  const link = entity.tree && entity.fields.get(entity.tree)?.columns[0]?.name
  if (!link) throw new Error(`${ask.entity} is no tree`)
  const list = newList(statement)
  const row = newRow(statement, ask.entity, { scope: list })
  const below = `w${row.alias}`
  const condition = rowCondition(statement, row, ask.trust)
  const step = `select ${row.alias}.id from ${tableOf(statement.target, entity.table)} ${row.alias}${list.mark} join ${below} on ${row.alias}.${quote(link)} = ${below}.id${condition ? ` where ${condition}` : ''}`
  return `(${ask.id} in (with recursive ${below}(id) as (select ${ask.top} union ${step}) select id from ${below}))`
}

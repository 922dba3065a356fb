import type { Grant } from '../../access/rights.ts'
import type { Prepared } from './compile.ts'
import { startStatement } from './context.ts'
import { grantCondition, owningRow } from './rows.ts'
import { column, entityOf, input, newList, newRow, render, tableOf, type Target } from './statement.ts'

/** One row of an entity, seen without rules, and whether each grant's condition holds for it: `deleted`, `c0`, `c1` … */
export function conditionsText(target: Target, entityKey: string, grants: readonly Grant[]): Prepared {
  const statement = startStatement(target)
  const list = newList(statement)
  const row = newRow(statement, entityKey, { scope: list })
  const conditions = grants.map((grant, n) => `coalesce(${grantCondition(statement, row, grant)}, false) as c${n}`)
  const deleted = `${column(owningRow(statement, row), '_deleted_at')} is not null as deleted`
  const from = `${tableOf(target, entityOf(target, entityKey).table)} ${row.alias}${list.mark}`
  const text = `select ${[deleted, ...conditions].join(', ')} from ${from} where ${column(row, 'id')} = ${input(statement, 'id', 'uuid')}`
  return { text: render(statement, text), name: '', inputs: statement.slots }
}

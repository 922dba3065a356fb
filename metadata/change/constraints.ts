import { conditionSqlOf, systemColumn } from './condition.ts'
import type { Constraint, Table, Tables } from './physical.ts'
import type { Step } from './step.ts'

export interface Place { readonly table: Table; readonly after: Tables; readonly fresh: boolean; readonly old: Table | undefined }

export const dropConstraint = (table: string, constraint: Constraint): Step => {
  const { kind, name } = constraint
  const index = kind === 'index' || (kind === 'unique' && !constraint.deferrable)
  return index ? { kind: 'drop-index', name } : { kind: 'drop-constraint', table, name }
}

const columnName = (table: Table, id: string): string => table.columns.get(id)?.name ?? id

/** null: the constraint points to a table that is not there. */
export function addConstraint({ table, after, fresh, old }: Place, constraint: Constraint): Step | null {
  const columns = constraint.columns.map((id) => columnName(table, id))
  const at = { table: table.name, name: constraint.name }
  switch (constraint.kind) {
    case 'foreign': {
      const target = after.get(constraint.target)
      const filled = !fresh && (!old || old.columns.has(constraint.columns[0]!) || constraint.columns[0] === '_parent')
      return target ? { kind: 'add-foreign-key', ...at, column: columns[0]!, target: target.name, onDelete: constraint.onDelete, clean: filled } : null
    }
    case 'unique': return { kind: 'add-unique', ...at, columns, where: whereOf(table, constraint.where), deferrable: constraint.deferrable }
    case 'overlap': return { kind: 'add-exclusion', ...at, equal: columns, from: columnName(table, constraint.from), to: columnName(table, constraint.to), range: constraint.range, where: whereOf(table, constraint.where) }
    case 'index': return { kind: 'create-index', ...at, columns, method: constraint.method, concurrent: !fresh }
  }
}

/** Rows in the bin do not stand in the way of others. */
export function whereOf(table: Table, where: Extract<Constraint, { kind: 'unique' }>['where']): string | null {
  const parts = [...(table.system === 'record' ? ['"_deleted_at" is null'] : []), ...(where ? [conditionSqlOf(where, (key) => table.columns.get(key) ?? systemColumn(key)) ?? 'true'] : [])]
  return parts.length === 0 ? null : parts.join(' and ')
}

import { equal } from '../base/json.ts'
import type { Field } from '../model/model.ts'
import { columnKey, type Kept } from './kept.ts'
import { passingName, quarantineName } from './names.ts'
import type { Table, TableColumn } from './physical.ts'
import type { Step } from './step.ts'

export interface ColumnPlan { readonly leave: Step[]; readonly rename: Step[]; readonly add: Step[]; readonly retype: Step[] }

/** The columns of a table that stays. What leaves frees its name; the table already has its new name. */
export function planColumns(a: Table, b: Table, kept: Kept): ColumnPlan {
  const result: ColumnPlan = { leave: [], rename: [], add: [], retype: [] }
  const stays: [TableColumn, TableColumn][] = []
  for (const column of a.columns.values()) {
    const now = b.columns.get(column.id)
    if (now && keeps(conversion(column, now))) stays.push([column, now])
    else result.leave.push(leave(b, column, { now, kept }))
  }
  const kind = new Set(stays.map(([column]) => column.id))
  for (const column of b.columns.values()) if (!kind.has(column.id)) result.add.push(bringColumn(b, column, kept))
  result.rename.push(...renames(b, stays))
  for (const [old, now] of stays) result.retype.push(...retype({ table: b, kept }, old, now))
  return result
}

function leave(table: Table, column: TableColumn, { now, kept }: { now: TableColumn | undefined; kept: Kept }): Step {
  if (isComputed(column) || (now && conversion(column, now) === 'recreate')) return { kind: 'drop-column', table: table.name, column: column.name }
  const newest = kept.columns.get(columnKey(table.id, column.id))?.name
  return { kind: 'quarantine-column', table: table.name, column: column.name, to: quarantineName(columnKey(table.id, column.id), column.name, newest), id: [table.id, column.id], type: column.type }
}

/** The column that waits and will be brought back instead of a new one. */
export function waitingColumn(table: Table, column: TableColumn, kept: Kept): string | null {
  const waiting = kept.columns.get(columnKey(table.id, column.id))
  return waiting?.type === column.type && !isComputed(column) ? waiting.name : null
}

function bringColumn(table: Table, column: TableColumn, kept: Kept): Step {
  const from = waitingColumn(table, column, kept)
  if (from !== null) return { kind: 'restore-column', table: table.name, from, column: column.name, id: [table.id, column.id] }
  return { kind: 'add-column', table: table.name, column: { name: column.name, type: column.type } }
}

function renames(table: Table, stays: readonly [TableColumn, TableColumn][]): Step[] {
  const renamed = stays.filter(([a, b]) => a.name !== b.name)
  const taken = new Set(renamed.map(([a]) => a.name))
  const passing = (column: TableColumn) => passingName(`${table.id}/${column.id}`)
  return [
    ...renamed.map(([a, b]): Step => ({ kind: 'rename-column', table: table.name, from: a.name, to: taken.has(b.name) ? passing(b) : b.name })),
    ...renamed.filter(([, b]) => taken.has(b.name)).map(([, b]): Step => ({ kind: 'rename-column', table: table.name, from: passing(b), to: b.name })),
  ]
}

export const isComputed = ({ field }: TableColumn): boolean => field !== null && field.formula !== null && field.stored

/**
 * How values get from one column into the next. `same`: as they are. `narrowed`: as they are, though some may no longer be
 * allowed. `cast`: by one that cannot fail. `checked`: one by one, what does not convert is kept beside. `recreate`: they are
 * computed again. `impossible`: the old column goes to quarantine.
 */
export type Conversion = 'same' | 'narrowed' | 'cast' | 'checked' | 'recreate' | 'impossible'
export const keeps = (how: Conversion): boolean => how !== 'impossible' && how !== 'recreate'
export const untouched = (how: Conversion): boolean => how === 'same' || how === 'narrowed'

export function conversion(a: TableColumn, b: TableColumn): Conversion {
  const alike = a.type === b.type
  if (isComputed(b)) return a.field === null || isComputed(a) ? (alike ? 'same' : 'recreate') : 'impossible'
  if (!a.field || !b.field) return alike ? 'same' : 'impossible'
  if (a.field.type.name === b.field.type.name && !isComputed(a)) {
    const widens = equal(a.field.options, b.field.options) || b.field.type.widens(a.field.options as never, b.field.options as never)
    if (alike) return widens ? 'same' : 'narrowed'
    if (widens) return 'cast'
  }
  // The second column of a field (a currency, an entity) has no conversion of its own.
  if (b.id !== b.field.key) return alike ? 'same' : 'impossible'
  return b.field.type.convert ? 'checked' : isComputed(a) ? (alike ? 'same' : 'recreate') : 'impossible'
}

/** SQL over `{text}`, true where a value fits the field; null: the type cannot say. */
export function validSql(field: Field): string | null {
  const valid = field.type.convert?.valid('{text}', field.options as never)
  if (valid === undefined) return null
  const bounds = field.type.group === 'number' ? [bound('>=', field.options['min']), bound('<=', field.options['max'])].filter((part) => part !== null) : []
  return bounds.length === 0 ? valid : `case when ${valid} then ${bounds.join(' and ')} else false end`
}
const bound = (sign: string, limit: unknown): string | null => (/^-?\d+(\.\d+)?$/.test(String(limit)) ? `{text}::numeric ${sign} ${String(limit)}` : null)

function retype({ table, kept }: { table: Table; kept: Kept }, old: TableColumn, now: TableColumn): Step[] {
  const how = conversion(old, now)
  if (untouched(how) || !now.field) return []
  const at = { kind: 'retype-column', table: table.name, column: now.name, type: now.type, id: [table.id, now.id] } as const
  if (how === 'cast') return [{ ...at, valid: null, cast: null, keep: null }]
  const id = columnKey(table.id, now.id, 'values')
  return [{ ...at, valid: validSql(now.field), cast: now.field.type.convert!.cast('{text}', now.field.options as never), keep: quarantineName(id, now.name, kept.columns.get(id)?.name) }]
}

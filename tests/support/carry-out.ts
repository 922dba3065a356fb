import type { Step } from '../../metadata/change/step.ts'
import type { Tables } from '../../metadata/change/physical.ts'

/** A database in memory, as far as a plan is concerned: tables, the types of their columns, constraints. It refuses what PostgreSQL refuses. */
export interface Memory { readonly tables: Map<string, Map<string, string>>; /** Name → the table it is of. */ readonly constraints: Map<string, string>; /** Those that are no plain index. */ readonly real: Set<string> }
export const empty = (): Memory => ({ tables: new Map(), constraints: new Map(), real: new Set() })

function take<V>(map: Map<string, V>, name: string): V {
  const value = map.get(name)
  if (value === undefined) throw new Error(`there is no ${name}`)
  map.delete(name)
  return value
}
function put<V>(map: Map<string, V>, name: string, value: V): void {
  if (name.length > 63) throw new Error(`${name} is too long`)
  if (map.has(name)) throw new Error(`${name} is taken`)
  map.set(name, value)
}

const isConstraint = (s: Step): boolean => s.kind === 'add-foreign-key' || s.kind === 'add-exclusion' || (s.kind === 'add-unique' && s.deferrable)

export function carryOut(memory: Memory, steps: readonly Step[]): void {
  const { tables, constraints, real } = memory
  const columns = (table: string): Map<string, string> => {
    const found = tables.get(table)
    if (!found) throw new Error(`there is no ${table}`)
    return found
  }
  const moveTable = (from: string, to: string) => {
    put(tables, to, take(tables, from))
    for (const [name, table] of constraints) if (table === from) constraints.set(name, to)
  }
  const moveColumn = (table: string, from: string, to: string) => put(columns(table), to, take(columns(table), from))
  for (const s of steps) {
    switch (s.kind) {
      case 'create-table': put(tables, s.table, new Map()); for (const { name, type } of s.columns) put(columns(s.table), name, type); break
      case 'rename-table': moveTable(s.from, s.to); break
      case 'quarantine-table': moveTable(s.table, s.to); break
      case 'restore-table': moveTable(s.from, s.table); break
      case 'add-column': put(columns(s.table), s.column.name, s.column.type); break
      case 'drop-column': take(columns(s.table), s.column); break
      case 'rename-column': moveColumn(s.table, s.from, s.to); break
      case 'quarantine-column': moveColumn(s.table, s.column, s.to); break
      case 'restore-column': moveColumn(s.table, s.from, s.column); break
      case 'retype-column': take(columns(s.table), s.column); put(columns(s.table), s.column, s.type); if (s.keep !== null) put(columns(s.table), s.keep, 'text'); break
      case 'drop-constraint': if (take(constraints, s.name) !== s.table || !real.delete(s.name)) throw new Error(`${s.name} is no constraint of ${s.table}`); break
      case 'drop-index': take(constraints, s.name); if (real.has(s.name)) throw new Error(`${s.name} is no index`); break
      case 'recompute': break
      default: columns(s.table); if (isConstraint(s)) real.add(s.name); put(constraints, s.name, s.table)
    }
  }
}

/** What is in use, as plain sorted lines; quarantine left out. */
export const inUse = ({ tables, constraints }: Memory): string[] => [
  ...[...tables].filter(([name]) => !name.startsWith('_')).flatMap(([name, columns]) => [name, ...[...columns].filter(([column]) => !column.startsWith('_')).map(([column, type]) => `${name}.${column} ${type}`)]),
  ...[...constraints].map(([name, table]) => `${name} on ${table}`),
].toSorted()
export const asked = (model: Tables): string[] => [...model.values()].flatMap((table) => [
  table.name, ...[...table.columns.values()].map(({ name, type }) => `${table.name}.${name} ${type}`), ...[...table.constraints.keys()].map((name) => `${name} on ${table.name}`),
]).toSorted()

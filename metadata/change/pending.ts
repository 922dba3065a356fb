import type { Step } from './step.ts'

export type Pending = Extract<Step, { kind: 'create-index' }>

/** An index still to be built, after later steps changed what it stands on; null when there is nothing left to build. */
export function follow(pending: Pending, steps: readonly Step[]): Pending | null {
  let now: Pending = pending
  for (const step of steps) {
    if (step.kind === 'rename-table' && step.from === now.table) now = { ...now, table: step.to }
    else if (step.kind === 'quarantine-table' && step.table === now.table) return null
    else if (step.kind === 'drop-index' && step.name === now.name) return null
    else if (step.kind === 'rename-column' && step.table === now.table) now = { ...now, columns: now.columns.map((name) => (name === step.from ? step.to : name)) }
    else if ((step.kind === 'quarantine-column' || step.kind === 'drop-column') && step.table === now.table && now.columns.includes(step.column)) return null
  }
  return now
}

import { equal } from '../base/json.ts'
import type { Model } from '../model/model.ts'
import { conversion, planColumns, untouched } from './columns.ts'
import { addConstraint, dropConstraint, type Place } from './constraints.ts'
import type { Change } from './diff.ts'
import { type Kept, nothingKept } from './kept.ts'
import { losses } from './losses.ts'
import { constraintName, passingName, quarantineName } from './names.ts'
import { type Table, type Tables, tablesOf } from './physical.ts'
import { recomputes } from './recompute.ts'
import type { Plan, Step } from './step.ts'

export interface Move { readonly from: Model | null; readonly to: Model; readonly kept?: Kept }
export { type Kept, nothingKept }

/**
 * Pure. In this order: constraints that change are dropped; what goes moves to quarantine and frees its name; renames (through a
 * passing name where one takes over another's); new and restored tables and columns; conversions; recomputation; constraints.
 */
export function plan(changes: readonly Change[], { from, to, kept = nothingKept }: Move): Plan {
  const [before, after] = [tablesOf(from), tablesOf(to)]
  const gone = [...before.values()].filter(({ id }) => !after.has(id))
  const stays = [...after.values()].flatMap((table): [Table, Table][] => { const old = before.get(table.id); return old ? [[old, table]] : [] })
  const added = [...after.values()].filter(({ id }) => !before.has(id))
  const columns = stays.map(([a, b]) => planColumns(a, b, kept))
  const create = added.map((table) => bringTable(table, kept))
  const steps: Step[] = [
    ...gone.flatMap((table) => [...table.constraints.values()].map((constraint) => dropConstraint(table.name, constraint))),
    ...stays.flatMap(([a, b]) => droppedConstraints(a, b, { before, after })),
    ...gone.map((table) => putAway(table, kept)),
    ...renames(stays),
    ...columns.flatMap(({ leave, rename }) => [...leave, ...rename]),
    ...create.flat(),
    ...columns.flatMap(({ add, retype }) => [...add, ...retype]),
    ...recomputes({ from, to, before, after, kept }),
    ...newConstraints({ before, after }, kept),
  ]
  return { steps, losses: losses(changes, { from, to, before, after }) }
}

function putAway(table: Table, kept: Kept): Step {
  const columns = [...table.columns.values()].map(({ id, name, type }) => ({ id, name, type }))
  return { kind: 'quarantine-table', table: table.name, to: quarantineName(table.id, table.name, kept.tables.get(table.id)?.name), id: table.id, columns }
}

function bringTable(table: Table, kept: Kept): Step[] {
  const waiting = kept.tables.get(table.id)
  if (!waiting) return [{ kind: 'create-table', table: table.name, columns: [...table.columns.values()].map(({ name, type }) => ({ name, type })), system: table.system, key: constraintName('key', table.id, '') }]
  const columns = new Map([...waiting.columns].map(([id, column]) => [id, { id, ...column, field: null }]))
  const change = planColumns({ ...table, columns }, table, kept)
  return [{ kind: 'restore-table', from: waiting.name, table: table.name, id: table.id }, ...change.leave, ...change.rename, ...change.add, ...change.retype]
}

/** A name that another kept table still has is reached through a passing name. */
function renames(stays: readonly (readonly [Table, Table])[]): Step[] {
  const renamed = stays.filter(([a, b]) => a.name !== b.name)
  const taken = new Set(renamed.map(([a]) => a.name))
  const passes = (b: Table) => taken.has(b.name)
  return [
    ...renamed.map(([a, b]): Step => ({ kind: 'rename-table', from: a.name, to: passes(b) ? passingName(b.id) : b.name })),
    ...renamed.filter(([, b]) => passes(b)).map(([, b]): Step => ({ kind: 'rename-table', from: passingName(b.id), to: b.name })),
  ]
}

interface Both { readonly before: Tables; readonly after: Tables }
/** A constraint stays if nothing about it changes, the types and conversions of its columns included. */
function stands(a: Table, b: Table, name: string): boolean {
  const [old, now] = [a.constraints.get(name), b.constraints.get(name)]
  if (!old || !now || !equal(old, now)) return false
  const used = now.kind === 'overlap' ? [...now.columns, now.from, now.to] : now.columns
  return used.every((id) => {
    const [was, is] = [a.columns.get(id), b.columns.get(id)]
    return was && is ? untouched(conversion(was, is)) : was === is
  })
}

function droppedConstraints(a: Table, b: Table, { after }: Both): Step[] {
  return [...a.constraints.values()]
    .filter((constraint) => !stands(a, b, constraint.name) || (constraint.kind === 'foreign' && !after.has(constraint.target)))
    .map((constraint) => dropConstraint(a.name, constraint))
}

const order = { unique: 0, overlap: 1, foreign: 2, index: 3 } as const
function newConstraints({ before, after }: Both, kept: Kept): Step[] {
  const steps = [...after.values()].flatMap((table) => {
    const old = before.get(table.id)
    const place: Place = { table, after, fresh: !old && !kept.tables.has(table.id), old }
    return [...table.constraints.values()].filter(({ name }) => !old || !stands(old, table, name)).map((constraint) => ({ rank: order[constraint.kind], step: addConstraint(place, constraint) }))
  })
  return steps.sort((a, b) => a.rank - b.rank).flatMap(({ step }) => step ?? [])
}

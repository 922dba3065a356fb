import { equal } from '../base/json.ts'
import { dependencies } from '../expressions/dependencies.ts'
import type { Expr } from '../expressions/tree.ts'
import type { Entity, Field, Model } from '../model/model.ts'
import { conversion, untouched, waitingColumn } from './columns.ts'
import type { Kept } from './kept.ts'
import type { Table, Tables } from './physical.ts'
import type { Step } from './step.ts'

interface Sides { readonly from: Model | null; readonly to: Model; readonly before: Tables; readonly after: Tables; readonly kept: Kept }
const idOf = (entity: string, field: string): string => `${entity}/${field}`

/**
 * Values that rows already there must get: stored formulas that are new, say something else, or depend on values that change;
 * defaults of new fields. Lines before what they belong to, inputs before what is computed from them.
 */
export function recomputes(sides: Sides): Step[] {
  const touched = touchedFields(sides)
  const filled = [...sides.after.values()].filter((table) => table.system !== 'join' && wasThere(table, sides))
  spread(touched, filled.map((table) => sides.to.entities.get(table.entity)!))
  return filled
    .map((table) => ({ entity: table.entity, fields: [...defaults(table, sides), ...ordered(sides.to.entities.get(table.entity)!, touched)] }))
    .filter(({ fields }) => fields.length > 0)
    .toSorted((a, b) => depth(b.entity) - depth(a.entity))
    .map((one): Step => ({ kind: 'recompute', ...one }))
}
const depth = (entity: string): number => entity.split('.').length
const wasThere = (table: Table, { before, kept }: Sides): boolean => before.has(table.id) || kept.tables.has(table.id)

/** Fields whose values the plan changes by itself. */
function touchedFields(sides: Sides): Set<string> {
  const touched = new Set<string>()
  for (const table of sides.after.values()) {
    const old = sides.before.get(table.id)
    if (!old && table.field !== null) touched.add(idOf(table.system === 'join' ? table.entity : table.entity.slice(0, table.entity.lastIndexOf('.')), table.field))
    const was = sides.from?.entities.get(table.entity)
    const now = sides.to.entities.get(table.entity)
    if (table.system === 'join' || !now) continue
    for (const field of now.fields.values()) if (!old || changed(was?.fields.get(field.key), field)) touched.add(idOf(now.key, field.key))
    for (const column of table.columns.values()) {
      const before = old?.columns.get(column.id)
      if (column.field && (!before || !untouched(conversion(before, column)))) touched.add(idOf(now.key, column.field.key))
    }
  }
  return touched
}

/** Another formula, or another target: links that lead nowhere are cleared. */
const changed = (a: Field | undefined, b: Field): boolean => !a || !sameFormula(a.formula, b.formula) || a.stored !== b.stored || !equal(a.relation, b.relation)
const sameFormula = (a: Expr | null, b: Expr | null): boolean => a === b || equal(placeless(a), placeless(b))
const placeless = (expr: Expr | null): unknown => JSON.parse(JSON.stringify(expr, (key, value: unknown) => (key === 'at' ? 0 : value)))

const inputs = (field: Field): string[] => dependencies(field.formula!).flatMap(({ steps }) => steps.map((step) => idOf(step.entity, step.field)))
const computed = (entity: Entity): Field[] => [...entity.fields.values()].filter((field) => field.stored && field.formula !== null && field.columns.length > 0)

/** To everything that is computed from a touched field, directly or not. */
function spread(touched: Set<string>, entities: readonly Entity[]): void {
  const uses = entities.flatMap((entity) => computed(entity).map((field) => ({ id: idOf(entity.key, field.key), inputs: inputs(field) })))
  for (let size = -1; size !== touched.size;) {
    size = touched.size
    for (const use of uses) if (use.inputs.some((input) => touched.has(input))) touched.add(use.id)
  }
}

function ordered(entity: Entity, touched: ReadonlySet<string>): string[] {
  const order = new Set<string>()
  const visit = (field: Field | undefined): void => {
    if (!field || order.has(field.key) || !touched.has(idOf(entity.key, field.key)) || !field.stored || field.formula === null) return
    for (const input of inputs(field)) if (input.startsWith(`${entity.key}/`)) visit(entity.fields.get(input.slice(entity.key.length + 1)))
    order.add(field.key)
  }
  for (const field of computed(entity)) visit(field)
  return [...order]
}

/** Of fields whose columns are new; what comes back from quarantine has its values. */
function defaults(table: Table, { to, before, kept }: Sides): string[] {
  const known = before.get(table.id)?.columns ?? kept.tables.get(table.id)?.columns
  return [...to.entities.get(table.entity)!.fields.values()].filter((field) => {
    const column = table.columns.get(field.key)
    return field.default && !field.formula && column && !known?.has(column.id) && waitingColumn(table, column, kept) === null
  }).map(({ key }) => key)
}

import { equal } from '../base/json.ts'
import type { Model } from '../model/model.ts'
import { conversion, isComputed, validSql } from './columns.ts'
import { whereOf } from './constraints.ts'
import type { Change } from './diff.ts'
import type { Constraint, Table, Tables } from './physical.ts'
import type { Loss } from './step.ts'

export interface Sides { readonly from: Model | null; readonly to: Model; readonly before: Tables; readonly after: Tables }

/** What the plan takes out of sight or may be unable to keep. Pure: counting is left to the shell. */
export function losses(changes: readonly Change[], sides: Sides): Loss[] {
  return [
    ...[...sides.before.values()].filter(({ id }) => !sides.after.has(id)).map(tableLoss),
    ...[...sides.after.values()].flatMap((table) => { const old = sides.before.get(table.id); return old ? [...columnLosses(old, table), ...constraintLosses(old, table, sides)] : [] }),
    ...required(changes, sides),
  ]
}

const tableLoss = (table: Table): Loss =>
  ({ kind: table.system === 'record' ? 'entity' : 'field', entity: table.entity, field: table.field, detail: table.name, measure: { kind: 'rows', table: table.name } })

function columnLosses(a: Table, b: Table): Loss[] {
  return [...a.columns.values()].flatMap((column): Loss[] => {
    const now = b.columns.get(column.id)
    if (isComputed(column)) return []
    const how = now ? conversion(column, now) : 'impossible'
    const at = { entity: a.entity, field: column.field?.key ?? null, detail: `${a.name}.${column.name}` }
    const place = { table: a.name, column: column.name }
    if (how === 'impossible') return [{ kind: 'field', ...at, measure: { kind: 'values', ...place } }]
    const valid = now?.field && (how === 'checked' || how === 'narrowed') ? validSql(now.field) : null
    if (valid !== null) return [{ kind: 'conversion', ...at, measure: { kind: 'conversion', ...place, valid } }]
    return []
  })
}

function constraintLosses(a: Table, b: Table, sides: Sides): Loss[] {
  return [...b.constraints.values()].flatMap((constraint): Loss[] => {
    const columns = constraint.columns.flatMap((id) => a.columns.get(id)?.name ?? (b.columns.has(id) ? [] : [id]))
    if (columns.length < constraint.columns.length || equal(a.constraints.get(constraint.name), constraint)) return []
    const measure = measureOf(constraint, { a, columns, sides })
    return measure ? [{ kind: 'constraint', entity: b.entity, field: b.columns.has(constraint.rule) ? constraint.rule : null, detail: constraint.rule, measure }] : []
  })
}

function measureOf(constraint: Constraint, { a, columns, sides }: { a: Table; columns: readonly string[]; sides: Sides }): Loss['measure'] | null {
  if (constraint.kind === 'unique') return { kind: 'duplicates', table: a.name, columns, where: whereOf(a, constraint.where) }
  if (constraint.kind === 'overlap') {
    const [from, to] = [constraint.from, constraint.to].map((id) => a.columns.get(id)?.name)
    // Without one of its columns before, no row has a period that could overlap in it.
    return from !== undefined && to !== undefined ? { kind: 'overlaps', table: a.name, columns, from, to, range: constraint.range, where: whereOf(a, constraint.where) } : null
  }
  if (constraint.kind !== 'foreign' || constraint.columns[0] === '_parent' || a.system === 'join') return null
  const target = sides.before.get(constraint.target)
  // What a link held cannot be a record of an entity that was not there.
  return target ? { kind: 'dangling', table: a.name, column: columns[0]!, target: target.name } : { kind: 'values', table: a.name, column: columns[0]! }
}

function required(changes: readonly Change[], { from, to }: Sides): Loss[] {
  return changes.flatMap((change): Loss[] => {
    if (change.kind !== 'field-changed' || !change.parts.includes('required') || to.entities.get(change.entity)?.fields.get(change.field)?.required !== true) return []
    const entity = from?.entities.get(change.entity)
    const column = entity?.fields.get(change.field)?.columns[0]
    return entity && column ? [{ kind: 'required', entity: change.entity, field: change.field, detail: `${entity.table}.${column.name}`, measure: { kind: 'empty', table: entity.table, column: column.name } }] : []
  })
}

import type { DatasetDoc } from '../../metadata/kinds/dataset.ts'
import { loadPlan, type LoadRow } from '../../metadata/model/load-order.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'

/** One row to create, its links already ids; `later` holds the links to rows that do not stand yet when it is created. */
export interface PlannedRow { readonly id: string; readonly data: Record<string, unknown>; readonly later: Record<string, unknown> }
export interface PlannedEntity { readonly entity: Entity; readonly rows: readonly PlannedRow[] }

/**
 * Values of the rows of datasets in the order in which they are loaded. A link is given by the key of the row that it means;
 * what points in a circle (an employee's manager) is set in a second pass. Pure: `newId` gives the ids.
 */
export function planData(model: Model, datasets: readonly DatasetDoc[], newId: () => string): PlannedEntity[] {
  const wanted = new Set<unknown>(datasets)
  const [create, complete] = loadPlan(model, ({ doc }) => wanted.has(doc)).passes
  const ids = new Map(create.flatMap(({ entity, rows }) => rows.map((row): [string, string] => [`${entity}:${row.key}`, newId()])))
  const late = new Map(complete.flatMap(({ entity, rows }) => rows.map((row): [string, LoadRow] => [`${entity}:${row.key}`, row])))
  return create.map(({ entity: key, rows }) => {
    const entity = model.entities.get(key)!
    return { entity, rows: rows.map((row): PlannedRow => {
      const id = `${key}:${row.key}`
      return { id: ids.get(id)!, data: placeRow({ model, ids }, entity, row.values), later: placeRow({ model, ids }, entity, late.get(id)?.values ?? {}) }
    }) }
  })
}

interface Known { readonly model: Model; readonly ids: ReadonlyMap<string, string> }
/** Field keys → names (the pipeline speaks names), keys of rows → ids. */
function placeRow(known: Known, entity: Entity, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).flatMap(([key, value]) => {
    const field = entity.fields.get(key)
    return field ? [[field.name, placeValue(known, field, value)]] : []
  }))
}
function placeValue(known: Known, field: Field, value: unknown): unknown {
  const { relation } = field
  const target = relation?.kind === 'link' || relation?.kind === 'links' ? relation.to : null
  const meant = (key: unknown): unknown => known.ids.get(`${target}:${String(key)}`) ?? key
  if (target !== null) return Array.isArray(value) ? value.map(meant) : value === null ? null : meant(value)
  const child = field.childEntity === null ? undefined : known.model.entities.get(field.childEntity)
  if (!child || !Array.isArray(value)) return value
  return value.map((row) => placeRow(known, child, row as Record<string, unknown>))
}

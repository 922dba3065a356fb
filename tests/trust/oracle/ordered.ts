import { types, type ValueType } from '../../../metadata/base/value-type.ts'
import { fromWire } from '../../../metadata/expressions/wire.ts'
import { compareValues } from '../../../metadata/expressions/order.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import type { Entity } from '../../../metadata/model/model.ts'
import { type Context, exists, titleOf } from './context.ts'
import type { Found } from './view.ts'

interface Sort { readonly by: Expr; readonly direction: 'asc' | 'desc' }
type Key = { readonly of: (found: Found) => unknown; readonly type: ValueType; readonly direction: 'asc' | 'desc' }

/** As asked, else in the entity's own order; nulls last, ties by id. */
export function ordered(at: Context, entity: Entity, { found, sort }: { found: readonly Found[]; sort: readonly Sort[] | undefined }): Found[] {
  const keys = sort ? sort.map((one) => keyOf(at, one)) : ownOrder(at, entity)
  const ties = keys.at(-1)?.direction ?? 'desc'
  return found.toSorted((a, b) => {
    for (const { of, type, direction } of keys) {
      const order = compareNullable(of(a), of(b), { type, direction })
      if (order !== 0) return order
    }
    return (a.raw.id < b.raw.id ? -1 : 1) * (ties === 'asc' ? 1 : -1)
  })
}

export function compareNullable(a: unknown, b: unknown, { type, direction }: { type: ValueType; direction: 'asc' | 'desc' }): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return compareValues(fromWire(a, type), fromWire(b, type)) * (direction === 'asc' ? 1 : -1)
}

function keyOf(at: Context, { by, direction }: Sort): Key {
  const own = by.kind === 'path' && by.steps.length === 1 && by.steps[0]!.field === 'id'
  const target = by.type.kind === 'record' && !own ? at.model.entities.get(by.type.entity) : undefined
  if (!target) return { of: (found) => at.view.value(by, found), type: own ? types.text : by.type, direction }
  // People order by what they see: the title of what a link leads to.
  return { type: types.text, direction, of: (found) => { const id = at.view.value(by, found); return id === null ? null : titleOf(at, target, at.view.record(target.key, String(id))) } }
}
function ownOrder(at: Context, entity: Entity): Key[] {
  return entity.sort.flatMap(({ field, direction }): Key[] => {
    const known = entity.fields.get(field)
    if (known && !exists(at.view, entity.key, field)) return []
    return [{ of: ({ record }) => record[field] ?? null, type: known?.value ?? types.datetime, direction }]
  })
}

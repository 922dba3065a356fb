import { types } from '../../../metadata/base/value-type.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import { type Context, titleOf } from './context.ts'
import { compareNullable } from './ordered.ts'
import { figure, type Found } from './view.ts'

interface Group { readonly name: string; readonly by: Expr }
interface Measure { readonly name: string; readonly function: string; readonly of: Expr | null }
interface Asked { readonly groups: readonly Group[]; readonly measures: readonly Measure[] }

/** Rows by equal values of the groups, in the order of these, with the figures of each and of all. */
export function groupsOf(at: Context, found: readonly Found[], { groups, measures }: Asked): { groups: unknown[]; totals: unknown } {
  const sets = new Map<string, { by: unknown[]; found: Found[] }>()
  for (const one of found) {
    const by = groups.map((group) => at.view.value(group.by, one))
    const key = JSON.stringify(by)
    const set = sets.get(key) ?? { by, found: [] }
    sets.set(key, set)
    set.found.push(one)
  }
  const titled = [...sets.values()].map((set) => ({ ...set, titles: set.by.map((value, n) => titleFor(at, groups[n]!, value)) }))
  const sorted = titled.toSorted((a, b) => compareSets(a, b, groups))
  return {
    groups: groups.length === 0 ? [] : sorted.map(({ by, titles, found: rows }) => ({
      by: Object.fromEntries(groups.map((group, n) => [group.name, group.by.type.kind === 'record' && by[n] !== null ? { id: by[n], title: titles[n] } : by[n]])),
      measures: figures(at, rows, measures),
    })),
    totals: figures(at, found, measures),
  }
}
function titleFor(at: Context, { by }: Group, value: unknown): unknown {
  const target = by.type.kind === 'record' ? at.model.entities.get(by.type.entity) : undefined
  return target && value !== null ? titleOf(at, target, at.view.record(target.key, String(value))) : null
}
interface Set_ { readonly by: readonly unknown[]; readonly titles: readonly unknown[] }
function compareSets(a: Set_, b: Set_, groups: readonly Group[]): number {
  for (const [n, { by }] of groups.entries()) {
    const record = by.type.kind === 'record'
    const order = (record && compareNullable(a.titles[n] ?? null, b.titles[n] ?? null, { type: types.text, direction: 'asc' })) || compareNullable(a.by[n], b.by[n], { type: record ? types.text : by.type, direction: 'asc' })
    if (order !== 0) return order
  }
  return 0
}

function figures({ view }: Context, found: readonly Found[], measures: readonly Measure[]): Record<string, unknown> {
  return Object.fromEntries(measures.map(({ name, function: made, of }): [string, unknown] => {
    if (!of) return [name, found.length]
    const values = found.map((one) => view.value(of, one)).filter((value) => value !== null)
    if (made === 'count') return [name, values.length]
    if (made === 'count_distinct') return [name, new Set(values.map((value) => JSON.stringify(value))).size]
    if (values.length === 0) return [name, null]
    return [name, figure(made as 'sum', values, { type: of.type, result: made === 'average' ? types.number : of.type })]
  }))
}

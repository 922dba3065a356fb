import { binary } from '../../metadata/expressions/function.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { SqlContext } from './sql-context.ts'

/** What is being written: the statement around it, and the items of the enclosing macros. */
export interface Written {
  readonly context: SqlContext
  readonly items: ReadonlyMap<string, { readonly kind: 'value'; readonly sql: string } | { readonly kind: 'row'; readonly name: string }>
  readonly write: (expr: Expr, on: Written) => string
}
type Macro = Expr & { readonly kind: 'macro' }
interface Source { readonly from: string; readonly where: readonly string[]; readonly order: string | null; readonly value: string; readonly on: Written }

/** What is looped over, and the names that the present item has. */
interface Loop { readonly over: Expr; readonly names: readonly string[]; readonly on: Written }

/** A macro as subquery over the rows of a path, or over the items of an array. */
export function collectionSql(macro: Macro, on: Written): string {
  return withItems({ over: macro.over, names: [macro.item], on }, (source) => select(macro, source))
}

/** Opens what is looped over; a filter of rows adds its condition, under its own name for the same row. */
function withItems({ over, names, on }: Loop, body: (source: Source) => string): string {
  if (over.kind === 'macro' && over.name === 'filter' && over.body) {
    const condition = over.body
    return withItems({ over: over.over, names: [...names, over.item], on }, (source) => body({ ...source, where: [...source.where, source.on.write(condition, source.on)] }))
  }
  const rows = over.type.kind === 'list' && over.type.of.kind === 'record' && over.kind === 'path'
  return rows ? overRows(over, { names, on }, body) : overArray({ over, names, on }, body)
}
function overRows(path: Expr & { kind: 'path' }, { names, on }: Omit<Loop, 'over'>, body: (source: Source) => string): string {
  const [name = 'i'] = names
  const outer = path.root.kind === 'variable' ? on.items.get(path.root.name) : undefined
  const root = outer?.kind === 'row' ? { kind: 'variable' as const, name: outer.name } : path.root
  // Nested macros may use one name twice; the statement knows each row under a name of its own.
  const unique = `${name}_${on.items.size}`
  return on.context.many(root, path.steps, unique, ({ from, where, order }) => {
    const items = new Map(on.items)
    for (const one of names) items.set(one, { kind: 'row', name: unique })
    const inner = { ...on, items }
    return body({ from, where: [where], order: order ?? null, value: on.context.path({ kind: 'variable', name: unique }, []), on: inner })
  })
}
function overArray({ over, names, on }: Loop, body: (source: Source) => string): string {
  const alias = `_v${on.items.size}`
  const items = new Map(on.items)
  for (const one of names) items.set(one, { kind: 'value', sql: `${alias}.v` })
  return body({ from: `unnest(${on.write(over, on)}) with ordinality as ${alias}(v, n)`, where: [], order: `${alias}.n`, value: `${alias}.v`, on: { ...on, items } })
}

function select({ name, body, type }: Macro, { from, where, order, value, on }: Source): string {
  const each = body ? on.write(body, on) : value
  const query = (selected: string, ...more: string[]): string => {
    const conditions = [...where, ...more].filter((one) => one !== '')
    return `(select ${selected} from ${from}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''})`
  }
  const sorted = type.kind === 'text' ? binary(each) : each
  switch (name) {
    case 'exists': return `exists ${query('1', each)}`
    case 'all': return `not exists ${query('1', `(${each}) is not true`)}`
    case 'exists_one': return `(${query('count(*)', each)} = 1)`
    case 'count': return `${query('count(*)', ...(body ? [each] : []))}::numeric`
    case 'sum': return query(`coalesce(sum(${each}), 0)`)
    case 'average': return query(`round((sum(${each}) + 0e-100) / nullif(count(${each}), 0), 12)`)
    case 'min': case 'max': return query(`${extreme(name, type.kind)}(${sorted})`)
    case 'map': return query(`coalesce(array_agg(${each}${order ? ` order by ${order}` : ''}), '{}')`)
    case 'filter': return query(`coalesce(array_agg(${value}${order ? ` order by ${order}` : ''}), '{}')`, each)
  }
}
/** PostgreSQL has no min and max of boolean. */
const extreme = (name: 'min' | 'max', kind: string): string => (kind === 'boolean' ? (name === 'min' ? 'bool_and' : 'bool_or') : name)

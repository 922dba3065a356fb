import { binary } from '../../metadata/expressions/function.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { SqlContext } from './sql-context.ts'

type Item = { readonly kind: 'value'; readonly sql: string } | { readonly kind: 'row'; readonly name: string }
/** What is being written: the statement around it, and the items of the enclosing macros. */
export interface Written {
  readonly context: SqlContext
  readonly items: ReadonlyMap<string, Item>
  /** How many macros are around. A name may be used again inside; a number is never. */
  readonly depth: number
  readonly write: (expr: Expr, on: Written) => string
}
type Macro = Expr & { readonly kind: 'macro' }
/** `as` says an item's name: what is written with it knows the present item by that name. */
interface Source { readonly from: string; readonly where: readonly string[]; readonly order: string | null; readonly value: string; readonly as: (name: string) => Written }

/** A macro as subquery over the rows of a path, or over the items of an array. */
export function collectionSql(macro: Macro, on: Written): string {
  return withItems(macro.over, on, (source) => select(macro, source))
}

/** Opens what is looped over; a filter of rows adds its condition, in which only its own name is the row's. */
function withItems(over: Expr, on: Written, body: (source: Source) => string): string {
  if (over.kind === 'macro' && over.name === 'filter' && over.body) {
    const { body: condition, item } = over
    return withItems(over.over, on, (source) => body({ ...source, where: [...source.where, on.write(condition, source.as(item))] }))
  }
  const rows = over.type.kind === 'list' && over.type.of.kind === 'record' && over.kind === 'path'
  return rows ? overRows(over, on, body) : overArray(over, on, body)
}
function overRows(path: Expr & { kind: 'path' }, on: Written, body: (source: Source) => string): string {
  const outer = path.root.kind === 'variable' ? on.items.get(path.root.name) : undefined
  const root = outer?.kind === 'row' ? { kind: 'variable' as const, name: outer.name } : path.root
  // Nested macros may use one name twice; the statement knows each row under a name of its own.
  const unique = `item ${on.depth}`
  return on.context.many(root, path.steps, unique, ({ from, where, order }) =>
    body({ from, where: [where], order: order ?? null, value: on.context.path({ kind: 'variable', name: unique }, []), as: named(on, { kind: 'row', name: unique }) }))
}
function overArray(over: Expr, on: Written, body: (source: Source) => string): string {
  const alias = `_v${on.depth}`
  return body({ from: `unnest(${on.write(over, on)}) with ordinality as ${alias}(v, n)`, where: [], order: `${alias}.n`, value: `${alias}.v`, as: named(on, { kind: 'value', sql: `${alias}.v` }) })
}
const named = (on: Written, item: Item) => (name: string): Written => ({ ...on, items: new Map(on.items).set(name, item), depth: on.depth + 1 })

function select({ name, item, body, type }: Macro, { from, where, order, value, as }: Source): string {
  const on = as(item)
  const each = body ? on.write(body, on) : value
  const query = (selected: string, condition = '', last = ''): string => {
    const conditions = [...where, condition].filter((one) => one !== '')
    return `(select ${selected} from ${from}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}${last})`
  }
  // An aggregate whose argument names only rows from outside would count as one of the statement outside.
  const aggregate = (selected: string): string => `(select ${selected} from ${query(`${each} as v`)} as _a)`
  const inOrder = order ? ` order by ${order}` : ''
  switch (name) {
    case 'exists': return `exists ${query('1', each)}`
    case 'all': return `(not exists ${query('1', `(${each}) is not true`)})`
    case 'exists_one': return `(${query('count(*)', each)} = 1)`
    case 'count': return `${query('count(*)', ...(body ? [each] : []))}::numeric`
    case 'sum': return aggregate('coalesce(sum(_a.v), 0)')
    case 'average': return aggregate('round((sum(_a.v) + 0e-100) / nullif(count(_a.v), 0), 12)')
    case 'min': case 'max': return aggregate(`${extreme(name, type.kind)}(${type.kind === 'text' ? binary('_a.v') : '_a.v'})`)
    case 'map': return `array${query(each, '', inOrder)}`
    case 'filter': return `array${query(value, each, inOrder)}`
  }
}
/** PostgreSQL has no min and max of boolean. */
const extreme = (name: 'min' | 'max', kind: string): string => (kind === 'boolean' ? (name === 'min' ? 'bool_and' : 'bool_or') : name)

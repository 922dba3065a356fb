import type { Expr } from '../../../metadata/expressions/tree.ts'
import type { Query } from '../../../metadata/query/query.ts'
import { literalMark } from './statement.ts'

/** A query whose compared literals were replaced by marks, and their values. Queries of one shape share one text. */
export interface Shape { readonly query: Query; readonly literals: Readonly<Record<string, unknown>> }

/** Calls that compare a literal as it is; elsewhere a literal may decide about the text (digits to round to, a unit of time). */
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])

export function shapeOf(query: Query): Shape {
  const literals: Record<string, unknown> = {}
  let count = 0
  const mark = (value: unknown): string => {
    const name = `${literalMark}${count++}`
    literals[name] = value
    return name
  }
  const filter = query.filter && markLiterals(query.filter, mark)
  return { query: filter ? { ...query, filter } : query, literals }
}

function markLiterals(expr: Expr, mark: (value: unknown) => string): Expr {
  const compares = expr.kind === 'call' && comparisons.has(expr.name)
  const inner = (part: Expr): Expr => {
    const whole = part.type.kind === 'number' && part.type.integer
    if (compares && part.kind === 'literal' && typeof part.value === 'string' && !whole) return { ...part, value: mark(part.value) }
    return markLiterals(part, mark)
  }
  if (expr.kind === 'call') return { ...expr, args: expr.args.map(inner) }
  if (expr.kind === 'list') return { ...expr, items: expr.items.map(inner) }
  if (expr.kind === 'macro') return { ...expr, over: inner(expr.over), body: expr.body && inner(expr.body) }
  return expr
}

/** Key of a shape: positions in texts and the values that are given at each run do not count. */
export function shapeKey(query: Query, words: number): string {
  return JSON.stringify({ ...query, search: words, page: undefined }, (name, value: unknown) => (name === 'at' ? undefined : value))
}

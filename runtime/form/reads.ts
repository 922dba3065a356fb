import type { Expr } from '../../metadata/expressions/tree.ts'

/** Does the expression read this field of the record itself? */
export function reads(expr: Expr, key: string): boolean {
  if (expr.kind === 'path') return expr.root.kind === 'self' && expr.steps[0]?.field === key
  if (expr.kind === 'call') return expr.args.some((arg) => reads(arg, key))
  if (expr.kind === 'list') return expr.items.some((item) => reads(item, key))
  return expr.kind === 'macro' && (reads(expr.over, key) || (expr.body !== null && reads(expr.body, key)))
}
/** Does the expression look at the record that the line belongs to? */
export function readsParent(expr: Expr): boolean {
  if (expr.kind === 'path') return expr.root.kind === 'parent'
  if (expr.kind === 'call') return expr.args.some(readsParent)
  if (expr.kind === 'list') return expr.items.some(readsParent)
  return expr.kind === 'macro' && (readsParent(expr.over) || (expr.body !== null && readsParent(expr.body)))
}

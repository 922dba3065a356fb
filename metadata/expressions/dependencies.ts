import type { Expr, Root, Step } from './tree.ts'

export interface Dependency { readonly root: Root['kind']; readonly steps: readonly Step[] }

/** Every path that is read. Inside a macro a path of the item continues the path of the collection. */
export function dependencies(expr: Expr): readonly Dependency[] {
  const found = new Map<string, Dependency>()
  collect(expr, new Map(), (one) => found.set(`${one.root}/${one.steps.map((step) => `${step.entity}.${step.field}`).join('/')}`, one))
  return [...found.values()]
}
type Items = ReadonlyMap<string, Dependency>
function collect(expr: Expr, items: Items, add: (one: Dependency) => void): void {
  if (expr.kind === 'path') return add(full(expr, items))
  if (expr.kind === 'call') return expr.args.forEach((arg) => collect(arg, items, add))
  if (expr.kind === 'list') return expr.items.forEach((item) => collect(item, items, add))
  if (expr.kind !== 'macro') return
  collect(expr.over, items, add)
  const source = collection(expr.over, items)
  const inner = new Map(items).set(expr.item, source ?? { root: 'variable', steps: [] })
  if (expr.body) collect(expr.body, inner, add)
}
function full(path: Expr & { kind: 'path' }, items: Items): Dependency {
  const base = path.root.kind === 'variable' ? items.get(path.root.name) : undefined
  return base ? { root: base.root, steps: [...base.steps, ...path.steps] } : { root: path.root.kind, steps: path.steps }
}
function collection(over: Expr, items: Items): Dependency | null {
  return over.kind === 'path' ? full(over, items) : over.kind === 'macro' && over.name === 'filter' ? collection(over.over, items) : null
}

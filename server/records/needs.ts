import type { Expr, Step } from '../../metadata/expressions/tree.ts'
import type { Entity, Model } from '../../metadata/model/model.ts'

/** Fields that an expression looks at, as a tree along links: `customer.segment` = { customer: { segment: {} } }. */
export interface Tree { readonly fields: Map<string, Tree> }
export type RootKind = 'self' | 'parent' | 'old' | 'me'
export type Needs = Record<RootKind, Tree>

export const noNeeds = (): Needs => ({ self: leaf(), parent: leaf(), old: leaf(), me: leaf() })
const leaf = (): Tree => ({ fields: new Map() })

const single = new WeakMap<Expr, { readonly model: Model; readonly needs: Needs }>()
/** What one expression of the model reads; worked out once. The trees are shared and must not be changed. */
export function needsOfOne(model: Model, expr: Expr): Needs {
  const known = single.get(expr)
  if (known?.model === model) return known.needs
  const needs = needsOf(model, [expr])
  single.set(expr, { model, needs })
  return needs
}

/** Everything the expressions read, so that it can be fetched before they are evaluated, one query per level. */
export function needsOf(model: Model, expressions: readonly (Expr | null | undefined)[]): Needs {
  const needs = noNeeds()
  for (const expr of expressions) if (expr) walk({ model, needs }, expr, new Map())
  return needs
}

interface Walk { readonly model: Model; readonly needs: Needs }
type Variables = ReadonlyMap<string, Tree>

function walk(at: Walk, expr: Expr, variables: Variables): Tree | null {
  switch (expr.kind) {
    case 'literal': return null
    case 'path': {
      const root = expr.root.kind === 'variable' ? variables.get(expr.root.name) : at.needs[expr.root.kind]
      return root ? follow(at, root, expr.steps) : null
    }
    case 'call': return first(expr.args.map((arg) => walk(at, arg, variables)))
    case 'list': return first(expr.items.map((item) => walk(at, item, variables)))
    case 'macro': {
      const over = walk(at, expr.over, variables)
      if (expr.body) walk(at, expr.body, over ? new Map([...variables, [expr.item, over]]) : variables)
      return over
    }
  }
}
const first = (trees: readonly (Tree | null)[]): Tree | null => trees.find((tree) => tree !== null) ?? null

function follow(at: Walk, root: Tree, steps: readonly Step[]): Tree {
  let tree = root
  for (const step of steps) {
    let next = tree.fields.get(step.field)
    if (!next) {
      next = leaf()
      tree.fields.set(step.field, next)
      const field = at.model.entities.get(step.entity)?.fields.get(step.field)
      // A value computed on reading is evaluated here, so its own inputs are needed beside it.
      if (field?.formula && !field.stored) merge(tree, needsOf(at.model, [field.formula]).self)
    }
    tree = next
  }
  return tree
}

export function merge(into: Tree, from: Tree): void {
  for (const [field, sub] of from.fields) {
    const known = into.fields.get(field)
    if (known) merge(known, sub)
    else into.fields.set(field, sub)
  }
}

/** Does anything in the tree stand outside of the row itself? */
export function opens(entity: Entity, tree: Tree): boolean {
  for (const [key, sub] of tree.fields) {
    const field = entity.fields.get(key)
    if (!field) continue
    if (sub.fields.size > 0 || (field.relation && field.relation.kind !== 'link') || field.rollup || (field.formula && !field.stored)) return true
  }
  return false
}

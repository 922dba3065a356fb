import type { Expr, Root, Step } from '../../metadata/expressions/tree.ts'
import type { Field, Model } from '../../metadata/model/model.ts'

/** A field that a computed value is made of. */
export interface Input { readonly entity: string; readonly field: string }

/** The fields that the value of a computed field is directly made of; [] for a stored one. */
export function inputsOf(model: Model, field: Field): readonly Input[] {
  if (field.formula) return inputsOfExpr(field.formula)
  const { rollup } = field
  if (!rollup) return []
  const counted = model.entities.get(rollup.entity)
  // A figure over lines tells of the lines, were it only how many there are.
  const lines = counted?.parent?.entity === field.entity ? [{ entity: field.entity, field: counted.parent.field }] : []
  const via = model.entities.get(rollup.entity)?.fields.has(rollup.via) ? [{ entity: rollup.entity, field: rollup.via }] : []
  return [...lines, ...via, ...(rollup.of ? inputsOfExpr(rollup.of) : []), ...(rollup.where ? inputsOfExpr(rollup.where) : [])]
}

function inputsOfExpr(expr: Expr): Input[] {
  if (expr.kind === 'path') return stepsOf(expr.root, expr.steps)
  if (expr.kind === 'call') return expr.args.flatMap(inputsOfExpr)
  if (expr.kind === 'list') return expr.items.flatMap(inputsOfExpr)
  if (expr.kind === 'macro') return [...inputsOfExpr(expr.over), ...(expr.body ? inputsOfExpr(expr.body) : [])]
  return []
}

/** The person who asks is not an input: what is computed from `me()` is his own. */
const stepsOf = (root: Root, steps: readonly Step[]): Input[] => (root.kind === 'me' ? [] : steps.filter((step) => !step.field.startsWith('_') && step.field !== 'id').map(({ entity, field }) => ({ entity, field })))

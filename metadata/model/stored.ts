import { dependencies, type Dependency } from '../expressions/dependencies.ts'
import type { Expr } from '../expressions/tree.ts'
import type { FieldDraft } from './draft.ts'
import { draftOf, formulaText, type Inference, isComputed } from './questions.ts'

const volatile = /\b(today|now|me|parent|within)\s*\(/

/** Kept in a column: every input stands in the same record. */
export function isStored(state: Inference, field: FieldDraft): boolean {
  const known = state.stored.get(field)
  if (known !== undefined) return known
  // Holds while a circle is walked; the circle is reported elsewhere.
  state.stored.set(field, false)
  const yes = inputsInside(state, field)
  state.stored.set(field, yes)
  return yes
}

const inputs = new WeakMap<Expr, readonly Dependency[]>()
function inputsOf(formula: Expr): readonly Dependency[] {
  const known = inputs.get(formula) ?? dependencies(formula)
  inputs.set(formula, known)
  return known
}
function inputsInside(state: Inference, field: FieldDraft): boolean {
  const text = formulaText(field)
  if (text === undefined || field.type.computed === 'lookup' || volatile.test(text)) return false
  const { formula } = state.resolve(field)
  if (!formula) return false
  return inputsOf(formula).every(({ root, steps }) => root === 'variable' || (root === 'self' && steps.every((step, i) => inside(state, draftOf(state, step.entity, step.field), i === steps.length - 1))))
}

function inside(state: Inference, used: FieldDraft | undefined, last: boolean): boolean {
  if (!used) return false
  if (used.relation?.kind === 'children') return true
  if (!last || used.relation?.kind === 'links') return false
  return isComputed(used) ? isStored(state, used) : true
}

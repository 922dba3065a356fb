import { fail, ok, type Problem, problem, type Result } from '../base/problem.ts'
import { types, type ValueType } from '../base/value-type.ts'
import { TreeChecker } from './checker.ts'
import { parseExpression } from './parse.ts'
import type { Expr, Scope } from './tree.ts'
import { coerce, typeName } from './types.ts'

/**
 * Text → typed tree, or everything that is wrong with it. With `expected` boolean any value will do: a text or list is true when
 * it is not empty, a number when it is not 0, anything else when it is not null.
 */
export function compileExpression(text: string, scope: Scope, expected?: ValueType): Result<Expr> {
  const parsed = parseExpression(text)
  if (!parsed.ok) return parsed
  const problems: Problem[] = []
  const checker = new TreeChecker(scope, problems)
  const wantsCondition = expected?.kind === 'boolean'
  const found = wantsCondition ? checker.condition(parsed.value, []) : checker.check(parsed.value, [])
  const fitting = found && expected && !wantsCondition ? coerce(found, expected) : found
  if (found && !fitting && expected) problems.push(problem('expression.expected', '', { expected: typeName(expected), actual: typeName(found.type), column: found.at + 1 }))
  return fitting && problems.length === 0 ? ok(freeze(fitting)) : fail(...problems)
}

/** A plain value where an expression may stand. */
export const literalExpr = (value: null | boolean | string, type: ValueType = value === null ? types.null : typeof value === 'boolean' ? types.boolean : types.text): Expr =>
  Object.freeze({ kind: 'literal', value, type, at: 0 })

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}

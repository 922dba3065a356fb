import { types } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Model } from '../../metadata/model/model.ts'
import { scopeOf } from './scope.ts'

const nothing: Expr = { kind: 'literal', value: false, type: types.boolean, at: 0 }

/** The row condition of a role. One that does not compile grants nothing: publishing reports it, reading stays shut. */
export function roleCondition(model: Model, entity: string, text: string): Expr {
  const compiled = compileExpression(text, scopeOf(model, entity, { by: 'key', visible: () => true }), types.boolean)
  return compiled.ok ? compiled.value : nothing
}

import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Env } from '../../metadata/expressions/evaluate.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { computed } from '../form/evaluation.ts'
import type { AppModel } from '../model/model.ts'

/** What a chosen record must meet, with the values of the record that links to it put in; null where nothing is asked, or the browser cannot tell. */
export function boundWhere(field: ClientField, env: Env | undefined): Expr | null {
  if (!field.where) return null
  try { return bound(field.where, env) } catch { return null }
}
function bound(expr: Expr, env: Env | undefined): Expr {
  if (expr.kind === 'path' && expr.root.kind === 'parent') {
    const value = env ? computed({ ...expr, root: { kind: 'self' } } as Expr, env) : undefined
    if (value === undefined) throw new Error('unknown here')
    return { kind: 'literal', type: expr.type, value: value === null || typeof value === 'boolean' ? value : String(value) } as Expr
  }
  if (expr.kind === 'call') return { ...expr, args: expr.args.map((arg) => bound(arg, env)) }
  if (expr.kind === 'list') return { ...expr, items: expr.items.map((item) => bound(item, env)) }
  return expr.kind === 'macro' ? { ...expr, over: bound(expr.over, env), body: expr.body && bound(expr.body, env) } : expr
}

/** As the API takes it: fields by their present names. */
export async function filterText(model: AppModel, where: Expr | null): Promise<string | undefined> {
  if (!where) return undefined
  const { printExpression } = await import('../../metadata/expressions/print.ts')
  return printExpression(where, (entity, key) => model.byKey.get(entity)?.fields.find((field) => field.key === key)?.name ?? key)
}

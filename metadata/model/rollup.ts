import { type Problem, problem } from '../base/problem.ts'
import { types, type ValueType } from '../base/value-type.ts'
import { compileExpression } from '../expressions/compile.ts'
import type { Expr } from '../expressions/tree.ts'
import type { Relation } from '../fields/field-type.ts'
import type { FieldDraft } from './draft.ts'
import { ask, type Inference, type Resolution, scopeOf } from './questions.ts'
import type { Rollup } from './model.ts'

/** A rollup's rows, figure and condition. It depends on both expressions: a figure over rows that are chosen by the figure is a circle. */
export function compileRollup(state: Inference, field: FieldDraft): Resolution {
  const name = field.options.function as Rollup['function']
  const target = rollupTarget(state, field)
  if (!target) return { type: name === 'count' ? types.integer : types.number, formula: null, rollup: null, problems: [noLinkBack(field)] }
  const problems: Problem[] = []
  const scope = scopeOf(state, target.entity)
  const part = (option: string, expected?: ValueType): Expr | null => {
    const text = field.options[option]
    if (typeof text !== 'string') return null
    const result = compileExpression(text, scope, expected)
    if (!result.ok) problems.push(...result.problems.map((p) => ({ ...p, path: `/${option}${p.path}` })))
    return result.ok ? result.value : null
  }
  const of = part('value')
  const where = part('where', types.boolean)
  const type = name === 'count' ? types.integer : name === 'average' ? types.number : (of?.type ?? types.number)
  if (name !== 'count' && typeof field.options.value !== 'string') problems.push(problem('metadata.missing_key', '', { key: 'value' }))
  return { type, formula: null, rollup: { ...target, function: name, of, where }, problems }
}

/** `order.customer`: an entity and its link; or a children field of the own entity. */
function rollupTarget(state: Inference, field: FieldDraft): { entity: string; via: string } | null {
  const [of, entity, link] = parts(field)
  const own = `${field.entity}.${of}`
  if (ask(state, 'exists', own)) return { entity: own, via: '_parent' }
  const relation = JSON.parse(ask(state, 'relation', `${entity}/${link}`) as string) as Relation | null
  return relation && 'to' in relation && relation.to === field.entity ? { entity, via: link } : null
}
function noLinkBack(field: FieldDraft): Problem {
  const [, entity, link] = parts(field)
  return problem('metadata.no_link_back', '/of', { entity, field: link, target: field.entity })
}
function parts(field: FieldDraft): [of: string, entity: string, link: string] {
  const of = String(field.options.of ?? '')
  const dot = of.lastIndexOf('.')
  return [of, of.slice(0, Math.max(0, dot)), of.slice(dot + 1)]
}

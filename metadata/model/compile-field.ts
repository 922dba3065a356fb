import { closest } from '../base/closest.ts'
import { pointer } from '../base/json.ts'
import { problem } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { compileExpression, literalExpr } from '../expressions/compile.ts'
import type { Expr, Scope } from '../expressions/tree.ts'
import { compileDefault } from './compile-text.ts'
import type { FieldDraft } from './draft.ts'
import type { Work } from './compile-entity.ts'
import { deepFreeze } from './frozen.ts'
import type { Field } from './model.ts'
import { columnName, subTableName } from './physical.ts'
import { ask, isComputed, type Resolution, scopeOf } from './questions.ts'

export function compileField(work: Work, draft: FieldDraft): Field {
  const { options, type, key, relation } = draft
  const { value, formula, rollup, stored } = resolved(work, draft)
  const condition = (option: string): Expr | null => part(work, draft, { option })
  const whether = (option: string): boolean | Expr => (typeof options[option] === 'string' ? (condition(option) ?? false) : options[option] === true)
  const shapes = (formula && !stored) || rollup ? [] : type.columns(options as never, value)
  if (type.computed === 'sequence') checkSequence(work, draft)
  return Object.freeze({
    key, name: draft.name, entity: draft.entity, label: draft.label, type, options: deepFreeze(options) as Field['options'], value: deepFreeze(value),
    columns: deepFreeze(shapes.map((shape) => ({ name: columnName(draft.name, shape.suffix), type: shape.type, shape }))),
    relation: deepFreeze(relation), childEntity: draft.childEntity, joinTable: relation?.kind === 'links' ? subTableName(work.draft.table, draft.name) : null,
    required: whether('required'), readonly: whether('readonly'), visible: condition('visible'), check: condition('check'),
    default: deepFreeze(compileDefault(work, draft, value)), currency: currencyOf(work, draft),
    formula, stored, rollup: deepFreeze(rollup), where: linkFilter(work, draft),
  })
}

function resolved({ state, report }: Work, draft: FieldDraft) {
  const id = `${draft.entity}/${draft.key}`
  // A plain field is part of the entity's own document, by which its compilation is kept.
  const { type, formula, rollup, problems } = isComputed(draft) ? (ask(state, 'resolved', id) as Resolution) : state.resolve(draft)
  report(problems, draft.path)
  // Whether it is stored is part of what can be seen of a field.
  const stored = isComputed(draft) && (JSON.parse(ask(state, 'field', id) as string) as unknown[]).at(-1) === true
  return { value: type, formula, rollup, stored }
}

function part(work: Work, draft: FieldDraft, { option, scope = work.scope }: { option: string; scope?: Scope }): Expr | null {
  const text = draft.options[option]
  if (typeof text !== 'string') return null
  const result = compileExpression(text, scope, types.boolean)
  if (!result.ok) work.report(result.problems, pointer(draft.path, option))
  return result.ok ? result.value : null
}

/** Bare names of a link's filter are the target's; `parent()` is the record that holds the link. */
function linkFilter(work: Work, draft: FieldDraft): Expr | null {
  const { relation, type } = draft
  if (type.computed === 'rollup' || !relation || !('to' in relation) || typeof relation.to !== 'string') return null
  return part(work, draft, { option: 'where', scope: { ...scopeOf(work.state, relation.to), parent: draft.entity } })
}

/** A currency is a code, the workspace's (nothing given), kept beside the amount (`own`), or what an expression says. */
function currencyOf(work: Work, draft: FieldDraft): Expr | null {
  const { currency } = draft.options
  if (typeof currency !== 'string' || currency === '' || currency === 'own') return null
  if (/^[A-Z]{3}$/.test(currency)) return literalExpr(currency)
  const result = compileExpression(currency, work.scope, types.text)
  if (!result.ok) work.report(result.problems, pointer(draft.path, 'currency'))
  return result.ok ? result.value : null
}

const dates = ['YYYY', 'YY', 'MM', 'DD'].map((form) => `date:${form}`)
/** Fields by which a series counts apart, and those written into the number. */
function checkSequence({ scope, report, draft: { parent: above } }: Work, { entity, options, path }: FieldDraft): void {
  const field = (name: string, at: string): void => {
    if (scope.field(entity, name)) return
    const fix = closest(name, scope.names(entity))
    report([problem('metadata.unknown_reference', '', { kind: 'Field', name }, fix ? { fix } : {})], at)
  }
  ;(options.scope as readonly string[]).forEach((name, i) => (above && scope.field(above.entity, name) ? undefined : field(name, pointer(path, 'scope', i))))
  for (const [, name = ''] of String(options.pattern).matchAll(/\{([^{}]*)\}/g)) if (!/^0+$/.test(name) && !dates.includes(name)) field(name, pointer(path, 'pattern'))
}

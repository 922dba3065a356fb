import { closest } from '../base/closest.ts'
import { pointer } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import { types, type ValueType } from '../base/value-type.ts'
import { compileExpression, literalExpr } from '../expressions/compile.ts'
import type { Expr, Scope } from '../expressions/tree.ts'
import { compileField } from './compile-field.ts'
import { compileTitle } from './compile-text.ts'
import type { EntityDraft } from './draft.ts'
import { deepFreeze, frozenMap } from './frozen.ts'
import type { CheckRule, Entity, Field, IndexRule, OverlapRule, UniqueRule } from './model.ts'
import { type Inference, scopeOf } from './questions.ts'

export interface EntityResult { readonly entity: Entity; readonly problems: readonly Problem[] }
/** One entity at work: its names, and where its problems go. */
export interface Work {
  readonly state: Inference
  readonly draft: EntityDraft
  readonly scope: Scope
  report(problems: readonly Problem[], path: string): void
}

export function compileEntity(state: Inference, draft: EntityDraft): EntityResult {
  const problems: Problem[] = []
  const report: Work['report'] = (found, path) => void problems.push(...found.map((p) => ({ ...p, object: draft.object, path: path + p.path })))
  const work: Work = { state, draft, scope: scopeOf(state, draft.key), report }
  const fields = frozenMap([...draft.fields.values()].map((field) => [field.key, compileField(work, field)] as const))
  const label = draft.doc.label ?? draft.parent?.field ?? draft.key
  const entity: Entity = Object.freeze({
    key: draft.key, name: draft.name, table: draft.table, layer: draft.layer, label, plural: draft.doc.plural ?? label, icon: draft.doc.icon ?? 'table', description: draft.doc.description ?? '',
    parent: draft.parent && Object.freeze({ ...draft.parent }), single: draft.doc.single ?? false,
    tree: [...draft.fields.values()].find((f) => f.relation?.kind === 'link' && f.relation.to === draft.key)?.key ?? null,
    fields, fieldsByName: frozenMap([...fields.values()].map((f) => [f.name, f] as const)), title: deepFreeze(compileTitle(work)),
    unique: deepFreeze(uniqueRules(work, fields)), checks: deepFreeze(checkRules(work)), noOverlap: deepFreeze(overlapRules(work)), indexes: deepFreeze(indexRules(work, fields)),
    search: deepFreeze(draft.doc.search ? known(work, draft.doc.search, ['search']) : searched(fields)),
    sort: deepFreeze((draft.doc.sort ?? []).map((by, i) => ({ field: one(work, by.replace(/^-/, ''), ['sort', i]), direction: by.startsWith('-') ? ('desc' as const) : ('asc' as const) }))),
  })
  return { entity, problems }
}

type Path = readonly (string | number)[]
const rules = <T, R>(given: Readonly<Record<string, T>> | undefined, make: (key: string, rule: T) => R): R[] => Object.entries(given ?? {}).map(([key, rule]) => make(key, rule))
const marked = (fields: ReadonlyMap<string, Field>, option: 'unique' | 'index'): Field[] => [...fields.values()].filter((f) => f.options[option])

const uniqueRules = (work: Work, fields: ReadonlyMap<string, Field>): UniqueRule[] => [
  ...marked(fields, 'unique').map((f) => ({ key: f.key, fields: [f.key], message: null, where: null })),
  ...rules(work.draft.doc.unique, (k, r) => ({ key: k, fields: known(work, r.fields, ['unique', k, 'fields']), message: r.message ?? null, where: condition(work, r.where, ['unique', k, 'where']) })),
]
const indexRules = (work: Work, fields: ReadonlyMap<string, Field>): IndexRule[] => [
  ...marked(fields, 'index').map((f) => ({ key: f.key, fields: [f.key] })),
  ...rules(work.draft.doc.indexes, (k, r) => ({ key: k, fields: known(work, r.fields, ['indexes', k, 'fields']) })),
]
const checkRules = (work: Work): CheckRule[] => rules(work.draft.doc.checks, (k, r) => ({
  key: k, check: condition(work, r.check, ['checks', k, 'check']) ?? literalExpr(true), message: r.message, field: r.field === undefined ? null : one(work, r.field, ['checks', k, 'field']),
}))
const overlapRules = (work: Work): OverlapRule[] => rules(work.draft.doc.noOverlap, (k, r) => {
  const at = (option: string): Path => ['noOverlap', k, option]
  checkPeriod(work, [r.from, r.to], ['noOverlap', k])
  return { key: k, by: known(work, r.by, at('by')), from: one(work, r.from, at('from')), to: one(work, r.to, at('to')), message: r.message ?? null, where: condition(work, r.where, at('where')) }
})

/** Both ends of a period are dates, or both are moments, and stand in columns. */
function checkPeriod({ scope, draft, report }: Work, [from, to]: readonly [string, string], path: Path): void {
  const kinds = [from, to].map((name) => scope.field(draft.key, name)?.type.kind)
  if (kinds.includes(undefined)) return
  const moments = ['date', 'datetime']
  kinds.forEach((kind, i) => {
    const fits = moments.includes(kind!) && (i === 0 || !moments.includes(kinds[0]!) || kind === kinds[0])
    if (!fits) report([problem('metadata.wrong_field_type', '', { field: i === 0 ? from : to, types: i === 1 && moments.includes(kinds[0]!) ? kinds[0]! : moments.join(', ') })], pointer(draft.path, ...path, i === 0 ? 'from' : 'to'))
  })
}

function searched(fields: ReadonlyMap<string, Field>): string[] {
  const all = [...fields.values()].filter((f) => f.type.searchable && !f.formula)
  const wanted = all.filter((f) => f.options.search)
  return (wanted.length > 0 ? wanted : all.filter((f) => ['name', 'title', 'number', 'code'].includes(f.key) || f.options.unique)).map((f) => f.key)
}

/** Names of own fields; what does not exist is reported where it stands. */
const known = (work: Work, names: readonly string[], path: Path): string[] => names.map((name, i) => one(work, name, [...path, i]))
function one({ scope, draft, report }: Work, name: string, path: Path): string {
  if (!scope.field(draft.key, name)) {
    const fix = closest(name, scope.names(draft.key))
    report([problem('metadata.unknown_reference', '', { kind: 'Field', name }, fix ? { fix } : {})], pointer(draft.path, ...path))
  }
  return name
}
export const ownFields = known
const condition = (work: Work, text: unknown, path: Path): Expr | null => compiled(work, text, { path: pointer(work.draft.path, ...path), expected: types.boolean })

export interface Want { readonly path: string; readonly expected?: ValueType; readonly scope?: Scope }
export function compiled(work: Pick<Work, 'scope' | 'report'>, text: unknown, { path, expected, scope }: Want): Expr | null {
  if (typeof text !== 'string') return null
  const result = compileExpression(text, scope ?? work.scope, expected)
  if (result.ok) return result.value
  work.report(result.problems, path)
  return null
}

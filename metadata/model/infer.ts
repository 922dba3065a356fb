import { pointer } from '../base/json.ts'
import { problem } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { compileExpression } from '../expressions/compile.ts'
import type { EntityDraft, FieldDraft } from './draft.ts'
import { declared, draftOf, formulaText, type Inference, isComputed, type Kept, keptOr, type Question, type Resolution, scopeOf } from './questions.ts'
import { compileRollup } from './rollup.ts'
import { systemField } from './scope.ts'
import { isStored } from './stored.ts'

export function inference(drafts: ReadonlyMap<string, EntityDraft>, before: Inference['before']): Inference {
  const state: Inference = {
    drafts, before, resolved: new Map(), stored: new Map(), answers: new Map(), asking: [], busy: [], circles: new Map(),
    resolve: (field) => resolve(state, field),
    answer: (question, entity, name) => answering[question](state, entity, name),
  }
  return state
}

const answering: { [Q in Question]: (state: Inference, entity: string, name: string) => unknown } = {
  exists: ({ drafts }, entity) => drafts.has(entity),
  names: ({ drafts }, entity) => [...(drafts.get(entity)?.fields.keys() ?? [])].join(' '),
  relation: (state, entity, name) => JSON.stringify(draftOf(state, entity, name)?.relation ?? null),
  field: signature,
  resolved: (state, entity, name) => {
    const field = draftOf(state, entity, name)
    return field && resolve(state, field)
  },
}

const plain = new WeakMap<FieldDraft, string>()
/** All that others can see of a field, as text. */
function signature(state: Inference, entity: string, name: string): string {
  const field = draftOf(state, entity, name)
  if (!field) return JSON.stringify(systemField(entity, name) ?? null)
  const known = plain.get(field)
  if (known !== undefined) return known
  const { type, relation, childEntity, name: called } = field
  const computed = isComputed(field)
  const made = JSON.stringify([resolve(state, field).type, relation, childEntity, type.name, called, computed, computed && isStored(state, field)])
  if (!computed) plain.set(field, made)
  return made
}

/** Type and formula of a field, found on demand. One that depends on itself is noted and taken as text. */
export function resolve(state: Inference, field: FieldDraft): Resolution {
  if (!isComputed(field)) return plainResolution(field)
  const found = state.resolved.get(field)
  if (found) return found.result
  const circle = state.busy.indexOf(field)
  if (circle >= 0) {
    noteCircle(state, state.busy.slice(circle))
    return { type: types.text, formula: null, rollup: null, problems: [] }
  }
  state.busy.push(field)
  const text = formulaText(field)
  const kept = keptOr(state, state.before.get(field), () => (text === undefined ? compileRollup(state, field) : compileFormula(state, field, text)))
  state.busy.pop()
  return keep(state, field, kept).result
}
const typed = new WeakMap<FieldDraft, Resolution>()
/** A field that nobody computes is what its own document says. */
function plainResolution(field: FieldDraft): Resolution {
  const known = typed.get(field)
  if (known) return known
  const made: Resolution = Object.freeze({ type: declared(field), formula: null, rollup: null, problems: [] })
  typed.set(field, made)
  return made
}
const keep = (state: Inference, field: FieldDraft, kept: Kept<Resolution>): Kept<Resolution> => (state.resolved.set(field, kept), kept)

function compileFormula(state: Inference, field: FieldDraft, text: string): Resolution {
  const expected = field.type.computed ? undefined : declared(field)
  const result = compileExpression(text, scopeOf(state, field.entity), expected)
  const option = field.type.computed === 'lookup' ? 'path' : 'formula'
  if (!result.ok) return { type: expected ?? types.text, formula: null, rollup: null, problems: result.problems.map((p) => ({ ...p, path: `/${option}${p.path}` })) }
  return { type: expected ?? result.value.type, formula: result.value, rollup: null, problems: [] }
}

function noteCircle(state: Inference, members: readonly FieldDraft[]): void {
  const named = members.map(({ entity, key }) => `${entity}.${key}`).toSorted().join(', ')
  const [first] = members.toSorted((a, b) => (`${a.entity}.${a.key}` < `${b.entity}.${b.key}` ? -1 : 1))
  const { object } = state.drafts.get(first!.entity)!
  const option = first!.type.computed === 'rollup' ? 'of' : first!.type.computed === 'lookup' ? 'path' : 'formula'
  state.circles.set(named, problem('metadata.cycle', pointer(first!.path, option), { fields: named }, { object }))
}

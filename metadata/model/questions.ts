import { types, type ValueType } from '../base/value-type.ts'
import type { Problem } from '../base/problem.ts'
import type { Expr, FieldInfo, Scope } from '../expressions/tree.ts'
import type { EntityDraft, FieldDraft } from './draft.ts'
import type { Rollup } from './model.ts'
import { systemField, systemNames } from './scope.ts'

/** What a field turned out to be. Problems have their path relative to the field. */
export interface Resolution { readonly type: ValueType; readonly formula: Expr | null; readonly rollup: Rollup | null; readonly problems: readonly Problem[] }
/** Every question that was asked about the rest of the model while something was compiled, with its answer. */
export type Uses = ReadonlyMap<string, unknown>
export interface Kept<T> { readonly uses: Uses; readonly result: T }
export type Question = 'exists' | 'names' | 'relation' | 'field' | 'resolved'

/**
 * One compilation. Whatever is kept from an earlier one holds exactly as long as all the questions it asked have the same answers
 * today; nothing about other fields can be learned except by `ask`, so nothing can be forgotten.
 */
export interface Inference {
  readonly drafts: ReadonlyMap<string, EntityDraft>
  readonly before: Pick<WeakMap<FieldDraft, Kept<Resolution>>, 'get'>
  readonly resolved: Map<FieldDraft, Kept<Resolution>>
  readonly stored: Map<FieldDraft, boolean>
  readonly answers: Map<string, unknown>
  readonly asking: Map<string, unknown>[]
  readonly busy: FieldDraft[]
  readonly circles: Map<string, Problem>
  resolve(field: FieldDraft): Resolution
  answer(question: Question, entity: string, name: string): unknown
}

export const draftOf = ({ drafts }: Inference, entity: string, name: string): FieldDraft | undefined => drafts.get(entity)?.fields.get(name)

/** The answer to a question, noted down for whoever is being compiled. */
export function ask(state: Inference, question: Question, id: string): unknown {
  const whole = `${question} ${id}`
  const answer = answerTo(state, whole)
  state.asking.at(-1)?.set(whole, answer)
  return answer
}
function answerTo(state: Inference, whole: string): unknown {
  if (state.answers.has(whole)) return state.answers.get(whole)
  const [question, entity = '', name = ''] = whole.split(/[ /]/) as [Question, string?, string?]
  const answer = state.answer(question, entity, name)
  state.answers.set(whole, answer)
  return answer
}

/** What was kept, if it still holds; else it is made anew, its questions noted. */
export function keptOr<T>(state: Inference, before: Kept<T> | undefined, make: () => T): Kept<T> {
  if (before && [...before.uses].every(([question, answer]) => answerTo(state, question) === answer)) return before
  const uses = new Map<string, unknown>()
  state.asking.push(uses)
  const result = make()
  state.asking.pop()
  return { uses, result }
}

/** What names mean while a part of `self` is compiled. */
export function scopeOf(state: Inference, self: string): Scope {
  return {
    self, parent: state.drafts.get(self)?.parent?.entity ?? null, user: 'user',
    field: (entity, name): FieldInfo | undefined => {
      ask(state, 'field', `${entity}/${name}`)
      const field = draftOf(state, entity, name)
      return field ? { key: name, type: state.resolve(field).type } : systemField(entity, name)
    },
    names: (entity) => {
      ask(state, 'names', entity)
      return [...(state.drafts.get(entity)?.fields.keys() ?? []), ...systemNames]
    },
  }
}

export const formulaText = (field: FieldDraft): string | undefined => {
  const text = field.type.computed === 'lookup' ? field.options.path : field.options.formula
  return typeof text === 'string' ? text : undefined
}
/** Does its value come from other fields? A document number does not. */
export const isComputed = (field: FieldDraft): boolean => formulaText(field) !== undefined || field.type.computed === 'rollup'
export const declared = (field: FieldDraft): ValueType =>
  field.childEntity ? types.list(types.record(field.childEntity)) : field.type.value(field.options as never)

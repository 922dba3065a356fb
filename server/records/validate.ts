import { pointer } from '../../metadata/base/json.ts'
import { problem } from '../../metadata/base/problem.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { holding } from './compute.ts'
import { isEmpty } from './decide.ts'
import { type Draft, type Writing, byEntity, inside } from './draft.ts'
import { ruledFields } from './per-entity.ts'

/** Every rule of the model on every row; all that is broken is reported at once. */
export async function validate(writing: Writing): Promise<void> {
  for (const [entity, drafts] of byEntity(inside(writing.tops))) {
    for (const field of ruledFields(entity)) {
      if (typeof field.readonly !== 'boolean') await checkReadonly(writing, field, drafts)
      if (field.required !== false && !field.type.computed) await checkRequired(writing, field, drafts)
      if (field.check) await checkField(writing, field, drafts)
    }
    for (const rule of entity.checks) await checkEntity(writing, { entity, drafts }, rule)
  }
}

const isTrue = async (writing: Writing, drafts: readonly Draft[], rule: boolean | Expr | null): Promise<Draft[]> => {
  if (rule === true) return [...drafts]
  if (!rule || drafts.length === 0) return []
  const held = await holding(writing, drafts, rule)
  return drafts.filter((_, i) => held[i])
}
const at = (draft: Draft, field: Field): string => pointer(draft.path, field.name)
/** Something else is already said about this value. */
const reported = (writing: Writing, path: string): boolean => writing.problems.some((one) => one.path === path)

/** Read-only by condition: asked of the record as it was, for a new one as it would be. */
async function checkReadonly(writing: Writing, field: Field, drafts: readonly Draft[]): Promise<void> {
  const touched = drafts.filter(({ given }) => given.has(field.key))
  const before = touched.map((draft): Draft => ({ ...draft, row: draft.old ?? draft.row }))
  const locked = await isTrue(writing, before, field.readonly)
  for (const draft of locked) writing.problems.push(problem('record.readonly_field', at(draft, field), { field: field.label }))
}

/** A value that is not shown is not asked for. */
async function checkRequired(writing: Writing, field: Field, drafts: readonly Draft[]): Promise<void> {
  const empty = drafts.filter((draft) => missing(draft, field) && !reported(writing, at(draft, field)))
  const asked = await isTrue(writing, empty, field.required)
  const shown = field.visible ? await isTrue(writing, asked, field.visible) : asked
  for (const draft of shown) writing.problems.push(problem('record.required', at(draft, field), { field: field.label }))
}
/** Lines and links that were not read are as they were. */
const missing = (draft: Draft, field: Field): boolean =>
  isEmpty(draft.row[field.key]) && (draft.kind === 'create' || draft.given.has(field.key) || field.columns.length > 0)

async function checkField(writing: Writing, field: Field, drafts: readonly Draft[]): Promise<void> {
  const filled = drafts.filter((draft) => !isEmpty(draft.row[field.key]) && !reported(writing, at(draft, field)))
  const held = new Set(await isTrue(writing, filled, field.check))
  const { message } = field.options
  for (const draft of filled) {
    if (held.has(draft)) continue
    writing.problems.push(message ? problem('record.check', at(draft, field), { message }) : problem('record.check_field', at(draft, field), { field: field.label }))
  }
}

async function checkEntity(writing: Writing, { entity, drafts }: { entity: Entity; drafts: readonly Draft[] }, rule: Entity['checks'][number]): Promise<void> {
  const held = await holding(writing, drafts, rule.check)
  const field = rule.field ? entity.fields.get(rule.field) : undefined
  drafts.forEach((draft, i) => {
    if (!held[i]) writing.problems.push(problem('record.check', field ? at(draft, field) : draft.path, { message: rule.message }))
  })
}

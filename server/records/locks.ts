import { type Problem, problem } from '../../metadata/base/problem.ts'
import { printExpression } from '../../metadata/expressions/print.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { holding } from './compute.ts'
import type { Draft } from './draft.ts'
import { heldGrants } from './grants.ts'
import { notFound } from './refusal.ts'
import { granted, type Row, type Session, rightsOf, topEntity } from './space.ts'
import { readRows } from './store.ts'
import { newWriting } from './write.ts'

export interface Lock { readonly locked: boolean; readonly required: boolean; readonly reasons: readonly Problem[] }

/** Why may the actor not change this field of this record now, and why must it be filled in: by the rules and rights that decide a write. */
export async function lockOf(session: Session, entity: Entity, { id, field }: { readonly id: string; readonly field: Field }): Promise<Lock> {
  const [row] = await readRows(session, entity, { ids: [id], lock: 'none' })
  if (!row) throw notFound(entity)
  const place = { session, entity, field, row }
  const locks = [...ofKind(place), ...(await ofRule(place)), ...(await ofRights(place))]
  const needs = await ofNeed(place)
  return { locked: locks.length > 0, required: needs.length > 0, reasons: [...locks, ...needs] }
}
interface Place { readonly session: Session; readonly entity: Entity; readonly field: Field; readonly row: Row }

function ofKind({ field, row }: Place): Problem[] {
  if (row['_deleted_at'] !== null) return [problem('lock.deleted', '')]
  if (field.type.computed === 'sequence') return [problem('lock.number', '')]
  if (field.type.computed !== undefined || field.formula) return [problem('lock.computed', '')]
  if (field.readonly === true) return [problem('lock.always', '')]
  return field.options['immutable'] === true ? [problem('lock.immutable', '')] : []
}
async function ofRule(place: Place): Promise<Problem[]> {
  const { readonly } = place.field
  return typeof readonly !== 'boolean' && (await holds(place, readonly)) ? [told(place, readonly, ['lock.rule', 'lock.rule_unseen'])] : []
}
async function ofNeed(place: Place): Promise<Problem[]> {
  const { field: { required }, entity } = place
  if (typeof required === 'boolean') return required ? [problem('lock.required', '', { entity: entity.label })] : []
  return (await holds(place, required)) ? [told(place, required, ['lock.required_rule', 'lock.required_unseen'])] : []
}
/** The rule over the row as it stands, by the evaluation that a write uses. */
async function holds({ session, entity, row }: Place, rule: Expr): Promise<boolean> {
  const writing = newWriting(session)
  const rights = rightsOf(session.space, session.actor, entity)
  if (!rights) return false
  const draft: Draft = { entity, kind: 'update', rights, old: row, row, met: [], given: new Set(), path: '', parent: null, children: new Map(), kept: new Map(), removed: [] }
  const [held = false] = await holding(writing, [draft], rule)
  return held
}
/** As people read it: fields by their labels. A rule over a field that the actor may not read is not told. */
function told({ session: { space, actor }, entity }: Place, rule: Expr, [seen, unseen]: readonly ['lock.rule' | 'lock.required_rule', 'lock.rule_unseen' | 'lock.required_unseen']): Problem {
  let hidden = false
  const text = printExpression(rule, (of, key) => {
    const at = space.model.entities.get(of) ?? entity
    const right = rightsOf(space, actor, at)?.fields.get(key)?.read
    if (at.fields.has(key) && (right === undefined || right.length === 0)) hidden = true
    return at.fields.get(key)?.label ?? key
  })
  return hidden ? problem(unseen, '') : problem(seen, '', { rule: text })
}

async function ofRights(place: Place): Promise<Problem[]> {
  const { session, entity, field, row } = place
  const { space, actor } = session
  const rights = rightsOf(space, actor, entity)
  if (!rights || row['_deleted_at'] !== null) return []
  const [update = []] = (await heldGrants(session, { entity, ids: [row.id] }, ['update'])).get(row.id) ?? []
  if (granted(rights.fields.get(field.key)?.write, update)) return []
  if (field.type.computed !== undefined || field.formula || field.readonly === true) return []
  const own = actor.roles.map((role) => roleLabel(place, role)).join(', ') || '–'
  const others = [...(space.model.documents.get('role')?.keys() ?? [])].filter((role) => mayWrite(place, role)).map((role) => roleLabel(place, role))
  return [problem(update.length === 0 ? 'lock.record' : 'lock.field', '', { roles: own }), ...(others.length > 0 ? [problem('lock.may', '', { roles: others.join(', ') })] : [])]
}
function mayWrite({ session: { space, actor }, entity, field }: Place, role: string): boolean {
  const rights = actor.roles.includes(role) ? null : space.rights([role]).entity(topEntity(space.model, entity).key)
  const write = rights && rights.update.length > 0 ? rights.fields.get(field.key)?.write : undefined
  return write !== undefined && write.length > 0
}
function roleLabel({ session }: Place, role: string): string {
  const label = (session.space.model.documents.get('role')?.get(role)?.doc as { label?: unknown } | undefined)?.label
  return typeof label === 'string' ? label : role
}

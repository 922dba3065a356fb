import { evaluate } from '../../metadata/expressions/evaluate.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { toWire } from '../../metadata/expressions/wire.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'
import { type Draft, type Writing, byEntity, inside } from './draft.ts'
import { needsOf, needsOfOne, opens, type Tree } from './needs.ts'
import { evaluateRule, ruleHolds } from './rules.ts'
import { actingUser, fetchAround, view } from './surroundings.ts'

/** The answers of one expression for many drafts; what they look at is fetched for all of them together. */
export async function answers<T>(writing: Writing, asked: { drafts: readonly Draft[]; expr: Expr }, ask: (expr: Expr, scope: Parameters<typeof ruleHolds>[1]) => T): Promise<T[]> {
  const { session, around } = writing
  const { drafts, expr } = asked
  const first = drafts[0]
  if (!first) return []
  const needs = needsOfOne(session.space.model, expr)
  const opened = { self: opens(first.entity, needs.self), old: opens(first.entity, needs.old) }
  if (opened.self) await fetchAround(around, first.entity, { rows: drafts.map(({ row }) => row), tree: needs.self })
  if (opened.old) await fetchAround(around, first.entity, { rows: drafts.flatMap(({ old }) => old ?? []), tree: needs.old })
  if (needs.parent.fields.size > 0) await fetchParents(writing, drafts, needs.parent)
  const me = needs.me.fields.size === 0 ? null : await actingUser(around, needs)
  return drafts.map((draft) => ask(expr, {
    session, me, self: opened.self ? view(around, draft.entity, { row: draft.row, tree: needs.self }) : draft.row,
    parent: draft.parent && view(around, draft.parent.entity, { row: draft.parent.row, tree: needs.parent }),
    old: draft.old && (opened.old ? view(around, draft.entity, { row: draft.old, tree: needs.old }) : draft.old),
  }))
}
async function fetchParents({ around }: Writing, drafts: readonly Draft[], tree: Tree): Promise<void> {
  const parents = [...new Set(drafts.flatMap(({ parent }) => parent ?? []))]
  if (parents[0]) await fetchAround(around, parents[0].entity, { rows: parents.map(({ row }) => row), tree })
}
export const holding = (writing: Writing, drafts: readonly Draft[], expr: Expr): Promise<boolean[]> => answers(writing, { drafts, expr }, ruleHolds)
export const values = (writing: Writing, drafts: readonly Draft[], expr: Expr): Promise<unknown[]> => answers(writing, { drafts, expr }, evaluateRule)

/** Fields so that each stands after those of the same record that it is made from. A cycle keeps the order of the model. */
export function inOrder(model: Model, fields: readonly Field[], of: (field: Field) => Expr | null): Field[] {
  const done = new Set<string>()
  const order: Field[] = []
  const visit = (field: Field, above: readonly string[]): void => {
    if (done.has(field.key) || above.includes(field.key)) return
    const inputs = needsOf(model, [of(field)]).self.fields
    for (const other of fields) if (inputs.has(other.key)) visit(other, [...above, field.key])
    done.add(field.key)
    order.push(field)
  }
  for (const field of fields) visit(field, [])
  return order
}

interface Plan { readonly defaults: readonly Field[]; readonly formulas: readonly Field[] }
const plans = new WeakMap<Entity, Plan>()
function planOf(model: Model, entity: Entity): Plan {
  const known = plans.get(entity)
  if (known) return known
  const fields = [...entity.fields.values()]
  const plan = {
    defaults: inOrder(model, fields.filter((field) => field.default), (field) => field.default),
    formulas: inOrder(model, fields.filter((field) => field.formula && field.stored), (field) => field.formula),
  }
  plans.set(entity, plan)
  return plan
}

/** Values of new rows that the request does not give: the record first, so that its lines can look at it. */
export async function fillDefaults(writing: Writing): Promise<void> {
  for (const [entity, drafts] of byEntity(inside(writing.tops).reverse())) {
    const fresh = drafts.filter(({ kind }) => kind === 'create')
    for (const field of planOf(writing.session.space.model, entity).defaults) {
      const open = fresh.filter(({ given }) => !given.has(field.key))
      const plain = plainDefault(field)
      const found = plain ? [] : await values(writing, open, field.default!)
      open.forEach((draft, i) => { draft.row[field.key] = plain ? plain.value : accepted(field, found[i]) })
    }
  }
}

/**
 * Stored formulas: lines first, then the record that sums them up. Of a record that is changed, those whose inputs were given or
 * computed anew: all their inputs stand in the record, so the others are as they were.
 */
export const computeFormulas = (writing: Writing): Promise<void> => computeAfter(writing, (draft) => (draft.kind === 'create' ? null : draft.given))
/** Those that look at a document number, once it is given. */
export const computeNumbered = (writing: Writing): Promise<void> => computeAfter(writing, (draft) => numberedFields(writing.session.space.model, draft.entity))

/** `moved`: what is new in a row; null = everything. */
async function computeAfter(writing: Writing, moved: (draft: Draft) => ReadonlySet<string> | null): Promise<void> {
  const { model } = writing.session.space
  for (const [entity, drafts] of byEntity(inside(writing.tops))) {
    const { formulas } = planOf(model, entity)
    if (formulas.length === 0) continue
    const fresh = new Map(drafts.map((draft) => { const keys = moved(draft); return [draft, keys && new Set(keys)] }))
    for (const field of formulas) {
      const inputs = [...needsOfOne(model, field.formula!).self.fields.keys()]
      const open = drafts.filter((draft) => { const keys = fresh.get(draft); return !keys || inputs.some((key) => keys.has(key)) })
      const found = await values(writing, open, field.formula!)
      open.forEach((draft, i) => {
        draft.row[field.key] = found[i] ?? null
        fresh.get(draft)?.add(field.key)
      })
    }
  }
}

const numbered = new WeakMap<Entity, ReadonlySet<string>>()
/** Keys of the document numbers of an entity, and of the lists whose lines have some. */
function numberedFields(model: Model, entity: Entity): ReadonlySet<string> {
  const known = numbered.get(entity)
  if (known) return known
  const keys = [...entity.fields.values()].filter(({ type, childEntity }) => {
    const child = childEntity ? model.entities.get(childEntity) : undefined
    return type.computed === 'sequence' || (child !== undefined && numberedFields(model, child).size > 0)
  }).map(({ key }) => key)
  const made = new Set(keys)
  numbered.set(entity, made)
  return made
}

const plainDefaults = new WeakMap<Field, { readonly value: unknown }>()
/** A default that is always the same, and no object that rows would share; null = it must be worked out. */
function plainDefault(field: Field): { readonly value: unknown } | null {
  if (field.default?.kind !== 'literal') return null
  const known = plainDefaults.get(field)
  if (known) return known
  const value = accepted(field, toWire(evaluate(field.default, { self: null, me: null, now: '', today: '' }), field.default.type))
  if (typeof value === 'object' && value !== null) return null
  const made = { value }
  plainDefaults.set(field, made)
  return made
}

/** A default goes through the same door as a value that a person gives; what does not fit is no default. */
function accepted(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null
  const read = field.type.read(value, field.options)
  return read.ok ? read.value : null
}

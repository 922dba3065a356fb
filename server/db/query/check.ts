import { problem, type Problem } from '../../../metadata/base/problem.ts'
import type { Expr, Step } from '../../../metadata/expressions/tree.ts'
import type { Query, Selection } from '../../../metadata/query/query.ts'
import { canRead, rightsOf, type Target } from './statement.ts'
import { hasSystemField } from './values.ts'

/** What one request may cost. A record page of a wide document opens some 80 links at once, its line items' included; many rows may not. */
export const limits = { depth: 3, joins: 10, opened: 150, openedInMany: 30, many: 50, fields: 600, predicates: 50, sort: 5, groups: 3, measures: 20, page: 200 } as const

/** Is every name of the query one that exists for this actor, and is it within the limits? Nothing reaches SQL that fails here. */
export function checkQuery(query: Query, target: Target): Problem[] {
  const readable = rightsOf(target, query.from)
  if (!readable || readable.read.length === 0) return [problem('request.unknown_entity', '', { entity: query.from })]
  const exprs = expressionsOf(query)
  return [
    ...exprs.flatMap(({ part, expr }) => unreadable(expr, target).map((step) => problem('request.unknown_field', `/${part}`, { field: step.field }))),
    ...checkSelection(query.select, { entity: query.from, depth: 0, target }),
    ...checkCost(query, exprs.map(({ expr }) => expr)),
    ...checkShapes(query),
  ]
}

function expressionsOf(query: Query): { part: string; expr: Expr }[] {
  return [
    ...(query.filter ? [{ part: 'filter', expr: query.filter }] : []),
    ...(query.sort ?? []).map(({ by }) => ({ part: 'sort', expr: by })),
    ...(query.group ?? []).map(({ by }) => ({ part: 'group', expr: by })),
    ...(query.measures ?? []).flatMap(({ of }) => (of ? [{ part: 'measures', expr: of }] : [])),
  ]
}

/** Every node of a tree, the tree itself first. */
export function nodes(expr: Expr): Expr[] {
  if (expr.kind === 'call') return [expr, ...expr.args.flatMap(nodes)]
  if (expr.kind === 'list') return [expr, ...expr.items.flatMap(nodes)]
  if (expr.kind === 'macro') return [expr, ...nodes(expr.over), ...(expr.body ? nodes(expr.body) : [])]
  return [expr]
}

const stepsOf = (expr: Expr): readonly Step[][] => nodes(expr).flatMap((node) => (node.kind === 'path' ? [[...node.steps]] : []))

const unreadable = (expr: Expr, target: Target): Step[] =>
  stepsOf(expr).flat().filter((step) => !hasSystemField(target.model.entities.get(step.entity), step.field) && !canRead(target, step.entity, step.field))

interface Level { readonly entity: string; readonly depth: number; readonly target: Target }

function checkSelection(selections: readonly Selection[], level: Level): Problem[] {
  if (level.depth > limits.depth) return [problem('query.too_deep', '/fields', { most: limits.depth })]
  return selections.flatMap((selection) => {
    const { field: key, nested } = selection
    const own = level.target.model.entities.get(level.entity)?.fields.get(key)
    const known = hasSystemField(level.target.model.entities.get(level.entity), key) || key === 'title' || (own && canRead(level.target, level.entity, key))
    if (!known) return [problem('request.unknown_field', '/fields', { field: key })]
    if (!nested) return []
    const entity = entityBehind(level, key)
    if (!entity) return [problem('query.not_opened', '/fields', { field: own?.name ?? key })]
    return checkSelection(nested, { entity, depth: level.depth + 1, target: level.target })
  })
}

/** The entity whose rows a field holds or points to. */
export function entityBehind(level: { entity: string; target: Target }, key: string): string | null {
  const field = level.target.model.entities.get(level.entity)?.fields.get(key)
  if (!field) return ['_owner', '_created_by', '_updated_by'].includes(key) ? 'user' : null
  if (field.childEntity) return field.childEntity
  if (field.relation?.kind === 'link' || field.relation?.kind === 'links') return field.relation.to
  return field.value.kind === 'record' ? field.value.entity : null
}

function checkCost(query: Query, exprs: readonly Expr[]): Problem[] {
  const most = (part: string, count: number, allowed: number): Problem[] => (count > allowed ? [problem('query.too_many', `/${part}`, { part, most: allowed })] : [])
  const paths = exprs.flatMap(stepsOf)
  const joins = new Set(paths.flatMap((steps) => steps.slice(0, -1).map((_, n) => steps.slice(0, n + 1).map((step) => `${step.entity}.${step.field}`).join('/'))))
  const predicates = query.filter ? nodes(query.filter).filter((node) => node.kind === 'macro' || (node.kind === 'call' && node.type.kind === 'boolean' && !connectives.has(node.name))).length : 0
  const opened = countSelections(query.select, (selection) => selection.nested !== undefined)
  return [
    ...(paths.some((steps) => steps.length > limits.depth + 1) ? [problem('query.too_deep', '', { most: limits.depth })] : []),
    ...most('filter', joins.size, limits.joins),
    ...most('filter', predicates, limits.predicates),
    ...most('expand', opened, (query.page?.size ?? 1) > limits.many ? limits.openedInMany : limits.opened),
    ...most('fields', countSelections(query.select, () => true), limits.fields),
    ...most('sort', query.sort?.length ?? 0, limits.sort),
    ...most('group', query.group?.length ?? 0, limits.groups),
    ...most('measures', query.measures?.length ?? 0, limits.measures),
    ...(query.page ? most('size', query.page.size, limits.page) : []),
  ]
}

const connectives = new Set(['&&', '||', '!', 'truthy'])

const countSelections = (selections: readonly Selection[], counts: (selection: Selection) => boolean): number =>
  selections.reduce((sum, selection) => sum + (counts(selection) ? 1 : 0) + countSelections(selection.nested ?? [], counts), 0)

function checkShapes(query: Query): Problem[] {
  const unordered = (expr: Expr): boolean => expr.type.kind === 'json' || expr.type.kind === 'list'
  const sort = (query.sort ?? []).filter(({ by }) => unordered(by)).map(() => problem('query.not_ordered', '/sort'))
  const group = (query.group ?? []).filter(({ by }) => unordered(by)).map(() => problem('query.not_ordered', '/group'))
  const measures = (query.measures ?? []).filter((measure) => !fits(measure)).map((measure) => problem('query.measure', '/measures', { function: measure.function }))
  return [...sort, ...group, ...measures]
}

function fits(measure: NonNullable<Query['measures']>[number]): boolean {
  const kind = measure.of?.type.kind
  if (measure.function === 'count') return true
  if (!kind || kind === 'json' || kind === 'list') return false
  if (measure.function === 'sum' || measure.function === 'average') return kind === 'number' || kind === 'duration'
  return measure.function === 'count_distinct' || (kind !== 'boolean' && kind !== 'record')
}

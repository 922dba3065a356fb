import { fail, ok, problem, type Problem, type Result } from '../../metadata/base/problem.ts'
import { types, type ValueType } from '../../metadata/base/value-type.ts'
import { compileExpression } from '../../metadata/expressions/compile.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { type GroupBy, type Measure, measureFunctions, type MeasureFunction, type Query, type Sort } from '../../metadata/query/query.ts'
import { scopeOf } from '../access/scope.ts'
import { limits } from '../db/query/check.ts'
import { canRead, type Target } from '../db/query/statement.ts'
import { readSelections } from './read-fields.ts'
import { splitOutside } from './split.ts'

export type Parameters = Readonly<Record<string, unknown>>
/** A request for data, its names resolved to keys. */
export interface ReadRequest { readonly query: Query; readonly count: 'exact' | 'some' | 'none' }

const known = ['fields', 'expand', 'filter', 'search', 'deleted', 'sort', 'size', 'after', 'before', 'count', 'group', 'measures'] as const
type Name = (typeof known)[number]
type Texts = Partial<Record<Name, string>>
const defaultSize = 50

/** The parameters of `GET /api/<entity>` → a query. What the actor may not read is not there to be named. `children`: line items belong to the default fields. */
export function readQuery(target: Target, entity: string, asked: { parameters: Parameters; children: boolean }): Result<ReadRequest> {
  const texts = readTexts(asked.parameters)
  if (!texts.ok) return texts
  const ask = texts.value
  const reader = readerOf(target, entity)
  const selected = readSelections(target, entity, { fields: ask.fields, expand: ask.expand, children: asked.children })
  const filter = ask.filter === undefined || ask.filter.trim() === '' ? undefined : reader.expression('filter', ask.filter, types.boolean)
  const parts = { sort: ask.sort === undefined ? undefined : readSort(reader, ask.sort), group: ask.group === undefined ? undefined : readGroups(reader, ask.group), measures: readMeasures(reader, ask) }
  const size = readSize(ask.size)
  const problems = [...selected.problems, ...reader.problems, ...choices(ask), ...(size === null ? [problem('request.bad_parameter', '/size', { parameter: 'size', expected: `1–${limits.page}` })] : [])]
  if (problems.length > 0) return fail(...problems)
  const page = { size: size ?? defaultSize, after: ask.after, before: ask.before }
  const query: Query = { from: entity, select: selected.value, filter: filter ?? undefined, search: ask.search, ...parts, page, deleted: ask.deleted as Query['deleted'] }
  return ok({ query, count: ask.count === 'exact' || ask.count === 'none' ? ask.count : 'some' })
}

function readTexts(parameters: Parameters): Result<Texts> {
  const problems = Object.entries(parameters).flatMap(([name, value]): Problem[] => {
    if (!(known as readonly string[]).includes(name)) return [problem('request.unknown_parameter', '', { parameter: name.slice(0, 100) })]
    return typeof value === 'string' && value.length <= 10_000 && !value.includes('\0') ? [] : [problem('request.bad_parameter', `/${name}`, { parameter: name, expected: '{text}' })]
  })
  return problems.length > 0 ? fail(...problems) : ok(parameters as Texts)
}

function choices(ask: Texts): Problem[] {
  const one = (name: Name, allowed: readonly string[]): Problem[] => (ask[name] === undefined || allowed.includes(ask[name]) ? [] : [problem('request.bad_parameter', `/${name}`, { parameter: name, expected: allowed.join(' | ') })])
  const both = ask.after !== undefined && ask.before !== undefined ? [problem('request.bad_parameter', '/before', { parameter: 'before', expected: 'after | before' })] : []
  return [...one('deleted', ['without', 'only', 'with']), ...one('count', ['exact', 'none']), ...both]
}

function readSize(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  const size = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return size >= 1 && size <= limits.page ? size : null
}

interface Reader { readonly problems: Problem[]; expression(part: string, text: string, expected?: ValueType): Expr | null }

function readerOf(target: Target, entity: string): Reader {
  const scope = scopeOf(target.model, entity, { by: 'name', visible: (of, field) => canRead(target, of, field.key) })
  const problems: Problem[] = []
  return {
    problems,
    expression(part, text, expected) {
      const compiled = compileExpression(text, scope, expected)
      if (compiled.ok) return compiled.value
      problems.push(...compiled.problems.map((one) => ({ ...one, path: `/${part}` })))
      return null
    },
  }
}

function readSort(reader: Reader, text: string): Sort[] {
  return splitOutside(text).flatMap((part) => {
    const by = reader.expression('sort', part.replace(/^[+-]/, ''))
    return by ? [{ by, direction: part.startsWith('-') ? 'desc' as const : 'asc' as const }] : []
  })
}

/** Each group is called by its own text: `customer.segment`, `month(date)`. */
function readGroups(reader: Reader, text: string): GroupBy[] {
  return splitOutside(text).flatMap((name) => {
    const by = reader.expression('group', name)
    return by ? [{ name, by }] : []
  })
}

function readMeasures(reader: Reader, ask: Texts): Measure[] | undefined {
  if (ask.measures === undefined && ask.group === undefined) return undefined
  return splitOutside(ask.measures ?? 'count').flatMap((name) => {
    const call = /^([a-z_]+)(?:\(([^]*)\))?$/.exec(name)
    const made = call?.[1] as MeasureFunction | undefined
    const inner = call?.[2]?.trim() ?? ''
    if (!made || !measureFunctions.includes(made) || (inner === '') !== (made === 'count' && inner === '')) {
      reader.problems.push(problem('request.bad_parameter', '/measures', { parameter: 'measures', expected: measureFunctions.join(' | ') }))
      return []
    }
    const of = inner === '' ? undefined : reader.expression('measures', inner)
    return of === null ? [] : [{ name, function: made, of }]
  })
}

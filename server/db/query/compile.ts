import { createHash } from 'node:crypto'
import type { Problem, Result } from '../../../metadata/base/problem.ts'
import type { ValueType } from '../../../metadata/base/value-type.ts'
import type { Query } from '../../../metadata/query/query.ts'
import type { Rights } from '../../access/rights.ts'
import { checkQuery } from './check.ts'
import { startStatement } from './context.ts'
import { groupText } from './group.ts'
import { beyond, orderBy, orderMark, type Part, partOf, splits, tieDirection } from './keyset.ts'
import { type Lru, lru } from './lru.ts'
import { orderKeys } from './order.ts'
import { words } from './search.ts'
import { type Load, loadAll, outputs } from './select.ts'
import { shapeKey, shapeOf } from './shape.ts'
import { sourceOf } from './source.ts'
import { column, input, literalMark, render, type Statement, type Target } from './statement.ts'

/** What is asked with one and the same query: a page, one row, how many, all of them, groups. */
export type Variant = { readonly kind: 'one' } | { readonly kind: 'count' } | { readonly kind: 'all' } | { readonly kind: 'groups' } | PageVariant
/** `nulls`: which values of the place are null; without it the page starts at the end that it comes from. `part`: see `keyset.ts`. */
export interface PageVariant { readonly kind: 'after' | 'before'; readonly nulls?: readonly boolean[]; readonly part?: Part; /** Stands in the text: how many rows are wanted decides about the plan. */ readonly limit: number }
export type Inputs = Readonly<Record<string, unknown>>
export interface Prepared { readonly text: string; readonly name: string; readonly inputs: readonly { input?: string; value?: unknown }[] }
export interface CompiledQuery {
  readonly query: Query
  /** Values of compared literals; they belong to `bind`. */
  readonly literals: Inputs
  /** Text of a variant; compiled at first use. Depends on the shape of the query only. */
  prepare(variant: Variant): Prepared
  /** `splits`: pages are asked for part by part. */
  readonly order: { readonly mark: string; readonly types: readonly ValueType[]; readonly splits: boolean }
  readonly load: Load
}

/** Values in the order of the placeholders. `me`, `now`, `today`, `limit` (of counts and groups), `id`, `search:n`, `place:n` are given by the caller. */
export const bind = (prepared: Prepared, inputs: Inputs): unknown[] => prepared.inputs.map((slot) => (slot.input === undefined ? slot.value : (inputs[slot.input] ?? null)))

const cachedShapes = 500
const caches = new WeakMap<Rights, Lru<Shaped>>()
type Shaped = Omit<CompiledQuery, 'literals' | 'query'> & { readonly marked: boolean }

/** Compiles a query for what the actor may read. Queries of one shape share the compiled text. */
export function compileQuery(query: Query, target: Target): Result<CompiledQuery> {
  const problems: readonly Problem[] = checkQuery(query, target)
  if (problems.length > 0) return { ok: false, problems }
  const cache = caches.get(target.rights) ?? lru<Shaped>(cachedShapes)
  caches.set(target.rights, cache)
  const count = words(query.search).length
  const shape = shapeOf(query)
  const found = fromCache(cache, `${target.schema} ${shapeKey(shape.query, count)}`, () => compileMarked(shape.query, target, count))
  if (found.marked) return { ok: true, value: { ...found, query, literals: shape.literals } }
  const exact = fromCache(cache, `${target.schema} ${shapeKey(query, count)}`, () => compileShape(query, target, count))
  return { ok: true, value: { ...exact, query, literals: {} } }
}

function fromCache(cache: Lru<Shaped>, key: string, make: () => Shaped): Shaped {
  return cache.get(key) ?? cache.set(key, make())
}

/** Where a literal turns out to decide about the text, the shape is compiled with its values instead. */
function compileMarked(query: Query, target: Target, count: number): Shaped {
  try {
    const shaped = compileShape(query, target, count)
    const { text, inputs } = shaped.prepare({ kind: 'count' })
    const leaked = text.includes(literalMark) || inputs.some((slot) => typeof slot.value === 'string' && slot.value.includes(literalMark))
    return { ...shaped, marked: !leaked }
  } catch {
    return { marked: false, prepare: () => { throw new Error('This shape needs its values') }, order: { mark: '', types: [], splits: false }, load: null }
  }
}

function compileShape(query: Query, target: Target, count: number): Shaped {
  const prepared = new Map<string, Prepared>()
  const sample = startStatement(target)
  const row = sourceOf(sample, query, count).row
  const grouped = query.group !== undefined || query.measures !== undefined
  const keys = grouped ? [] : orderKeys(sample, row, query.sort)
  const load = grouped ? null : loadAll(outputs(sample, row, query.select))
  return {
    marked: true, load,
    order: { mark: orderMark(keys.map((key) => `${key.sql} ${key.direction}`).join()), types: keys.map((key) => key.value), splits: splits(keys) },
    prepare(variant) {
      const key = JSON.stringify(variant)
      const known = prepared.get(key)
      if (known) return known
      const made = finish(target, (statement) => write(statement, { query, count, variant }))
      prepared.set(key, made)
      return made
    },
  }
}

function finish(target: Target, text: (statement: Statement) => string): Prepared {
  const statement = startStatement(target)
  const done = render(statement, text(statement))
  const name = createHash('sha256').update(markOf(statement.target.model)).update(done).digest('base64url').slice(0, 24)
  return { text: done, name, inputs: statement.slots }
}

interface Ask { readonly query: Query; readonly count: number; readonly variant: Variant }

function write(statement: Statement, { query, count, variant }: Ask): string {
  const source = sourceOf(statement, query, count)
  if (variant.kind === 'groups') return groupText(statement, source, query)
  const id = column(source.row, 'id')
  if (variant.kind === 'one') source.where.push(`${id} = ${input(statement, 'id', 'uuid')}`)
  const from = (): string => ` from ${source.from} where ${source.where.join(' and ') || 'true'}`
  if (variant.kind === 'count') return `select count(*) as count from (select 1${from()} limit ${input(statement, 'limit', 'bigint')}) x`
  const select = outputs(statement, source.row, query.select).map(({ name, sql }) => `${sql} as "${name}"`)
  if (variant.kind === 'one') return `select ${select.join(', ')}${from()}`
  const all = orderKeys(statement, source.row, query.sort)
  const tie = tieDirection(all)
  if (variant.kind === 'all') return `select ${select.join(', ')}${from()} order by ${orderBy(all, { id, tie, backwards: false })}`
  const { keys, where } = partOf(all, variant.part)
  const course = { id, tie, backwards: variant.kind === 'before' }
  source.where.push(...where)
  if (variant.nulls) source.where.push(beyond(statement, keys, { ...course, nulls: variant.nulls, skipped: all.length - keys.length }))
  const places = all.map((key, n) => `(${key.sql})::text as "~${n}"`)
  return `select ${[...select, ...places].join(', ')}${from()} order by ${orderBy(keys, course)} limit ${Math.trunc(variant.limit)}`
}

/** A publish may change the types that a statement answers, and PostgreSQL refuses to run one that was prepared before: a new model, new names. */
const marks = new WeakMap<object, string>()
let models = 0
function markOf(model: object): string {
  const mark = marks.get(model) ?? `${++models}:`
  marks.set(model, mark)
  return mark
}

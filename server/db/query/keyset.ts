import { createHash } from 'node:crypto'
import type { ValueType } from '../../../metadata/base/value-type.ts'
import { problem, type Result } from '../../../metadata/base/problem.ts'
import { input, type Statement } from './statement.ts'
import { typeOf } from './values.ts'

/** One value that rows are ordered by; `exact` = never null; `bare`: a column as it is, so that an index on it serves. */
export interface OrderKey { readonly sql: string; readonly direction: 'asc' | 'desc'; readonly value: ValueType; readonly exact: boolean; readonly bare: boolean }
export interface Place { readonly values: readonly (string | null)[]; readonly id: string }

/**
 * Rows whose first key has a value, then those where it is null, are asked for one after the other: within each an index on the key
 * gives the order in both directions, and a place far down is found without passing what lies before it.
 */
export type Part = 'filled' | 'empty'
export const splits = ([first]: readonly OrderKey[]): boolean => first !== undefined && first.bare && !first.exact
export function partOf(keys: readonly OrderKey[], part: Part | undefined): { keys: readonly OrderKey[]; where: string[] } {
  const [first, ...rest] = keys
  if (!first || !part) return { keys, where: [] }
  return part === 'empty' ? { keys: rest, where: [`${first.sql} is null`] } : { keys: [{ ...first, exact: true }, ...rest], where: [`${first.sql} is not null`] }
}

export interface Course { readonly id: string; readonly tie: 'asc' | 'desc'; readonly backwards: boolean }

/** Nulls come last in both directions; the id settles ties in the direction of the last key. */
export function orderBy(keys: readonly OrderKey[], { id, tie, backwards }: Course): string {
  const flip = (direction: 'asc' | 'desc'): 'asc' | 'desc' => (backwards === (direction === 'asc') ? 'desc' : 'asc')
  const terms = keys.map((key) => `${key.sql} ${flip(key.direction)}${key.exact ? '' : backwards ? ' nulls first' : ' nulls last'}`)
  return [...terms, `${id} ${flip(tie)}`].join(', ')
}

export const tieDirection = (keys: readonly OrderKey[]): 'asc' | 'desc' => keys.at(-1)?.direction ?? 'desc'

/** Where the values of a place stand among the inputs: from the first key, or from the second where the first is null throughout. */
interface From extends Course { readonly nulls: readonly boolean[]; readonly skipped: number }

/** Rows strictly beyond a place, for the pattern of nulls that its values have. */
export function beyond(statement: Statement, keys: readonly OrderKey[], place: From): string {
  const value = (n: number): string | null => (place.nulls[n + place.skipped] ? null : input(statement, `place:${n + place.skipped}`, typeOf(keys[n]!.value)))
  const id = input(statement, 'place:id', 'uuid')
  const sign = (direction: 'asc' | 'desc'): string => ((direction === 'asc') === place.backwards ? '<' : '>')
  const [first] = keys
  if (first?.exact && keys.length === 1) return `(${first.sql}, ${place.id}) ${sign(first.direction)} (${value(0)}, ${id})`
  const terms: string[] = []
  const equal: string[] = []
  keys.forEach((key, n) => {
    const at = value(n)
    const after = afterValue(key, at, place.backwards)
    if (after !== null) terms.push([...equal, after].join(' and '))
    equal.push(at === null ? `${key.sql} is null` : `${key.sql} = ${at}`)
  })
  terms.push([...equal, `${place.id} ${sign(place.tie)} ${id}`].join(' and '))
  const some = terms.length === 1 ? `(${terms[0]})` : `(${terms.map((term) => `(${term})`).join(' or ')})`
  // Said once more in a form that an index can start from.
  return first?.exact ? `${first.sql} ${sign(first.direction)}= ${value(0)} and ${some}` : some
}

function afterValue(key: OrderKey, value: string | null, backwards: boolean): string | null {
  if (value === null) return backwards ? `${key.sql} is not null` : null
  const sign = (key.direction === 'asc') === backwards ? '<' : '>'
  return key.exact || backwards ? `${key.sql} ${sign} ${value}` : `(${key.sql} ${sign} ${value} or ${key.sql} is null)`
}

/** Tells the cursor of one order from that of another. */
export const orderMark = (order: string): string => createHash('sha256').update(order).digest('base64url').slice(0, 8)

export const writeCursor = (mark: string, values: readonly (string | null)[], id: string): string => Buffer.from(JSON.stringify([mark, values, id])).toString('base64url')

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const anyText = /^[^\0]{0,100000}$/s
const forms: { readonly [K in ValueType['kind']]: RegExp } = {
  text: anyText, json: /(?!)/, list: /(?!)/, null: /(?!)/, record: uuid,
  number: /^-?\d{1,200}(\.\d{1,200})?$/, duration: /^-?\d{1,18}$/, boolean: /^(true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d:\d\d(\.\d{1,6})?$/, datetime: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
}

const formOf = (type: ValueType): RegExp => (type.kind === 'number' && type.integer ? forms.duration : forms[type.kind])

/** A cursor comes back from outside: it must be whole, of this order, and of the right types. */
export function readCursor(text: string, mark: string, types: readonly ValueType[]): Result<Place> {
  const bad = { ok: false as const, problems: [problem('query.cursor', '')] }
  if (text.length > 8000) return bad
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return bad
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) return bad
  const [of, values, id] = parsed as unknown[]
  if (of !== mark || typeof id !== 'string' || !uuid.test(id) || !Array.isArray(values) || values.length !== types.length) return bad
  const fits = types.every((type, n) => values[n] === null || (typeof values[n] === 'string' && formOf(type).test(values[n]) && isDay(type, values[n])))
  return fits ? { ok: true, value: { values: values as (string | null)[], id } } : bad
}

/** A well-formed date may still be no day. */
function isDay(type: ValueType, value: string): boolean {
  if (type.kind !== 'date' && type.kind !== 'datetime') return true
  const at = Date.parse(`${value.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value.slice(0, 10))
}

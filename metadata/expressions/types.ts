import { types, type ValueType } from '../base/value-type.ts'
import { readDate, readDatetime, readDuration, readTime } from './calendar.ts'
import { digits, readNumber } from './numbers.ts'
import type { Expr } from './tree.ts'

/** As a parameter of a sentence: see metadata/texts/types.ts. */
export const typeName = (type: ValueType): string => (type.kind === 'list' ? `{list_of:${typeName(type.of)}}` : type.kind === 'record' ? type.entity : `{${type.kind}}`)
export const isRows = (type: ValueType): boolean => type.kind === 'list' && type.of.kind === 'record'

/** May a value of `from` stand where `to` is wanted, without conversion? Null may stand anywhere. */
export function fits(from: ValueType, to: ValueType): boolean {
  if (from.kind === 'null') return true
  if (from.kind === 'list' && to.kind === 'list') return fits(from.of, to.of)
  if (from.kind === 'record' && to.kind === 'record') return from.entity === to.entity || to.entity === '*' || from.entity === '*'
  return from.kind === to.kind
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const readDurationText = (text: string): string | null => {
  const seconds = readDuration(text)
  return seconds && digits(seconds)
}
/** Text literals take the type of their place; undefined: no text stands for this type. */
const readers: { readonly [K in ValueType['kind']]?: (text: string) => string | null } = {
  date: readDate, time: readTime, datetime: (text) => readDatetime(text) ?? readDatetime(`${readDate(text)}T00:00:00Z`), duration: readDurationText,
  record: (text) => (uuid.test(text) ? text.toLowerCase() : null),
}
export const readLiteral = (text: string, type: ValueType): string | null => readers[type.kind]?.(text) ?? null
export const readNumberText = (text: string): string | null => {
  const number = readNumber(text)
  return number && digits(number)
}

/** The expression in the wanted type: literals are read, null and empty lists take the type. Null: it cannot stand there. */
export function coerce(expr: Expr, to: ValueType): Expr | null {
  if (expr.kind === 'literal' && expr.type.kind === 'text' && to.kind !== 'text') {
    const value = readLiteral(String(expr.value), to)
    return value === null ? null : { ...expr, value, type: to }
  }
  if (!fits(expr.type, to)) return expr.kind === 'list' && to.kind === 'list' ? coerceItems(expr, to) : null
  if (expr.kind === 'list' && to.kind === 'list') return coerceItems(expr, to)
  return expr.type.kind === 'null' ? { ...expr, type: to } as Expr : expr
}
function coerceItems(expr: Expr & { kind: 'list' }, to: ValueType & { kind: 'list' }): Expr | null {
  const items = expr.items.map((item) => coerce(item, to.of))
  return items.includes(null) ? null : { ...expr, items: items as Expr[], type: to }
}

/** One type for all: text literals and nulls follow the others. Null: they do not go together. */
export function unify(items: readonly Expr[]): { items: readonly Expr[]; type: ValueType } | null {
  const leading = items.find((item) => !isLoose(item)) ?? items.find((item) => item.type.kind !== 'null') ?? items[0]
  if (!leading) return { items, type: { kind: 'null' } }
  const type = items.reduce((found, item) => wider(found, item.type), leading.type)
  const all = items.map((item) => coerce(item, type))
  return all.includes(null) ? null : { items: all as Expr[], type }
}
/** Whole numbers beside others are numbers. */
function wider(type: ValueType, other: ValueType): ValueType {
  if (type.kind === 'list' && other.kind === 'list') return { kind: 'list', of: wider(type.of, other.of) }
  return type.kind === 'number' && other.kind === 'number' && !other.integer ? types.number : type
}
const isLoose = (expr: Expr): boolean =>
  expr.type.kind === 'null' || (expr.kind === 'literal' && expr.type.kind === 'text') || (expr.kind === 'list' && expr.items.every(isLoose))

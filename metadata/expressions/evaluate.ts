import { comparisons, operationOf } from './operators.ts'
import { functions } from './functions.ts'
import { Decimal, divide } from './numbers.ts'
import { extreme } from './functions/conversion.ts'
import { compareValues, identity, isRecord } from './order.ts'
import type { Expr, RecordValue, Root, Step, Value } from './tree.ts'
import { isRows } from './types.ts'
import { fromWire } from './wire.ts'

/** What an expression is evaluated against. Records hold wire values by field key; what is missing is null. */
export interface Env {
  readonly self: RecordValue | null
  readonly parent?: RecordValue | null
  readonly old?: RecordValue | null
  readonly me: RecordValue | null
  /** `YYYY-MM-DD`, in the reader's time zone. */
  readonly today: string
  readonly now: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** The record behind a link that holds only an id. */
  readonly lookup?: (entity: string, id: string) => RecordValue | null | undefined
  /** Told of a step to what is not here (a link's record that was not read, a field that was not): without it such a value is null. May throw. */
  readonly unread?: (step: Step) => void
  /** Is the record the other or below it in its tree? */
  readonly within?: (entity: string, id: string, top: string) => boolean
  /** How many steps may be taken. */
  readonly fuel?: number
}
/** An expression took more steps than it may: too many rows for one evaluation. */
export class OutOfFuel extends Error {}

interface Run { readonly env: Env; readonly bound: ReadonlyMap<string, Value>; readonly fuel: { left: number } }
const start = (env: Env): Run => ({ env, bound: new Map(), fuel: { left: env.fuel ?? 200_000 } })

export const evaluate = (expr: Expr, env: Env): Value => run(expr, start(env))
/** A condition holds only when it is true; null is not. */
export const holds = (expr: Expr, env: Env): boolean => evaluate(expr, env) === true

function run(expr: Expr, on: Run): Value {
  if (on.fuel.left-- <= 0) throw new OutOfFuel('The expression takes too many steps.')
  switch (expr.kind) {
    case 'literal': return fromWire(expr.value, expr.type)
    case 'path': return follow(expr, on)
    case 'list': return expr.items.map((item) => run(item, on))
    case 'macro': return runMacro(expr, on)
    case 'call': return runCall(expr, on)
  }
}

function rootValue(root: Root, on: Run): unknown {
  if (root.kind !== 'variable') return on.env[root.kind]
  return on.bound.has(root.name) ? on.bound.get(root.name) : on.env.variables?.[root.name]
}
function follow(expr: Expr & { kind: 'path' }, on: Run): Value {
  const first = rootValue(expr.root, on)
  let value: Value = expr.steps.length > 0 ? ((first ?? null) as Value) : fromWire(first, expr.type)
  for (const step of expr.steps) {
    const row = typeof value === 'string' ? on.env.lookup?.(step.entity, value) : value
    const here = isRecord(row) && Object.hasOwn(row, step.field)
    if (!here && (typeof value === 'string' || isRecord(value))) on.env.unread?.(step)
    value = here ? fromWire(row[step.field], step.type) : null
  }
  // Behind a missing record there are no rows; a list that is a value of a field may be missing itself.
  return value === null && isRows(expr.type) ? [] : value
}

type Call = Expr & { readonly kind: 'call' }
/** Operators that do not simply give null for null. */
const special: Readonly<Record<string, (call: Call, on: Run) => Value>> = {
  '&&': ({ args }, on) => logic(args, on, false),
  '||': ({ args }, on) => logic(args, on, true),
  '?:': ({ args: [test, yes, no] }, on) => (test && yes && no ? run(run(test, on) === true ? yes : no, on) : null),
  is_null: ({ args: [x] }, on) => !x || isEmptyRecord(run(x, on)),
  not_null: ({ args: [x] }, on) => !!x && !isEmptyRecord(run(x, on)),
  truthy: ({ args: [x] }, on) => !!x && truthy(run(x, on)),
  in: ({ args: [x, list] }, on) => (x && list ? member(run(x, on), run(list, on)) : null),
  today: (_, on) => on.env.today,
  now: (_, on) => on.env.now,
}
const isEmptyRecord = (value: Value): boolean => identity(value) === null

function logic(args: readonly Expr[], on: Run, decisive: boolean): Value {
  let unknown = false
  for (const arg of args) {
    const value = run(arg, on)
    if (value === decisive) return decisive
    unknown ||= value === null
  }
  return unknown ? null : !decisive
}
function truthy(value: Value): boolean {
  if (value === null || value === '' || value === false) return false
  if (Decimal.isDecimal(value)) return !(value as Decimal).isZero()
  return Array.isArray(value) ? value.length > 0 : identity(value) !== null
}
function member(x: Value, list: Value): Value {
  if (!Array.isArray(list)) return null
  if (list.length === 0) return false
  const item = identity(x)
  if (item === null) return null
  if (list.some((other: Value) => identity(other) !== null && compareValues(item, other) === 0)) return true
  return list.some((other: Value) => identity(other) === null) ? null : false
}

function runCall(call: Call, on: Run): Value {
  const own = Object.hasOwn(special, call.name) ? special[call.name] : undefined
  if (own) return own(call, on)
  const args = call.args.map((arg) => run(arg, on))
  const entry = functions.get(call.name)
  if (!entry?.variadic && args.some((arg) => identity(arg) === null)) return null
  if (entry) return entry.evaluate(args, call.args.map((arg) => arg.type))
  return operator(call, args, on)
}
function operator({ name, args: exprs }: Call, args: readonly Value[], on: Run): Value {
  const [a = null, b = null] = args
  const [left, right] = exprs
  const compare = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined
  if (compare) return compare(compareValues(a, b))
  if (name === '!') return !a
  if (name === 'negate') return (a as Decimal).negated()
  if (name === '[]') return (b as Decimal).isInteger() && (b as Decimal).gte(0) ? ((a as readonly Value[])[(b as Decimal).toNumber()] ?? null) : null
  if (name === 'within' && left?.type.kind === 'record') return identity(a) === identity(b) || (on.env.within?.(left.type.entity, String(identity(a)), String(identity(b))) ?? false)
  return left && right ? (operationOf(name, left.type, right.type)?.evaluate(a, b) ?? null) : null
}

type Macro = Expr & { readonly kind: 'macro' }
function runMacro({ name, over, item, body, type }: Macro, on: Run): Value {
  const found = run(over, on)
  const items: readonly Value[] = Array.isArray(found) ? found : []
  const each = (value: Value): Value => (body ? run(body, { ...on, bound: new Map(on.bound).set(item, value) }) : value)
  switch (name) {
    case 'exists': return items.some((value) => each(value) === true)
    case 'all': return items.every((value) => each(value) === true)
    case 'exists_one': return items.filter((value) => each(value) === true).length === 1
    case 'filter': return items.filter((value) => each(value) === true)
    case 'count': return new Decimal(body ? items.filter((value) => each(value) === true).length : items.length)
    case 'map': return items.map(each)
    case 'sum': case 'average': return total(name, items.map(each).filter((value) => value !== null) as Decimal[])
    case 'min': case 'max': return type.kind === 'null' ? null : extreme(items.map(each), name === 'min' ? -1 : 1)
  }
}
function total(name: 'sum' | 'average', values: readonly Decimal[]): Value {
  const sum = values.reduce((all, value) => all.plus(value), new Decimal(0))
  return name === 'sum' ? sum : divide(sum, new Decimal(values.length))
}

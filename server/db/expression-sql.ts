import type { ValueType } from '../../metadata/base/value-type.ts'
import { bind, binary } from '../../metadata/expressions/function.ts'
import { functions } from '../../metadata/expressions/functions.ts'
import { comparisonSql, operationOf } from '../../metadata/expressions/operators.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import { collectionSql, type Written } from './expression-rows.ts'
import type { SqlContext } from './sql-context.ts'

/** SQL of an expression: the same value as `evaluate` gives, of PostgreSQL's type for the expression's type. */
export const expressionSql = (expr: Expr, context: SqlContext): string => write(expr, { context, items: new Map(), depth: 0, write })

/** PostgreSQL's type of a value in an expression. */
export const sqlTypes: { readonly [K in Exclude<ValueType['kind'], 'list'>]: string } = {
  text: 'text', number: 'numeric', boolean: 'boolean', date: 'date', time: 'time', datetime: 'timestamptz', duration: 'numeric', json: 'jsonb', record: 'uuid', null: 'text',
}
export const sqlType = (type: ValueType): string => (type.kind === 'list' ? `${sqlType(type.of)}[]` : sqlTypes[type.kind])

function write(expr: Expr, on: Written): string {
  switch (expr.kind) {
    case 'literal': return on.context.param(expr.value, sqlType(expr.type))
    case 'path': return cast(column(expr, on), expr.type)
    case 'list': return list(expr, on)
    case 'macro': return collectionSql(expr, on)
    case 'call': return call(expr, on)
  }
}
const cast = (sql: string, type: ValueType): string => (type.kind === 'number' || type.kind === 'duration' ? `${sql}::numeric` : sql)
function column({ root, steps }: Expr & { kind: 'path' }, on: Written): string {
  const item = root.kind === 'variable' ? on.items.get(root.name) : undefined
  if (item?.kind === 'value') return item.sql
  return root.kind === 'me' && steps.length === 0 ? on.context.me() : on.context.path(item?.kind === 'row' ? { kind: 'variable', name: item.name } : root, steps)
}
function list({ items, type }: Expr & { kind: 'list' }, on: Written): string {
  const plain = items.every((item) => item.kind === 'literal')
  if (plain) return on.context.param(items.map((item) => (item.kind === 'literal' ? item.value : null)), sqlType(type))
  return `array[${items.map((item) => write(item, on)).join(', ')}]::${sqlType(type)}`
}

type Call = Expr & { readonly kind: 'call' }
const truths: { readonly [K in ValueType['kind']]?: (sql: string) => string } = {
  text: (x) => `coalesce(${x} <> '', false)`, number: (x) => `coalesce(${x} <> 0, false)`, duration: (x) => `coalesce(${x} <> 0, false)`,
  list: (x) => `coalesce(cardinality(${x}) > 0, false)`, boolean: (x) => `coalesce(${x}, false)`,
}
const operators: Readonly<Record<string, (args: readonly string[], call: Call, on: Written) => string>> = {
  '&&': ([a, b]) => `(${a} and ${b})`,
  '||': ([a, b]) => `(${a} or ${b})`,
  '!': ([a]) => `(not ${a})`,
  '?:': ([test, a, b]) => `(case when ${test} then ${a} else ${b} end)`,
  negate: ([a]) => `(- ${a})`,
  is_null: ([a]) => `(${a} is null)`,
  not_null: ([a]) => `(${a} is not null)`,
  truthy: ([a = ''], { args }) => (truths[args[0]?.type.kind ?? 'null'] ?? ((x: string) => `(${x} is not null)`))(a),
  in: ([a = '', b = ''], { args }) => `(${args[0]?.type.kind === 'text' ? binary(a) : a} = any((${b})::${sqlType(args[1]?.type ?? { kind: 'list', of: { kind: 'text' } })}))`,
  '[]': ([a = '', b = '']) => bind([a, b], (x, n) => `case when ${n} = trunc(${n}) and ${n} between 0 and 1000000 then (${x})[${n}::int + 1] end`),
  within: ([a = '', b = ''], { args }, on) => on.context.within(args[0]?.type.kind === 'record' ? args[0].type.entity : '', a, b),
  now: (_, __, on) => on.context.now(),
  today: (_, __, on) => on.context.today(),
}
const comparing = new Set(['==', '!=', '<', '<=', '>', '>='])

function call(expr: Call, on: Written): string {
  const { name, args } = expr
  const [left, right] = args
  if (comparing.has(name) && left && right) return compare(name, [left, right], on)
  const written = args.map((arg) => write(arg, on))
  const own = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (own) return own(written, expr, on)
  const [a = '', b = ''] = written
  const operation = left && right ? operationOf(name, left.type, right.type) : undefined
  if (operation) return operation.sql(a, b)
  const entry = functions.get(name)
  if (!entry) throw new Error(`No SQL for ${name}`)
  return entry.sql(written, args.map((arg) => arg.type))
}

/** A bare column beside a literal stays bare, so that an index on it serves. */
function compare(name: string, [left, right]: readonly [Expr, Expr], on: Written): string {
  const bare = left.kind === 'path' && right.kind === 'literal'
  const a = bare && left.kind === 'path' ? column(left, on) : write(left, on)
  const whole = bare && left.type.kind === 'number' && left.type.integer && right.kind === 'literal' && /^-?[0-9]{1,15}$/.test(String(right.value))
  const b = whole ? on.context.param(right.value, 'bigint') : write(right, on)
  const equality = name === '==' || name === '!='
  return comparisonSql(name, [a, b], bare && equality && left.type.kind === 'text' ? 'record' : collated(left.type))
}
/** Lists of texts may bring two collations, which PostgreSQL refuses to compare; they are compared as texts are. */
const collated = (type: ValueType): ValueType['kind'] => (type.kind === 'list' && type.of.kind === 'text' ? 'text' : type.kind)

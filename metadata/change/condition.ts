import type { ValueType } from '../base/value-type.ts'
import type { Expr } from '../expressions/tree.ts'
import type { Entity } from '../model/model.ts'

export interface ConditionColumn { readonly name: string; readonly type: string }
type Column = (field: string) => ConditionColumn | undefined
type Call = Extract<Expr, { kind: 'call' }>

const systemTypes: Readonly<Record<string, string>> = {
  id: 'uuid', _version: 'integer', _created_at: 'timestamptz(3)', _created_by: 'uuid', _updated_at: 'timestamptz(3)', _updated_by: 'uuid', _owner: 'uuid',
}
export const systemColumn = (key: string): ConditionColumn | undefined => (Object.hasOwn(systemTypes, key) ? { name: key, type: systemTypes[key]! } : undefined)

/**
 * A condition over the record's own columns as SQL for a partial index: columns, plain values, comparisons, nothing that
 * depends on anything else. null where the condition says more: then no index can keep the rule, and the model must refuse it.
 */
export function conditionSql(expr: Expr, entity: Entity): string | null {
  return conditionSqlOf(expr, (key) => {
    const column = entity.fields.get(key)?.columns[0]
    return column ?? (entity.fields.has(key) || (entity.parent && key !== 'id') ? undefined : systemColumn(key))
  })
}

export function conditionSqlOf(expr: Expr, column: Column): string | null {
  switch (expr.kind) {
    case 'literal': return literal(expr)
    case 'path': return path(expr, column)
    case 'call': return call(expr, column)
    default: return null
  }
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const number = (value: string): string | null => (/^-?\d+(\.\d+)?$/.test(value) ? `${value}::numeric` : null)
const written: { readonly [K in ValueType['kind']]?: (value: string) => string | null } = {
  text, number, duration: number, date: (v) => `date ${text(v)}`, time: (v) => `time ${text(v)}`, datetime: (v) => `timestamptz ${text(v)}`, record: (v) => `uuid ${text(v)}`,
}
function literal({ value, type }: Extract<Expr, { kind: 'literal' }>): string | null {
  if (value === null) return 'null'
  return typeof value === 'boolean' ? String(value) : (written[type.kind]?.(value) ?? null)
}

/** Column types that hold what an expression of the type means; a few fields (files, links to any) are texts only to the language. */
const holds: { readonly [K in ValueType['kind']]?: RegExp } = {
  text: /^(text|varchar|character varying)/, number: /^(numeric|bigint|integer|smallint)/, duration: /^(numeric|bigint)/, boolean: /^boolean/, date: /^date$/,
  time: /^time(\(|$)/, datetime: /^timestamptz/, record: /^uuid$/,
}
function path({ root, steps, type }: Extract<Expr, { kind: 'path' }>, column: Column): string | null {
  const found = root.kind === 'self' && steps.length === 1 ? column(steps[0]!.field) : undefined
  return found && holds[type.kind]?.test(found.type) ? quoted(found.name) : null
}
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const truths: { readonly [K in ValueType['kind']]?: (sql: string) => string } = {
  boolean: (x) => `coalesce(${x}, false)`, text: (x) => `coalesce(${x} <> '', false)`, number: (x) => `coalesce(${x} <> 0, false)`, duration: (x) => `coalesce(${x} <> 0, false)`,
}
const operators: Readonly<Record<string, (args: readonly string[], call: Call) => string>> = {
  '&&': ([a, b]) => `(${a} and ${b})`,
  '||': ([a, b]) => `(${a} or ${b})`,
  '!': ([a]) => `(not ${a})`,
  truthy: ([a = ''], { args }) => truths[args[0]?.type.kind ?? 'null']?.(a) ?? `(${a} is not null)`,
}
const signs: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

function call(expr: Call, column: Column): string | null {
  if (expr.name === 'is_null' || expr.name === 'not_null') return nullTest(expr, column)
  if (expr.name === 'in') return membership(expr, column)
  const args = expr.args.map((arg) => conditionSqlOf(arg, column))
  if (args.includes(null)) return null
  const [a, b] = args
  // Texts are ordered by code point, as everywhere in the language.
  if (Object.hasOwn(signs, expr.name)) return `(${a} ${signs[expr.name]} ${b}${expr.args[0]?.type.kind === 'text' ? ' collate "C"' : ''})`
  return Object.hasOwn(operators, expr.name) ? operators[expr.name]!(args as string[], expr) : null
}

/** Only whether there is a value is asked, so the first column of any field will do. */
function nullTest({ name, args: [of] }: Call, column: Column): string | null {
  const found = of?.kind === 'path' && of.root.kind === 'self' && of.steps.length === 1 ? column(of.steps[0]!.field) : undefined
  return found ? `(${quoted(found.name)} is ${name === 'is_null' ? '' : 'not '}null)` : null
}

function membership({ args: [item, list] }: Call, column: Column): string | null {
  if (!item || list?.kind !== 'list') return null
  const [one, ...of] = [item, ...list.items].map((part) => conditionSqlOf(part, column))
  if (one === null || of.includes(null)) return null
  return of.length === 0 ? 'false' : `(${one} in (${of.join(', ')}))`
}

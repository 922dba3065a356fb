import type { Expr, MacroName } from './tree.ts'
import { aggregates } from './check-macro.ts'
import { fresh } from './checking.ts'

type Names = (entity: string, key: string) => string
/** `items`: the variables around; those in `implicit` are not written. */
interface Printing { readonly names: Names; readonly items: readonly string[]; readonly implicit: readonly string[] }

/** Canonical text: compiled again in the same scope it gives the same tree. `names` says how a field is called now. */
export const printExpression = (expr: Expr, names: Names): string => print(expr, { names, items: [], implicit: [] }, 0)

const levels: Readonly<Record<string, number>> = { '?:': 0, '||': 1, '&&': 2, '==': 3, '!=': 3, is_null: 3, not_null: 3, '<': 4, '<=': 4, '>': 4, '>=': 4, in: 4, '+': 5, '-': 5, '*': 6, '/': 6, '%': 6, '!': 7, negate: 7, '[]': 8 }
const comparing = new Set(['==', '!=', '<', '<=', '>', '>='])

function print(expr: Expr, on: Printing, level: number): string {
  switch (expr.kind) {
    case 'literal': return literal(expr)
    case 'path': return path(expr, on)
    case 'list': return `[${expr.items.map((item) => print(item, on, 0)).join(', ')}]`
    case 'macro': return macro(expr, on)
    case 'call': return call(expr, on, level)
  }
}
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`
function literal({ value, type }: Expr & { kind: 'literal' }, bare = false): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (type.kind === 'number') return !type.integer && !value.includes('.') ? `${value}.0` : value
  if (type.kind === 'duration') return bare ? quote(`${value}s`) : `duration(${quote(`${value}s`)})`
  return bare || type.kind === 'text' || type.kind === 'record' ? quote(value) : `${type.kind}(${quote(value)})`
}

/** The field of an implicit item is written bare; another item's first name must not be taken for it. */
function path({ root, steps }: Expr & { kind: 'path' }, on: Printing): string {
  const fields = steps.map((step) => on.names(step.entity, step.field))
  if (root.kind === 'self') return fields.join('.')
  if (root.kind !== 'variable') return [`${root.kind}()`, ...fields].join('.')
  return on.implicit.includes(root.name) ? fields.join('.') : [root.name, ...fields].join('.')
}

type Call = Expr & { readonly kind: 'call' }
function call(expr: Call, on: Printing, level: number): string {
  const own = levels[expr.name]
  if (own === undefined) {
    const [first] = expr.args
    return expr.name === 'truthy' && first ? print(first, on, level) : `${expr.name}(${expr.args.map((arg) => print(arg, on, 0)).join(', ')})`
  }
  const text = operator(expr, on, own)
  return own < level ? `(${text})` : text
}
function operator({ name, args }: Call, on: Printing, own: number): string {
  const [a, b, c] = args
  if (!a) return ''
  if (name === '!' || name === 'negate') return `${name === '!' ? '!' : '-'}${name === 'negate' && a.kind === 'literal' ? `(${print(a, on, 0)})` : print(a, on, own)}`
  if (name === 'is_null' || name === 'not_null') return `${print(a, on, own)} ${name === 'is_null' ? '==' : '!='} null`
  if (!b) return ''
  if (name === '[]') return `${print(a, on, own)}[${print(b, on, 0)}]`
  if (name === '?:' && c) return `${print(a, on, 1)} ? ${print(b, on, 0)} : ${print(c, on, 0)}`
  const plain = comparing.has(name) && a.kind !== 'literal' && b.kind === 'literal'
  return `${print(a, on, own)} ${name} ${plain ? literal(b, true) : print(b, on, own + 1)}`
}

function macro(expr: Expr & { kind: 'macro' }, on: Printing): string {
  const over = print(expr.over, on, 8)
  if (!expr.body) return `${expr.name}(${print(expr.over, on, 0)})`
  const items = [...on.items, expr.item]
  if (expr.name in aggregates && expr.item === fresh(on.items) && bare(expr.body, expr.item)) {
    return `${expr.name}(${print(expr.over, on, 0)}, ${print(expr.body, { ...on, items, implicit: [...on.implicit, expr.item] }, 0)})`
  }
  return `${over}.${expr.name satisfies MacroName}(${expr.item}, ${print(expr.body, { ...on, items }, 0)})`
}
/** Can the body be written with bare names? Only when all its paths begin at the item, and it has no inner macro. */
function bare(body: Expr, item: string): boolean {
  if (body.kind === 'path') return body.root.kind === 'variable' ? body.root.name === item && body.steps.length > 0 : body.root.kind !== 'self'
  if (body.kind === 'call') return body.args.every((arg) => bare(arg, item))
  if (body.kind === 'list') return body.items.every((one) => bare(one, item))
  return body.kind === 'literal'
}

import { types, type ValueType } from '../base/value-type.ts'
import { usable } from './check-macro.ts'
import { callOf, type Checker, count, freshIn, type Names, type OperatorAst as Operator, path } from './checking.ts'
import { operationOf, operations } from './operators.ts'
import type { Expr } from './tree.ts'
import { coerce, isRows, typeName, unify } from './types.ts'

export function checkOperator(checker: Checker, ast: Operator, names: Names): Expr | null {
  if (ast.name === '&&' || ast.name === '||' || ast.name === '!') {
    const args = ast.args.map((arg) => checker.condition(arg, names))
    return args.includes(null) ? null : callOf(ast.name, args as Expr[], { gives: types.boolean, at: ast.at })
  }
  if (ast.name === '?:') return choice(checker, ast, names)
  const args = ast.args.map((arg) => checker.check(arg, names))
  if (args.includes(null)) return null
  const [left, right] = args as Expr[]
  if (!left) return null
  if (!right) return negate(checker, left, ast.at)
  if (ast.name === 'in') return membership(checker, { item: left, list: right, names })
  if (ast.name === '[]') return index(checker, left, right)
  return Object.hasOwn(comparing, ast.name) ? comparison(checker, ast, [left, right]) : arithmetic(checker, ast, [left, right])
}

function choice(checker: Checker, ast: Operator, names: Names): Expr | null {
  const [when, yes, no] = ast.args
  if (!when || !yes || !no) return null
  const [test, a, b] = [checker.condition(when, names), checker.check(yes, names), checker.check(no, names)]
  if (!test || !a || !b) return null
  const same = unify([a, b])
  return same ? callOf('?:', [test, ...same.items], { gives: same.type, at: ast.at }) : refuse(checker, ast, [a, b])
}
const refuse = (checker: Checker, { name, at }: { readonly name: string; readonly at: number }, args: readonly Expr[]): null =>
  checker.report('expression.operands', { at }, { name, actual: args.map((arg) => typeName(arg.type)).join(', ') })

function negate(checker: Checker, of: Expr, at: number): Expr | null {
  return of.type.kind === 'number' || of.type.kind === 'duration' ? callOf('negate', [of], { gives: of.type, at }) : refuse(checker, { name: '-', at }, [of])
}

const comparing: Readonly<Record<string, true>> = { '==': true, '!=': true, '<': true, '<=': true, '>': true, '>=': true }
const unordered = new Set<ValueType['kind']>(['record', 'list', 'json'])
function comparison(checker: Checker, ast: Operator, [left, right]: readonly [Expr, Expr]): Expr | null {
  const equality = ast.name === '==' || ast.name === '!='
  if (equality && (isNull(left) || isNull(right))) {
    const of = isNull(right) ? left : right
    if (isRows(of.type) && !usable(of)) return refuse(checker, ast, [left, right])
    if (isRows(of.type)) return callOf(ast.name, [count(of), { kind: 'literal', value: '0', type: types.integer, at: ast.at }], { gives: types.boolean, at: ast.at })
    return callOf(ast.name === '==' ? 'is_null' : 'not_null', [of], { gives: types.boolean, at: ast.at })
  }
  const literal = wrongLiteral(left, right) ?? wrongLiteral(right, left)
  if (literal) return checker.report('expression.literal', literal, { value: String(literal.value), expected: typeName((literal === left ? right : left).type) })
  const same = unify([left, right])
  if (!same || isRows(same.type) || (unordered.has(same.type.kind) && !equality)) return refuse(checker, ast, [left, right])
  return callOf(ast.name, same.items, { gives: types.boolean, at: ast.at })
}
const isNull = (expr: Expr): boolean => expr.type.kind === 'null'
/** A text literal that cannot be read as the type of the other side. */
function wrongLiteral(expr: Expr, other: Expr): (Expr & { kind: 'literal' }) | null {
  return expr.kind === 'literal' && expr.type.kind === 'text' && !isNull(other) && other.type.kind !== 'text' && !coerce(expr, other.type) ? expr : null
}

function arithmetic(checker: Checker, ast: Operator, [left, right]: readonly [Expr, Expr]): Expr | null {
  const same = left.type.kind === 'list' || left.type.kind === right.type.kind || isNull(left) || isNull(right) ? unify([left, right]) : null
  const found = same && operationOf(ast.name, same.type, same.type) ? undefined : withNull(ast.name, left, right)
  const [a = left, b = right] = found ?? same?.items ?? []
  const operation = isRows(a.type) ? undefined : operationOf(ast.name, a.type, b.type)
  if (!operation || (a.type.kind === 'list' && !same)) return refuse(checker, ast, [left, right])
  const integer = operation.gives === types.number && ast.name !== '/' && a.type.kind === 'number' && a.type.integer && b.type.kind === 'number' && b.type.integer
  return callOf(ast.name, [a, b], { gives: operation.gives === 'left' ? (same?.type ?? a.type) : integer ? types.integer : operation.gives, at: ast.at })
}

/** The null of `date + null` has the type that goes with a date there. */
function withNull(name: string, left: Expr, right: Expr): readonly Expr[] | undefined {
  if (!isNull(left) && !isNull(right)) return undefined
  const meaning = operations[name]?.find((one) => (isNull(left) || one.left === left.type.kind) && (isNull(right) || one.right === right.type.kind))
  const typed = meaning && [isNull(left) ? coerce(left, kindType(meaning.left)) : left, isNull(right) ? coerce(right, kindType(meaning.right)) : right]
  return typed?.every((one) => one !== null) ? (typed as Expr[]) : undefined
}
const kindType = (kind: ValueType['kind']): ValueType => (kind === 'list' || kind === 'record' ? types.null : types[kind])

/** `x in list`; for rows of a field it is `rows.exists(i, i == x)`. */
export function membership(checker: Checker, { item: left, list: right, names }: { item: Expr; list: Expr; names: Names }): Expr | null {
  const at = left.at
  if (right.type.kind !== 'list') return refuse(checker, { name: 'in', at }, [left, right])
  if (isRows(right.type) && usable(right)) {
    const item = coerce(left, right.type.of)
    if (!item) return refuse(checker, { name: 'in', at }, [left, right])
    const name = freshIn(names)
    const body = callOf('==', [path({ kind: 'variable', name }, right.type.of, at), item], { gives: types.boolean, at })
    return { kind: 'macro', name: 'exists', over: right, item: name, body, type: types.boolean, at }
  }
  const loose = right.kind === 'list' && right.items.every((item) => item.kind === 'literal')
  const type = loose ? unify([left, ...right.items])?.type : right.type.of.kind === 'null' ? left.type : right.type.of
  const [item, list] = type ? [coerce(left, type), coerce(right, types.list(type))] : [null, null]
  return item && list && !unordered.has(item.type.kind === 'record' ? 'text' : item.type.kind) ? callOf('in', [item, list], { gives: types.boolean, at }) : refuse(checker, { name: 'in', at }, [left, right])
}

function index(checker: Checker, left: Expr, right: Expr): Expr | null {
  const fitting = left.type.kind === 'list' && !isRows(left.type) && right.type.kind === 'number'
  return fitting && left.type.kind === 'list' ? callOf('[]', [left, right], { gives: left.type.of, at: left.at }) : refuse(checker, { name: '[ ]', at: left.at }, [left, right])
}

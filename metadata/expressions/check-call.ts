import { types } from '../base/value-type.ts'
import { membership } from './check-operator.ts'
import { aggregates, checkMacro, macros, usable } from './check-macro.ts'
import { type CallAst, callOf, type Checker, count, type Names, path } from './checking.ts'
import type { FunctionEntry, Pattern } from './function.ts'
import { functions, special } from './functions.ts'
import { celNames } from './cel-names.ts'
import { closest } from '../base/closest.ts'
import type { Expr } from './tree.ts'
import { coerce, isRows, typeName, unify } from './types.ts'

export function checkCall(checker: Checker, ast: CallAst, names: Names): Expr | null {
  const context = ast.target === null && ast.args.length === 0 && Object.hasOwn(contexts, ast.name) ? contexts[ast.name] : undefined
  if (context) return context(checker, ast.at)
  if (Object.hasOwn(macros, ast.name) && ast.target) return checkMacro(checker, ast, names)
  if (!isKnown(ast.name)) return checker.report('expression.unknown_function', { at: ast.at, fix: closest(ast.name, [...functions.keys(), ...special.map((one) => one.name)]) }, { name: ast.name })
  const [first, ...rest] = ast.target ? [ast.target, ...ast.args] : ast.args
  if (!first) return mismatch(checker, ast, [])
  const head = checker.check(first, names)
  if (head?.type.kind === 'list' && Object.hasOwn(aggregates, ast.name)) return checkMacro(checker, ast, names)
  const args = [head, ...rest.map((arg) => checker.check(arg, names))]
  return args.includes(null) ? null : named(checker, { ...ast, names }, args as Expr[])
}
const isKnown = (name: string): boolean => functions.has(name) || celNames.has(name) || Object.hasOwn(aggregates, name) || name === 'within' || name === 'duration'

function named(checker: Checker, { names, ...ast }: CallAst & { readonly names: Names }, args: readonly Expr[]): Expr | null {
  const [first, second] = args
  if (ast.name === 'within') return first && second && args.length === 2 ? within(checker, ast, [first, second]) : mismatch(checker, ast, args)
  if (ast.name === 'duration') return first && args.length === 1 ? durationLiteral(checker, first) : mismatch(checker, ast, args)
  if (ast.name === 'size' && first && isRows(first.type)) return args.length === 1 && usable(first) ? count(first) : mismatch(checker, ast, args)
  if (ast.name === 'contains' && first?.type.kind === 'list' && second && args.length === 2) return membership(checker, { item: second, list: first, names })
  const cel = celNames.get(ast.name)?.(args, ast.at)
  if (cel) return cel
  if (ast.name === 'timestamp') return named(checker, { ...ast, name: 'datetime', names }, args)
  const entry = functions.get(ast.name)
  return entry ? plain(checker, { ast, entry }, args) : mismatch(checker, ast, args)
}

/** The date, time or instant of a literal is read now, so that `date('2026-02-30')` is found here. */
function plain(checker: Checker, { ast, entry }: { ast: CallAst; entry: FunctionEntry }, args: readonly Expr[]): Expr | null {
  if (entry.variadic) {
    const same = unify(args)
    return same && !isRows(same.type) && same.type.kind !== 'list' ? callOf(ast.name, same.items, { gives: same.type, at: ast.at }) : mismatch(checker, ast, args)
  }
  const [only] = args
  if (args.length === 1 && only?.kind === 'literal' && only.type.kind === 'text' && isDateLike(ast.name)) {
    const literal = coerce(only, types[ast.name])
    return literal ?? checker.report('expression.literal', only, { value: String(only.value), expected: `{${ast.name}}` })
  }
  for (const strict of [true, false]) {
    for (const { takes, gives } of entry.signatures) {
      const fitting = takes.length === args.length ? args.map((arg, i) => fit(arg, takes[i] ?? 'any', strict)) : [null]
      if (!fitting.includes(null)) return callOf(ast.name, fitting as Expr[], { gives: gives === 'item' ? types.null : gives, at: ast.at })
    }
  }
  return mismatch(checker, ast, args)
}
const isDateLike = (name: string): name is 'date' | 'time' | 'datetime' => name === 'date' || name === 'time' || name === 'datetime'
function fit(arg: Expr, pattern: Pattern, strict: boolean): Expr | null {
  if (pattern === 'any') return arg.type.kind === 'list' || arg.type.kind === 'json' || arg.type.kind === 'null' ? null : arg
  if (pattern === 'list') return arg.type.kind === 'list' && !isRows(arg.type) ? arg : null
  if (pattern === 'texts') return coerce(arg, types.list(types.text))
  if (pattern === 'record') return arg.type.kind === 'record' ? arg : null
  return strict && arg.type.kind !== pattern ? null : coerce(arg, types[pattern])
}
/** What each function takes, as it is said to the author. */
function expectation(name: string): string {
  if (name === 'within') return '({record}, {record})'
  if (name === 'duration') return '({text})'
  if (celNames.has(name)) return name === 'has' ? '({field})' : '({datetime})'
  const signatures = functions.get(name)?.signatures ?? []
  return signatures.length > 0 ? signatures.map(({ takes }) => `(${takes.map((one) => `{${one}}`).join(', ')})`).join(' / ') : functions.has(name) ? '{one_type}' : '{list}'
}
const mismatch = (checker: Checker, ast: CallAst, args: readonly Expr[]): null =>
  checker.report('expression.arguments', ast, { name: `${ast.name}()`, expected: expectation(ast.name), actual: `(${args.map((arg) => typeName(arg.type)).join(', ')})` })

function within(checker: Checker, ast: CallAst, args: readonly [Expr, Expr]): Expr | null {
  const same = unify(args)
  return same?.type.kind === 'record' ? callOf('within', same.items, { gives: types.boolean, at: ast.at }) : mismatch(checker, ast, args)
}
function durationLiteral(checker: Checker, arg: Expr): Expr | null {
  if (arg.type.kind === 'duration') return arg
  return (arg.kind === 'literal' ? coerce(arg, types.duration) : null) ?? checker.report('expression.literal', arg, { value: arg.kind === 'literal' ? String(arg.value) : '…', expected: '{duration}' })
}

/** Functions without arguments: who, when, and the records around this one. */
const contexts: Readonly<Record<string, (checker: Checker, at: number) => Expr | null>> = {
  me: (checker, at) => path({ kind: 'me' }, types.record(checker.scope.user), at),
  today: (_, at) => callOf('today', [], { gives: types.date, at }),
  now: (_, at) => callOf('now', [], { gives: types.datetime, at }),
  parent: (checker, at) => (checker.scope.parent ? path({ kind: 'parent' }, types.record(checker.scope.parent), at) : missing(checker, 'parent', at)),
  old: (checker, at) => (checker.scope.old && checker.scope.self !== null ? path({ kind: 'old' }, types.record(checker.scope.self), at) : missing(checker, 'old', at)),
}
const missing = (checker: Checker, name: string, at: number): null => checker.report('expression.context', { at }, { name })

import { types, type ValueType } from '../base/value-type.ts'
import { type Bound, type CallAst, type Checker, freshIn, type Names, treeName } from './checking.ts'
import type { Ast } from './parse.ts'
import type { Expr, MacroName } from './tree.ts'
import { isRows, typeName } from './types.ts'

type Body = 'condition' | 'value' | 'number' | 'ordered'
/** What the body of each macro is. */
export const macros: { readonly [N in MacroName]: Body } = {
  all: 'condition', exists: 'condition', exists_one: 'condition', filter: 'condition', count: 'condition', map: 'value', sum: 'number', average: 'number', min: 'ordered', max: 'ordered',
}
/** May also be called as function; then the fields of the item are written bare, and without a body the items themselves count. */
export const aggregates = { sum: true, count: true, min: true, max: true, average: true } as const

/** `rows.sum(r, r.price)` or `sum(rows, price)`. */
export function checkMacro(checker: Checker, ast: CallAst, names: Names): Expr | null {
  const [head, ...rest] = ast.target ? [ast.target, ...ast.args] : ast.args
  const [first, when, value] = rest
  if (ast.name === 'map' && ast.target && first && when && value && rest.length === 3) return checkMacro(checker, { ...ast, target: { ...ast, name: 'filter', args: [first, when] }, args: [first, value] }, names)
  const over = head ? checker.check(head, names) : null
  if (!over) return null
  const name = ast.name as MacroName
  if (over.type.kind !== 'list' || !usable(over)) return wrong(checker, ast, typeName(over.type))
  const named = ast.target !== null && rest.length > 0
  const [variable, body] = named ? rest : [null, rest[0] ?? null]
  if (rest.length > (named ? 2 : 1) || (named && (variable?.kind !== 'name' || !body)) || (!body && !(name in aggregates))) return wrong(checker, ast, '{something_else}')
  const written = variable?.kind === 'name' ? variable.name : ''
  const item: Bound = { name: written, as: named ? treeName(written, names) : freshIn(names), type: over.type.of, implicit: !named }
  return finish(checker, { name, over, item, body, at: ast.at }, [...names, item])
}
/** Rows come from a path or a filtered path; rows made up by `map` have no table to look into. */
export const usable = (over: Expr): boolean => !isRows(over.type) || over.kind === 'path' || (over.kind === 'macro' && over.name === 'filter' && usable(over.over))
function wrong(checker: Checker, ast: CallAst, actual: string): null {
  const inner = `{list}.${ast.name}({item}, {value})`
  return checker.report('expression.arguments', ast, { name: `${ast.name}()`, expected: ast.name in aggregates ? `({list}), ({list}, {value}), ${inner}` : inner, actual })
}

interface Parts { readonly name: MacroName; readonly over: Expr; readonly item: Bound; readonly body: Ast | null; readonly at: number }
function finish(checker: Checker, { name, over, item, body, at }: Parts, names: Names): Expr | null {
  const kind = macros[name]
  const value = body && (kind === 'condition' ? checker.condition(body, names) : checker.check(body, names))
  if (body && !value) return null
  const of = value?.type ?? item.type
  const type = resultType(name, of, over.type)
  if (!type || (kind !== 'condition' && isList(of))) return checker.report('expression.operands', { at }, { name: `${name}()`, actual: typeName(of) })
  return { kind: 'macro', name, over, item: body ? item.as : '', body: value, type, at }
}
const isList = (type: ValueType): boolean => type.kind === 'list' || type.kind === 'json'
function resultType(name: MacroName, of: ValueType, over: ValueType): ValueType | null {
  if (name === 'count') return types.integer
  if (name === 'filter') return over
  if (name === 'map') return types.list(of)
  if (macros[name] === 'condition') return types.boolean
  if (macros[name] === 'number') return of.kind === 'number' ? (name === 'average' ? types.number : of) : of.kind === 'duration' ? of : of.kind === 'null' ? types.number : null
  return of.kind === 'record' ? null : of
}

import { type Problem, problem } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import type { Code, Params } from '../texts/index.ts'
import { usable } from './check-macro.ts'
import { checkCall } from './check-call.ts'
import { checkOperator } from './check-operator.ts'
import { type Checker, count, type Names, path } from './checking.ts'
import type { Ast } from './parse.ts'
import { closest } from '../base/closest.ts'
import type { Expr, Scope } from './tree.ts'
import { isRows, unify } from './types.ts'

/** The checker of one text; what is wrong goes to `problems`. */
export class TreeChecker implements Checker {
  readonly scope: Scope
  readonly #problems: Problem[]
  constructor(scope: Scope, problems: Problem[]) {
    this.scope = scope
    this.#problems = problems
  }

  report(code: Code, { at, fix }: { readonly at: number; readonly fix?: string | undefined }, params: Params): null {
    this.#problems.push(problem(code, '', { ...params, column: at + 1 }, fix ? { fix } : {}))
    return null
  }

  check(ast: Ast, names: Names): Expr | null {
    switch (ast.kind) {
      case 'literal': return { kind: 'literal', value: ast.value, type: types[ast.type], at: ast.at }
      case 'name': return this.#name(ast.name, ast.at, names)
      case 'member': {
        const of = this.check(ast.of, names)
        return of && this.#member(of, ast.name, ast.at)
      }
      case 'list': return this.#list(ast, names)
      case 'operator': return checkOperator(this, ast, names)
      case 'call': return checkCall(this, ast, names)
    }
  }

  condition(ast: Ast, names: Names): Expr | null {
    const found = this.check(ast, names)
    if (!found || found.type.kind === 'boolean' || found.type.kind === 'null') return found && (found.type.kind === 'null' ? { ...found, type: types.boolean } as Expr : found)
    return { kind: 'call', name: 'truthy', args: [isRows(found.type) && usable(found) ? count(found) : found], type: types.boolean, at: found.at }
  }

  #list(ast: Ast & { kind: 'list' }, names: Names): Expr | null {
    const items = ast.items.map((item) => this.check(item, names))
    if (items.includes(null)) return null
    const same = unify(items as Expr[])
    if (!same) return this.report('expression.operands', ast, { name: '[…]', actual: '{different_types}' })
    return { kind: 'list', items: same.items, type: types.list(same.type), at: ast.at }
  }

  #name(name: string, at: number, names: Names): Expr | null {
    for (const bound of names.toReversed()) {
      if (bound.name === name && !bound.implicit) return path({ kind: 'variable', name: bound.as }, bound.type, at)
      const field = bound.implicit && bound.type.kind === 'record' ? this.scope.field(bound.type.entity, name) : undefined
      if (field && bound.type.kind === 'record') return { ...path({ kind: 'variable', name: bound.as }, field.type, at), steps: [{ entity: bound.type.entity, field: field.key, type: field.type }] }
    }
    const { self, variables = {} } = this.scope
    const field = self === null ? undefined : this.scope.field(self, name)
    if (field && self !== null) return { ...path({ kind: 'self' }, field.type, at), steps: [{ entity: self, field: field.key, type: field.type }] }
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (variable) return path({ kind: 'variable', name }, variable, at)
    const known = [...names.flatMap((one) => (one.implicit && one.type.kind === 'record' ? this.scope.names(one.type.entity) : [one.name])), ...(self === null ? [] : this.scope.names(self)), ...Object.keys(variables)]
    return this.report('expression.unknown_name', { at, fix: closest(name, known) }, { name })
  }

  #member(of: Expr, name: string, at: number): Expr | null {
    if (isRows(of.type)) return this.report('expression.through_list', { at }, { name })
    if (of.kind !== 'path' || of.type.kind !== 'record') return this.report('expression.unknown_name', { at }, { name })
    const { entity } = of.type
    const field = this.scope.field(entity, name)
    if (!field) return this.report('expression.unknown_name', { at, fix: closest(name, this.scope.names(entity)) }, { name })
    return { ...of, steps: [...of.steps, { entity, field: field.key, type: field.type }], type: field.type }
  }
}

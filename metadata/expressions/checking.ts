import type { ValueType } from '../base/value-type.ts'
import type { Code, Params } from '../texts/index.ts'
import type { Ast } from './parse.ts'
import type { Expr, Root, Scope } from './tree.ts'

/**
 * A variable of an enclosing macro: `name` in the text, `as` in the tree. Of an `implicit` one the fields may be written bare, and
 * it has no name in the text.
 */
export interface Bound { readonly name: string; readonly as: string; readonly type: ValueType; readonly implicit: boolean }
export type Names = readonly Bound[]
/** A name in the tree that no variable around has. */
export function fresh(taken: readonly string[]): string {
  let i = 1
  while (taken.includes(`i${i}`)) i++
  return `i${i}`
}
/** The name in the tree of a variable in the text: its own, unless it would hide one that the text can still mean. */
export const treeName = (name: string, names: Names): string => (names.some((one) => one.as === name && one.name !== name) ? freshIn(names) : name)
export const freshIn = (names: Names): string => fresh(names.map((one) => one.as))
export type CallAst = Ast & { readonly kind: 'call' }
export type OperatorAst = Ast & { readonly kind: 'operator' }

/** Gives every part its type and collects what is wrong. Null = there is a problem below, already reported. */
export interface Checker {
  readonly scope: Scope
  check(ast: Ast, names: Names): Expr | null
  /** A value used as condition: see `compileExpression`. */
  condition(ast: Ast, names: Names): Expr | null
  /** `place` is any part of a tree, or just a position, with what would mend it. */
  report(code: Code, place: { readonly at: number; readonly fix?: string | undefined }, params: Params): null
}

export type PathExpr = Expr & { readonly kind: 'path' }
export const path = (root: Root, type: ValueType, at: number): PathExpr => ({ kind: 'path', root, steps: [], type, at })
export const count = (rows: Expr): Expr => ({ kind: 'macro', name: 'count', over: rows, item: '', body: null, type: { kind: 'number', integer: true }, at: rows.at })
/** A call at a place of the text; `gives` is its type. */
export const callOf = (name: string, args: readonly Expr[], { gives, at }: { gives: ValueType; at: number }): Expr => ({ kind: 'call', name, args, type: gives, at })

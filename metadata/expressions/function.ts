import type { ValueType } from '../base/value-type.ts'
import type { Value } from './tree.ts'

/** What a parameter takes: the kind of a type; `any` scalar; `list` of scalars; `texts`: list of text. */
export type Pattern = 'text' | 'number' | 'boolean' | 'date' | 'time' | 'datetime' | 'duration' | 'any' | 'list' | 'texts' | 'record'
export interface Signature { readonly takes: readonly Pattern[]; readonly gives: ValueType | 'item' }

/** One function: its types, its documentation, its value in JavaScript and in SQL. Both must be equal for every input. */
export interface FunctionEntry {
  readonly name: string
  readonly group: 'context' | 'number' | 'text' | 'date' | 'conversion' | 'choice' | 'list' | 'tree'
  readonly doc: string
  readonly example: string
  /** Tried in order. */
  readonly signatures: readonly Signature[]
  /** Any number of arguments (at least one) of one type, which is the type of the value; nulls are passed in. */
  readonly variadic?: true
  /** Arguments are never null here (null in, null out), unless `variadic`. */
  evaluate(args: readonly Value[], types: readonly ValueType[]): Value
  /** Must be null where an argument is null, unless `variadic`. Arguments are SQL of numeric, text, date, timestamptz, … */
  sql(args: readonly string[], types: readonly ValueType[]): string
}
export const fn = (entry: FunctionEntry): FunctionEntry => Object.freeze(entry)

const simple = /^\(?[\w."$]{1,80}\)?(::[a-z]+(\[\])?)?$/
/** Writes SQL that needs an argument more than once. `offset 0` keeps the planner from copying what is bound. */
export function bind(args: readonly string[], body: (...names: string[]) => string): string {
  if (args.every((arg) => simple.test(arg))) return `(${body(...args)})`
  const names = ['a', 'b', 'c'].slice(0, args.length)
  return `(select ${body(...names.map((name) => `_e.${name}`))} from (select ${args.map((arg, i) => `${arg} as ${names[i]}`).join(', ')} offset 0) as _e)`
}
export const binary = (sql: string): string => `(${sql}) collate "C"`

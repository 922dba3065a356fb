import type { Decimal } from 'decimal.js'
import type { ValueType } from '../base/value-type.ts'

/** A value while an expression is evaluated: numbers and durations are exact decimals, dates and times their ISO text, a record its row. */
export type Value = null | boolean | string | Decimal | readonly Value[] | RecordValue
/** Field values of a record by field key, as wire values; links either an id or a RecordValue when loaded. */
export interface RecordValue { readonly id: string | null; readonly [field: string]: unknown }

/** One step along a record: a field of `entity`, by key. `type` is the type of the field's value. */
export interface Step { readonly entity: string; readonly field: string; readonly type: ValueType }

/** The typed tree. Every node knows its type and its place in the text; it is data (JSON) and is shared by evaluation, SQL and the editors. */
export type Expr =
  | { readonly kind: 'literal'; readonly value: null | boolean | string; readonly type: ValueType; readonly at: number }
  /** A path: from the record itself, a macro variable, or a context record, along links. `steps` may be empty (the record itself). */
  | { readonly kind: 'path'; readonly root: Root; readonly steps: readonly Step[]; readonly type: ValueType; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly type: ValueType; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Expr[]; readonly type: ValueType; readonly at: number }
  /** sum(items, e), count(items), items.exists(i, e) …: over children, links, or a list. `item` is the variable; bare names inside resolve on the item first in the two-argument forms. */
  | { readonly kind: 'macro'; readonly name: MacroName; readonly over: Expr; readonly item: string; readonly body: Expr | null; readonly type: ValueType; readonly at: number }

export type MacroName = 'all' | 'exists' | 'exists_one' | 'filter' | 'map' | 'sum' | 'count' | 'min' | 'max' | 'average'
/** self: the record; parent/old: of the record; me: the acting user's record; variable: of the enclosing macro. */
export type Root = { readonly kind: 'self' | 'parent' | 'old' | 'me' } | { readonly kind: 'variable'; readonly name: string }

/** What names mean while an expression is checked. Keys of fields in metadata, names in API filters: the caller's scope decides. */
export interface Scope {
  /** Entity of the bare names; null for expressions without a record (parameters, defaults of a report). */
  readonly self: string | null
  readonly parent?: string | null
  /** Is `old()` allowed? Only in rules of a change. */
  readonly old?: boolean
  /** Resolves a field of an entity; undefined = there is none (or none that may be seen). */
  field(entity: string, name: string): FieldInfo | undefined
  /** Names that could have been meant, for suggestions. */
  names(entity: string): readonly string[]
  /** Extra variables (report parameters, inputs of a transition). */
  readonly variables?: Readonly<Record<string, ValueType>>
  readonly user: string
}
export interface FieldInfo { readonly key: string; readonly type: ValueType }

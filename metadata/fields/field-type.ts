import type { Static, TObject, TSchema } from '@sinclair/typebox'
import type { Result } from '../base/problem.ts'
import type { ValueType } from '../base/value-type.ts'
import type { Text } from '../texts/index.ts'

export const operators = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'contains', 'starts', 'in', 'empty'] as const
export type Operator = (typeof operators)[number]

/** The screen part that shows and edits a value; `runtime/widgets/index.ts` has one component for each name. */
export const widgets = [
  'text', 'long_text', 'rich_text', 'number', 'money', 'percent', 'switch', 'date', 'time', 'datetime', 'duration', 'choice', 'multi_choice',
  'email', 'phone', 'url', 'colour', 'link', 'links', 'dynamic_link', 'children', 'user', 'file', 'files', 'image', 'geo_point', 'json', 'rating',
  'barcode', 'signature', 'computed',
] as const
export type Widget = (typeof widgets)[number]
export type FieldGroup = 'text' | 'number' | 'time' | 'choice' | 'relation' | 'file' | 'computed' | 'other'

/** One physical column. The first column of a field has suffix '' and carries its name. */
export interface ColumnShape {
  readonly suffix: '' | `__${string}`
  /** PostgreSQL type, e.g. `numeric(18, 2)`. */
  readonly type: string
}

/** How a field refers to other records. Targets are entity keys; `*` = any entity. */
export type Relation =
  | { readonly kind: 'link'; readonly to: string; readonly onDelete: 'refuse' | 'clear' }
  | { readonly kind: 'links'; readonly to: string }
  | { readonly kind: 'dynamic'; readonly to: readonly string[] }
  | { readonly kind: 'children' }

/**
 * Everything the platform knows about one type of field. Data and pure functions only, so server and browser share the file.
 * `Wire` is the JSON value in requests and answers; null is handled by the caller and never reaches these functions.
 */
export interface FieldType<O extends TObject = TObject, Wire = unknown> {
  readonly name: string
  readonly label: Text
  readonly group: FieldGroup
  /** Name of a Tabler outline icon. */
  readonly icon: string
  /** What a designer may set beyond the options common to all fields; studio form and JSON Schema come from it. */
  readonly options: O
  /** The type in expressions. Computed types answer what the model inferred, given in `inferred`. */
  value(options: Static<O>, inferred?: ValueType): ValueType
  /** Wire value, for OpenAPI and editors. */
  json(options: Static<O>): TSchema
  /** Checks and normalises a wire value (e.g. '1.50' → '1.5', trimmed e-mail). Problems have path '' relative to the value. */
  read(value: unknown, options: Static<O>): Result<Wire>
  /** Physical columns; [] for children, links and what is computed on reading. */
  columns(options: Static<O>, inferred?: ValueType): readonly ColumnShape[]
  /** Wire value → one value per column, in the order of `columns`. Default: [value]. */
  store?(value: Wire, options: Static<O>): readonly unknown[]
  /** Column values (numeric and date types as text, timestamps as ISO text, bigint as number) → wire value. Default: first column. */
  load?(columns: readonly unknown[], options: Static<O>): Wire | null
  readonly relation?: (options: Static<O>) => Relation
  /** Set by the system, never by a request. */
  readonly computed?: 'formula' | 'lookup' | 'rollup' | 'sequence'
  readonly operators: readonly Operator[]
  readonly widget: Widget
  readonly searchable: boolean
  readonly sortable: boolean
  readonly groupable: boolean
  /** Options changes that keep every stored value. Anything else is planned as a checked conversion. */
  widens(from: Static<O>, to: Static<O>): boolean
  /** Import of one CSV or spreadsheet cell (already trimmed, never empty). */
  fromText(text: string, options: Static<O>): Result<Wire>
  /** Export; `fromText(toText(v))` gives v again. */
  toText(value: Wire, options: Static<O>): string
  /**
   * Checked conversion from any other column: `valid` is SQL that is true where the text form converts, `cast` the SQL of the new value.
   * `text` is SQL of type text, not null. Absent: nothing converts to this type.
   */
  readonly convert?: { valid(text: string, options: Static<O>): string; cast(text: string, options: Static<O>): string }
  /** Executable documentation: run by tests/metadata/field-types.test.ts, printed in the docs. */
  readonly examples: { readonly options: Static<O>; readonly good: readonly Wire[]; readonly bad: readonly unknown[] }
}

export const defineFieldType = <O extends TObject, Wire>(type: FieldType<O, Wire>): FieldType<O, Wire> => Object.freeze(type)

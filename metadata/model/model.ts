import type { Problem } from '../base/problem.ts'
import type { ValueType } from '../base/value-type.ts'
import type { Expr } from '../expressions/tree.ts'
import type { CommonOptions } from '../fields/common.ts'
import type { ColumnShape, FieldType, Relation } from '../fields/field-type.ts'

/** A layer as read from its folder: documents by kind and key, not yet checked. */
export interface Layer {
  readonly name: string
  readonly label: string
  readonly version: string
  /** Layers that must lie beneath this one. */
  readonly needs: readonly string[]
  /** `documents.entity.customer` */
  readonly documents: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Edits of lower layers' documents: `edits['crm']['entity']['customer']` = { path: Edit } */
  readonly edits: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Edit>>>>>>>>
}
/** One change of one named element of a lower layer's document; `base` keeps what was replaced. */
export interface Edit {
  readonly set?: unknown
  readonly add?: unknown
  readonly after?: string
  readonly hide?: boolean
  readonly base?: unknown
  readonly by?: string
  readonly at?: string
  readonly why?: string
}

/** The effective, checked, frozen model. Everything that could be decided once is decided here. References are keys. */
export interface Model {
  readonly layers: readonly { name: string; label: string; version: string }[]
  /** By key: `sales_order`, and `sales_order.lines` for a children field. */
  readonly entities: ReadonlyMap<string, Entity>
  /** By present name (of the API, of URLs). Children entities have none. */
  readonly byName: ReadonlyMap<string, Entity>
  /** Effective documents of the kinds that need no compiling beyond checking: `documents.get('view')?.get('pipeline')`. */
  readonly documents: ReadonlyMap<string, ReadonlyMap<string, Document>>
}
export interface Document { readonly kind: string; readonly key: string; readonly layer: string; readonly doc: Readonly<Record<string, unknown>> }

export interface Entity {
  readonly key: string
  readonly name: string
  /** Table name in the workspace's schema. */
  readonly table: string
  readonly layer: string
  readonly label: string
  readonly plural: string
  readonly icon: string
  readonly description: string
  /** Line items live and die with their parent. */
  readonly parent: { readonly entity: string; readonly field: string } | null
  /** Exactly one row (settings). */
  readonly single: boolean
  /** The self-link that makes it a tree. */
  readonly tree: string | null
  /** System fields excluded; in screen order; by key. */
  readonly fields: ReadonlyMap<string, Field>
  readonly fieldsByName: ReadonlyMap<string, Field>
  /** The title of a row as an expression of type text. */
  readonly title: Expr
  readonly unique: readonly UniqueRule[]
  readonly checks: readonly CheckRule[]
  readonly noOverlap: readonly OverlapRule[]
  readonly indexes: readonly IndexRule[]
  /** Keys of the fields that search looks at. */
  readonly search: readonly string[]
  /** Default order of lists. */
  readonly sort: readonly { readonly field: string; readonly direction: 'asc' | 'desc' }[]
}
export interface UniqueRule { readonly key: string; readonly fields: readonly string[]; readonly message: string | null; readonly where: Expr | null }
export interface CheckRule { readonly key: string; readonly check: Expr; readonly message: string; readonly field: string | null }
/** No two rows with equal `by` may have overlapping [from, to). `to` null = open. */
export interface OverlapRule { readonly key: string; readonly by: readonly string[]; readonly from: string; readonly to: string; readonly message: string | null; readonly where: Expr | null }
export interface IndexRule { readonly key: string; readonly fields: readonly string[] }

export interface Field {
  readonly key: string
  readonly name: string
  readonly entity: string
  readonly label: string
  readonly type: FieldType
  /** Options of the type and the common ones, defaults filled in. */
  readonly options: CommonOptions & Readonly<Record<string, unknown>>
  readonly value: ValueType
  /** Physical columns, full names. */
  readonly columns: readonly { readonly name: string; readonly type: string; readonly shape: ColumnShape }[]
  readonly relation: Relation | null
  /** For children: the key of the entity of its rows. For links: the join table. */
  readonly childEntity: string | null
  readonly joinTable: string | null
  readonly required: boolean | Expr
  readonly readonly: boolean | Expr
  readonly visible: Expr | null
  readonly check: Expr | null
  /** Default as expression (a plain value is a literal). */
  readonly default: Expr | null
  /** Money: what gives its currency (a code is a literal). Null: the workspace's, or kept beside the amount (`own`). */
  readonly currency: Expr | null
  readonly formula: Expr | null
  /** formula: kept in a column and written with the record (all inputs are in the same record). Otherwise computed on reading. */
  readonly stored: boolean
  readonly rollup: Rollup | null
  /** A filter that a link's target must meet: bare names are the target's, `parent()` the record that holds the link. */
  readonly where: Expr | null
}
export interface Rollup {
  /** Entity of the counted rows, and its link (or parent) that points to this entity. */
  readonly entity: string
  readonly via: string
  readonly function: 'count' | 'sum' | 'average' | 'min' | 'max'
  readonly of: Expr | null
  readonly where: Expr | null
}

export type Compiled = { readonly ok: true; readonly model: Model } | { readonly ok: false; readonly problems: readonly Problem[] }

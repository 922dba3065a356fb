import type { ValueType } from '../base/value-type.ts'
import type { Expr } from '../expressions/tree.ts'
import type { Relation } from '../fields/field-type.ts'
import type { CheckRule, UniqueRule } from '../model/model.ts'

/**
 * `GET /api/_/meta`: the model as its reader may see it, in the reader's language, with every expression already checked.
 * What may not be read is not in it. Its `version` changes with the published model and with the reader's rights.
 */
export interface ClientModel {
  readonly version: string
  readonly language: string
  readonly entities: readonly ClientEntity[]
  /** Effective documents that the screens draw from: `form`, `view`, `app`; parts about unreadable fields are taken out. */
  readonly documents: readonly ClientDocument[]
}
export interface ClientDocument { readonly kind: string; readonly key: string; readonly doc: Readonly<Record<string, unknown>> }
export interface ClientEntity {
  readonly key: string
  readonly name: string
  readonly label: string
  readonly plural: string
  readonly icon: string
  readonly description: string
  readonly parent: { readonly entity: string; readonly field: string } | null
  readonly single: boolean
  readonly tree: string | null
  readonly title: Expr
  readonly search: readonly string[]
  readonly sort: readonly { readonly field: string; readonly direction: 'asc' | 'desc' }[]
  readonly fields: readonly ClientField[]
  readonly unique: readonly Pick<UniqueRule, 'key' | 'fields' | 'message'>[]
  readonly checks: readonly CheckRule[]
  readonly may: { readonly create: boolean; readonly update: boolean; readonly delete: boolean; readonly export: boolean; readonly import: boolean }
}
export interface ClientField {
  readonly key: string
  readonly name: string
  readonly label: string
  /** Name of the field type; look it up in the registry of `metadata/fields`. */
  readonly type: string
  readonly options: Readonly<Record<string, unknown>>
  readonly value: ValueType
  readonly relation: Relation | null
  readonly childEntity: string | null
  readonly required: boolean | Expr
  readonly readonly: boolean | Expr
  readonly visible: Expr | null
  readonly check: Expr | null
  readonly default: Expr | null
  readonly formula: Expr | null
  readonly where: Expr | null
  /** May this reader write it (on some row)? */
  readonly write: boolean
}

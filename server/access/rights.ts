import type { Expr } from '../../metadata/expressions/tree.ts'

/** What a set of roles may do with one entity. Compiled once per model and role set; frozen. */
export interface EntityRights {
  /** Roles (of the set) that grant reading, each with its row condition (null = every row). [] = the entity does not exist for this actor. */
  readonly read: readonly Grant[]
  readonly create: readonly Grant[]
  readonly update: readonly Grant[]
  readonly delete: readonly Grant[]
  readonly export: boolean
  readonly import: boolean
  /** Keys of transitions that some role grants; `*` = all. */
  readonly transitions: readonly string[]
  /** By field key. A field without an entry does not exist for this actor. Children fields are in their own entity's rights (`order.lines`), whose grants are the parent's. */
  readonly fields: ReadonlyMap<string, FieldRights>
}
/** One role's grant; `when` null = unconditional. `id` is its index, equal across read/update/… for the same role. */
export interface Grant { readonly role: string; readonly id: number; readonly when: Expr | null }
/** Grant ids under which the field may be read and written; `always` when every grant of the entity includes it. */
export interface FieldRights {
  readonly read: readonly number[] | 'always'
  readonly write: readonly number[] | 'always' | 'never'
}
export interface Rights {
  /** Sorted role keys; the cache key. */
  readonly roles: string
  entity(key: string): EntityRights | null
}

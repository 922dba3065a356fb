/** What will be done to the database, in order. Plain JSON: show it, store it, test it; only `server/db` turns it into SQL. Names are physical. */
export type Step =
  | { readonly kind: 'create-table'; readonly table: string; readonly columns: readonly Column[]; readonly system: 'record' | 'child' | 'join'; /** Name of its primary key. */ readonly key: string }
  | { readonly kind: 'rename-table'; readonly from: string; readonly to: string }
  /** Out of sight, kept until purged. */
  | { readonly kind: 'quarantine-table'; readonly table: string; readonly to: string; readonly id: string; readonly columns: readonly KeptColumn[] }
  | { readonly kind: 'restore-table'; readonly from: string; readonly table: string; readonly id: string }
  | { readonly kind: 'add-column'; readonly table: string; readonly column: Column }
  | { readonly kind: 'rename-column'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'quarantine-column'; readonly table: string; readonly column: string; readonly to: string; /** Of the table and of the column. */ readonly id: readonly [string, string]; readonly type: string }
  | { readonly kind: 'restore-column'; readonly table: string; readonly from: string; readonly column: string; readonly id: readonly [string, string] }
  /** Computed values: nothing is lost. */
  | { readonly kind: 'drop-column'; readonly table: string; readonly column: string }
  /** `valid`/`cast` are SQL over the placeholder `{text}`; null = a plain cast that always succeeds. */
  | { readonly kind: 'retype-column'; readonly table: string; readonly column: string; readonly type: string; readonly valid: string | null; readonly cast: string | null; /** Column that keeps, as text, the values that do not convert; null = every value converts. */ readonly keep: string | null; readonly id: readonly [string, string] }
  | { readonly kind: 'add-foreign-key'; readonly table: string; readonly name: string; readonly column: string; readonly target: string; readonly onDelete: 'restrict' | 'set null' | 'cascade'; /** The column already holds values: those that point nowhere are cleared first. */ readonly clean: boolean }
  | { readonly kind: 'drop-constraint'; readonly table: string; readonly name: string }
  /** A unique index, or a constraint where it is deferrable; no columns = at most one row. */
  | { readonly kind: 'add-unique'; readonly table: string; readonly name: string; readonly columns: readonly string[]; readonly where: string | null; readonly deferrable: boolean }
  | { readonly kind: 'add-exclusion'; readonly table: string; readonly name: string; readonly equal: readonly string[]; readonly from: string; readonly to: string; readonly range: 'daterange' | 'tstzrange' | 'numrange'; readonly where: string | null }
  | { readonly kind: 'drop-index'; readonly name: string }
  /** `concurrent`: run after the transaction, resumable. Otherwise the table is new in this plan. */
  | { readonly kind: 'create-index'; readonly table: string; readonly name: string; readonly columns: readonly string[]; readonly method: 'btree' | 'trigram'; readonly concurrent: boolean }
  /** Values of existing rows after a structural change (a stored formula, a new default). Carried out by the shell through the record pipeline's own computation. */
  | { readonly kind: 'recompute'; readonly entity: string; readonly fields: readonly string[] }
export interface KeptColumn extends Column { readonly id: string }
export interface Column { readonly name: string; readonly type: string }

export interface Plan {
  readonly steps: readonly Step[]
  /** What would be lost or might not convert; each needs an explicit yes. */
  readonly losses: readonly Loss[]
}
export interface Loss {
  /** `required`: a warning only, rows without a value stay as they are. */
  readonly kind: 'entity' | 'field' | 'conversion' | 'constraint' | 'required'
  readonly entity: string
  readonly field: string | null
  readonly detail: string
  /** How to count the rows concerned, in the database as it is before the plan. A loss of no rows is none. */
  readonly measure: Measure
}
/** Names are physical and those of before the plan; `valid` is SQL over `{text}`. */
export type Measure =
  | { readonly kind: 'rows'; readonly table: string }
  | { readonly kind: 'values'; readonly table: string; readonly column: string }
  | { readonly kind: 'conversion'; readonly table: string; readonly column: string; readonly valid: string }
  | { readonly kind: 'duplicates'; readonly table: string; readonly columns: readonly string[]; readonly where: string | null }
  /** Rows of one key whose periods overlap, and such as end before they begin. */
  | { readonly kind: 'overlaps'; readonly table: string; readonly columns: readonly string[]; readonly from: string; readonly to: string; readonly range: 'daterange' | 'tstzrange' | 'numrange'; readonly where: string | null }
  | { readonly kind: 'dangling'; readonly table: string; readonly column: string; readonly target: string }
  | { readonly kind: 'empty'; readonly table: string; readonly column: string }

import type { Root, Step } from '../../metadata/expressions/tree.ts'

/** A row known to a statement: the alias of its table and its entity's key. */
export interface RowRef { readonly alias: string; readonly entity: string }

/**
 * What turning an expression into SQL needs from the statement around it. The query compiler implements it; it alone
 * decides about joins, row rules and field masks, so an expression cannot reach what the actor may not read.
 */
export interface SqlContext {
  /** Binds a value and answers its placeholder with a cast, e.g. `$3::numeric`. */
  param(value: unknown, type: string): string
  /** SQL of the value at the end of a path (a record: its id). Adds the joins that the links need; null row → null. */
  path(root: Root, steps: readonly Step[]): string
  /**
   * Rows at the end of a path of a to-many field (children, links): the `from` and `where` of a subquery, and the row to bind
   * as variable. `body` is written while the variable is bound.
   */
  many<T>(root: Root, steps: readonly Step[], variable: string, body: (rows: { from: string; where: string; row: RowRef; order?: string }) => T): T
  /** `within(link, root)`: is the tree row at or below another? `entity` is the tree's key. */
  within(entity: string, id: string, top: string): string
  readonly now: () => string
  readonly today: () => string
  readonly me: () => string
}

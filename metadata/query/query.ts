import type { Expr } from '../expressions/tree.ts'

/** What is asked of the data. One shape for lists, lookups, charts, exports, the API; names are already resolved to keys. */
export interface Query {
  readonly from: string
  readonly select: readonly Selection[]
  readonly filter?: Expr | undefined
  /** Words to find in the searchable fields that the actor may read. */
  readonly search?: string | undefined
  readonly sort?: readonly Sort[] | undefined
  readonly page?: Page | undefined
  readonly group?: readonly GroupBy[] | undefined
  readonly measures?: readonly Measure[] | undefined
  readonly deleted?: 'without' | 'only' | 'with' | undefined
}
/** A field of the row, or of what it refers to: `nested` expands a link, links, user or children field. */
export interface Selection { readonly field: string; readonly nested?: readonly Selection[] | undefined }
export interface Sort { readonly by: Expr; readonly direction: 'asc' | 'desc' }
/** Keyset page: `after`/`before` is an opaque cursor of an earlier answer. */
export interface Page { readonly size: number; readonly after?: string | undefined; readonly before?: string | undefined }
export interface GroupBy { readonly name: string; readonly by: Expr }
export interface Measure { readonly name: string; readonly function: MeasureFunction; readonly of?: Expr | undefined }
export const measureFunctions = ['count', 'count_distinct', 'sum', 'average', 'min', 'max'] as const
export type MeasureFunction = (typeof measureFunctions)[number]

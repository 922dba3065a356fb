import type { Static, TObject } from '@sinclair/typebox'

/** A field that a layout uses: a path from the view's entity, and the field types that fit (none given: any). */
export interface FieldUse { readonly pointer: string; readonly path: string; readonly types?: readonly string[] }

/** One way to lay out records; `runtime/views` has one component for each name. */
export interface Layout<S extends TObject = TObject> {
  readonly name: string
  readonly label: string
  readonly icon: string
  readonly schema: S
  uses(layout: Static<S>): readonly FieldUse[]
}
export const defineLayout = <S extends TObject>(layout: Layout<S>): Layout<S> => Object.freeze(layout)
export const each = (pointer: string, paths: readonly string[] | undefined, types?: readonly string[]): FieldUse[] =>
  (paths ?? []).map((path, i) => ({ pointer: `${pointer}/${i}`, path, ...(types ? { types } : {}) }))
export const one = (pointer: string, path: string | undefined, types?: readonly string[]): FieldUse[] => (path === undefined ? [] : [{ pointer, path, ...(types ? { types } : {}) }])
export const numbers = ['integer', 'decimal', 'money', 'percent', 'duration', 'rating', 'formula', 'rollup', 'lookup'] as const
export const moments = ['date', 'datetime', 'formula', 'lookup', 'rollup'] as const

/** What a list shows, as its address says it. Defaults are left out, so addresses stay short. */
export interface ListState {
  readonly filter: string
  readonly search: string
  /** `-date,name`; '' = the view's own order. */
  readonly sort: string
  /** Names of the shown columns; [] = the view's own. */
  readonly columns: readonly string[]
  readonly after: string
  readonly deleted: boolean
}
export const emptyState: ListState = { filter: '', search: '', sort: '', columns: [], after: '', deleted: false }

export function readState(query: URLSearchParams): ListState {
  const text = (name: string): string => query.get(name) ?? ''
  return { filter: text('filter'), search: text('q'), sort: text('sort'), columns: text('cols').split(',').filter(Boolean), after: text('after'), deleted: query.has('deleted') }
}

/** Writes the state over what the address already has; foreign parameters stay. */
export function writeState(query: URLSearchParams, state: ListState): URLSearchParams {
  const next = new URLSearchParams(query)
  const values = { filter: state.filter, q: state.search, sort: state.sort, cols: state.columns.join(','), after: state.after, deleted: state.deleted ? '1' : '' }
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  return next
}

/** Clicking a column head: up, down, then the view's own order again. */
export function toggleSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`
  return sort === `-${field}` ? '' : field
}

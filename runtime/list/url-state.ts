/** What a list shows, as its address says it. Defaults are left out, so addresses stay short. */
export interface ListState {
  readonly filter: string
  readonly search: string
  /** `-date,name`; '' = the view's own order. */
  readonly sort: string
  /** Names of the shown columns; [] = the view's own. */
  readonly columns: readonly string[]
  /** Names of the fields grouped by, at most three; null = as the view says, [] = not at all. */
  readonly group: readonly string[] | null
  readonly after: string
  readonly deleted: boolean
}
export const emptyState: ListState = { filter: '', search: '', sort: '', columns: [], group: null, after: '', deleted: false }

/** Says in an address that a view which groups by itself is shown without groups. */
const none = '-'

export function readState(query: URLSearchParams): ListState {
  const text = (name: string): string => query.get(name) ?? ''
  return { filter: text('filter'), search: text('q'), sort: text('sort'), columns: text('cols').split(',').filter(Boolean), group: query.has('group') ? text('group').split(',').filter((name) => name && name !== none).slice(0, 3) : null, after: text('after'), deleted: query.has('deleted') }
}

/** Writes the state over what the address already has; foreign parameters stay. */
export function writeState(query: URLSearchParams, state: ListState): URLSearchParams {
  const next = new URLSearchParams(query)
  const values = { filter: state.filter, q: state.search, sort: state.sort, cols: state.columns.join(','), group: state.group === null ? '' : state.group.join(',') || none, after: state.after, deleted: state.deleted ? '1' : '' }
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  return next
}

export interface SortPart { readonly name: string; readonly down: boolean }
export const sortParts = (sort: string): readonly SortPart[] => sort.split(',').filter(Boolean).map((part) => ({ name: part.replace(/^[-+]/, ''), down: part.startsWith('-') }))
const sortText = (parts: readonly SortPart[]): string => parts.map((part) => (part.down ? '-' : '') + part.name).join(',')

/** Clicking a column head: up, down, then the view's own order again. With Shift the column joins the others that are sorted by. */
export function toggleSort(sort: string, field: string, more = false): string {
  const parts = sortParts(sort)
  const at = parts.findIndex((part) => part.name === field)
  const was = parts[at]
  const next = was === undefined ? { name: field, down: false } : was.down ? null : { name: field, down: true }
  if (!more) return parts.length > 1 ? field : next ? sortText([next]) : ''
  if (!next) return sortText(parts.toSpliced(at, 1))
  return sortText(at < 0 ? [...parts, next] : parts.with(at, next))
}

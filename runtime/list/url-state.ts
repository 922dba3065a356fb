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

/** Says in an address that a view which groups by itself is shown without groups; and that one saved with groups is shown as the view says. */
const none = '-'
const own = '*'
const groupText = (group: ListState['group']): string => (group === null ? own : group.join(',') || none)
const groupOf = (text: string): ListState['group'] => (text === own ? null : text.split(',').filter((name) => name && name !== none).slice(0, 3))

/** `base`: what is shown where the address says nothing, as a saved view has it. */
export function readState(query: URLSearchParams, base: ListState = emptyState): ListState {
  const text = (name: string, unsaid: string): string => query.get(name) ?? unsaid
  const columns = query.get('cols')
  const group = query.get('group')
  return {
    filter: text('filter', base.filter), search: text('q', base.search), sort: text('sort', base.sort), columns: columns === null ? base.columns : columns.split(',').filter(Boolean),
    group: group === null ? base.group : groupOf(group), after: text('after', base.after), deleted: query.has('deleted') ? query.get('deleted') !== '0' : base.deleted,
  }
}

const texts = (state: ListState) => ({ filter: state.filter, q: state.search, sort: state.sort, cols: state.columns.join(','), group: groupText(state.group), after: state.after, deleted: state.deleted ? '1' : '0' })
/** Writes what differs from the base over what the address already has; foreign parameters stay. */
export function writeState(query: URLSearchParams, state: ListState, base: ListState = emptyState): URLSearchParams {
  const next = new URLSearchParams(query)
  const unsaid: Readonly<Record<string, string>> = texts(base)
  for (const [name, value] of Object.entries(texts(state))) {
    if (value === unsaid[name]) next.delete(name)
    else next.set(name, value)
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

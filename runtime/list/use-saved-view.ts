import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { readSavedViews, type SavedPlace, type SavedState, type SavedView } from '../client/saved-views.ts'
import { useSetting } from '../client/settings.ts'
import type { View } from '../model/views.ts'
import { emptyState, type ListState, readState, writeState } from './url-state.ts'

/** In the address: the list as it comes, where one would begin with a saved view. */
const plain = '-'
const parts = ['filter', 'q', 'sort', 'cols', 'group', 'deleted', 'view']

export interface Saved {
  readonly place: SavedPlace
  readonly rows: readonly SavedView[]
  readonly mayShare: boolean
  /** The one that is shown, perhaps changed since; null: the list as it comes. */
  readonly active: SavedView | null
  readonly changed: boolean
  /** The address names one that is not there for this reader. */
  readonly gone: boolean
  readonly beginsWith: string
  readonly beginWith: (id: string | null) => void
  readonly open: (id: string | null) => void
  readonly reset: () => void
  readonly reload: () => Promise<void>
}
export interface ListAddress { readonly state: ListState; readonly set: (change: Partial<ListState>, replace?: boolean) => void; readonly saved: Saved; /** What the address names is still being read. */ readonly waiting: boolean }

/** What is kept of what a list shows. */
export const savedPart = ({ filter, search, sort, columns, group, deleted }: ListState): SavedState => ({ filter, search, sort, columns, group, deleted })
const same = (one: ListState, other: ListState): boolean => JSON.stringify(savedPart(one)) === JSON.stringify(savedPart(other))

interface Shown { readonly base: ListState; readonly id: string | null }
function changedAddress(old: URLSearchParams, change: Partial<ListState>, { base, id }: Shown): URLSearchParams {
  const next = writeState(old, { ...readState(old, base), after: '', ...change }, base)
  // One that stood there by itself is named from now on.
  if (id && !next.has('view')) next.set('view', id)
  return next
}

interface Wished { readonly named: string | null; readonly bare: boolean; readonly beginsWith: string }
/** The one that the address names; an address that says nothing leads to the one that this person, or else a role, begins with. */
function activeOf(rows: readonly SavedView[], { named, bare, beginsWith }: Wished): SavedView | null {
  if (named) return rows.find((row) => row.id === named) ?? null
  if (!bare) return null
  return rows.find((row) => row.id === beginsWith) ?? rows.find((row) => row.standard) ?? null
}

/**
 * What a list shows: the saved view that the address names (or that one begins with), and over it what the address says. So a link says
 * only what was changed, and follows the saved view when that is changed.
 */
export function useListAddress(view: View): ListAddress {
  const [query, setQuery] = useSearchParams()
  const place: SavedPlace = { entity: view.entity.name, view: view.document ? view.key : undefined }
  const key = ['saved-views', place.entity, place.view ?? '']
  const asked = useQuery({ queryKey: key, queryFn: ({ signal }) => readSavedViews(place, signal) })
  const queries = useQueryClient()
  const [beginsWith, setBegin] = useSetting<string>(`begins:${place.entity}:${place.view ?? ''}`, '')
  const rows = asked.data?.rows ?? []
  const named = query.get('view')
  const active = activeOf(rows, { named, bare: !parts.some((part) => query.has(part)), beginsWith })
  const base: ListState = active ? { ...active.state, after: '' } : emptyState
  const state = readState(query, base)
  const id = active?.id ?? null
  const set = (change: Partial<ListState>, replace = false): void => setQuery((old) => changedAddress(old, change, { base, id }), { replace })
  const show = (next: string | null): void => setQuery((old) => {
    const address = new URLSearchParams(old)
    for (const part of [...parts, 'after']) address.delete(part)
    if (next) address.set('view', next)
    else if (beginsWith || rows.some((row) => row.standard)) address.set('view', plain)
    return address
  })
  const saved: Saved = {
    place, rows, mayShare: asked.data?.may_share ?? false, active, beginsWith,
    changed: !same(state, base),
    gone: named !== null && named !== plain && !active && asked.isSuccess && !asked.isFetching,
    beginWith: (next) => setBegin(next), open: show, reset: () => show(id), reload: () => queries.invalidateQueries({ queryKey: key }),
  }
  return { state, set, saved, waiting: named !== null && named !== plain && asked.isPending }
}

import type { ListState } from '../list/url-state.ts'
import { request } from './request.ts'

export type SavedState = Omit<ListState, 'after'>
/** A way to look at a list that somebody keeps. `dropped`: parts that this reader may not know of, already left out. */
export interface SavedView {
  readonly id: string; readonly name: string; readonly mine: boolean; readonly shared: boolean; readonly may_change: boolean
  readonly roles: readonly string[]
  /** People of one of this reader's roles begin with it. */
  readonly standard: boolean
  readonly state: SavedState; readonly dropped: number; readonly version: number
}
export interface SavedViews { readonly rows: readonly SavedView[]; readonly may_share: boolean }
export interface SavedPlace { readonly entity: string; readonly view?: string | undefined }
export interface SavedInput { readonly name: string; readonly shared: boolean; readonly roles: readonly string[]; readonly state: SavedState }

export const readSavedViews = (place: SavedPlace, signal?: AbortSignal): Promise<SavedViews> => request('/_/views', { query: { ...place }, signal })
export const createSavedView = (place: SavedPlace, input: SavedInput): Promise<SavedView> => request('/_/views', { method: 'POST', body: { ...place, ...input } })
export const changeSavedView = ({ id, version }: SavedView, change: Partial<SavedInput>): Promise<SavedView> => request(`/_/views/${id}`, { method: 'PATCH', body: { version, ...change } })
export const deleteSavedView = ({ id }: SavedView): Promise<void> => request(`/_/views/${id}`, { method: 'DELETE' })

import { request } from './request.ts'

export interface Hit { readonly id: string; readonly title: string; readonly exact: boolean; readonly found: readonly { readonly field: string; readonly text: string }[] }
export interface Found { readonly groups: readonly { readonly entity: string; readonly rows: readonly Hit[]; readonly more: boolean }[]; readonly left: number }
export interface Search { readonly q: string; readonly entity?: string | undefined; readonly size?: number; readonly mine?: string | undefined; readonly since?: string | undefined }

/** Everything that one may read, in one question; a newer one takes the place of one under way. */
export const searchAll = (search: Search, signal?: AbortSignal): Promise<Found> => request('/_/search', { query: { ...search }, signal })

import type { GroupReply, ListReply, Row } from '../../metadata/api/records.ts'
import { request } from './request.ts'

export interface ListQuery {
  readonly fields?: string | undefined
  readonly expand?: string | undefined
  readonly filter?: string | undefined
  readonly search?: string | undefined
  readonly sort?: string | undefined
  readonly size?: number | undefined
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly count?: 'exact' | 'none' | undefined
  readonly deleted?: 'only' | 'with' | undefined
  readonly group?: string | undefined
  readonly measures?: string | undefined
}
const path = (entity: string, id?: string): string => `/${encodeURIComponent(entity)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

export const listRecords = (entity: string, query: ListQuery, signal?: AbortSignal): Promise<ListReply> =>
  request(path(entity), { query: { ...query }, signal })

export const groupRecords = (entity: string, query: ListQuery, signal?: AbortSignal): Promise<GroupReply> =>
  request(path(entity), { query: { ...query }, signal })

interface ReadQuery extends Pick<ListQuery, 'fields' | 'expand' | 'deleted'> { readonly signal?: AbortSignal | undefined }
export const readRecord = (entity: string, id: string, { signal, ...query }: ReadQuery = {}): Promise<Row> =>
  request(path(entity, id), { query, signal })

export const createRecord = (entity: string, data: Readonly<Record<string, unknown>>): Promise<Row> =>
  request(path(entity), { method: 'POST', body: data })

/** Merges the given fields into the record if it still has this version. */
export const updateRecord = (entity: string, id: string, change: { readonly version: number; readonly data: Readonly<Record<string, unknown>> }): Promise<Row> =>
  request(path(entity, id), { method: 'PATCH', body: change.data, headers: { 'if-match': `"${change.version}"` } })

export const deleteRecord = (entity: string, id: string): Promise<void> => request(path(entity, id), { method: 'DELETE' })

export const restoreRecord = (entity: string, id: string): Promise<Row> => request(`${path(entity, id)}/restore`, { method: 'POST' })

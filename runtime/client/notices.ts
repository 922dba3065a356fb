import { request } from './request.ts'

export interface Notice {
  readonly id: string
  readonly kind: 'mention' | 'assigned' | 'comment' | 'changed' | 'task'
  /** Name of the entity. */
  readonly entity: string
  readonly record: string
  readonly title: string
  readonly by: string | null
  readonly by_name: string
  readonly text: string | null
  readonly at: string
  readonly read: boolean
}
export interface Notices { readonly rows: readonly Notice[]; readonly muted: readonly { readonly entity: string; readonly record: string; readonly title: string }[]; /** When one that was put off comes back. */ readonly next: string | null }

export const noticesKey = ['notices'] as const
export const readNotices = (): Promise<Notices> => request('/_/notices')
export type Mark = 'read' | 'unread' | 'done' | 'open'
export const markNotices = (mark: Mark, ids: readonly string[]): Promise<void> => request(`/_/notices/${mark}`, { method: 'POST', body: { ids } })
export const readAllNotices = (): Promise<void> => request('/_/notices/all-read', { method: 'POST' })
export const snoozeNotices = (ids: readonly string[], until: Date): Promise<void> => request('/_/notices/snooze', { method: 'POST', body: { ids, until: until.toISOString() } })
export const muteRecord = (entity: string, record: string, muted: boolean): Promise<void> => request('/_/notices/mute', { method: 'POST', body: { entity, record, muted } })

import type { Notice } from '../client/notices.ts'

export const tabs = ['unread', 'mention', 'assigned', 'all'] as const
export type Tab = (typeof tabs)[number]
/** All that is told of one record, newest first. */
export interface NoticeGroup { readonly key: string; readonly entity: string; readonly record: string; readonly title: string; readonly read: boolean; readonly notices: readonly Notice[] }

const fits: { readonly [T in Tab]: (notice: Notice) => boolean } = {
  unread: ({ read }) => !read, mention: ({ kind }) => kind === 'mention', assigned: ({ kind }) => kind === 'assigned' || kind === 'task', all: () => true,
}
export function groupsOf(rows: readonly Notice[], tab: Tab): readonly NoticeGroup[] {
  const groups = new Map<string, Notice[]>()
  for (const row of rows) {
    const key = `${row.entity}/${row.record}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups].flatMap(([key, notices]): NoticeGroup[] => {
    const [first] = notices
    return first && notices.some(fits[tab]) ? [{ key, entity: first.entity, record: first.record, title: first.title, read: notices.every(({ read }) => read), notices }] : []
  })
}
export function countsOf(rows: readonly Notice[]): Readonly<Record<Tab, number>> {
  return { unread: groupsOf(rows, 'unread').length, mention: groupsOf(rows, 'mention').length, assigned: groupsOf(rows, 'assigned').length, all: groupsOf(rows, 'all').length }
}

export const snoozes = {
  hour: (now: Date): Date => new Date(now.getTime() + 3_600_000),
  tomorrow: (now: Date): Date => morning(now, 1),
  week: (now: Date): Date => morning(now, ((8 - now.getDay()) % 7) || 7),
} as const
function morning(now: Date, days: number): Date {
  const at = new Date(now)
  at.setDate(at.getDate() + days)
  at.setHours(8, 0, 0, 0)
  return at
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { markNotices, muteRecord, type Notices, noticesKey, readAllNotices, snoozeNotices } from '../client/notices.ts'
import type { NoticeGroup } from './groups.ts'

export interface Undo { readonly text: 'frame.undone' | 'frame.put_off'; readonly title: string; readonly run: () => void }
/** What is done with notices shows at once; a refusal reads them again. */
export function useMarks() {
  const queries = useQueryClient()
  const [undo, setUndo] = useState<Undo | null>(null)
  const again = (): void => { void queries.invalidateQueries({ queryKey: noticesKey }) }
  const change = (act: (old: Notices) => Notices, send: () => Promise<unknown>): void => {
    const old = queries.getQueryData<Notices>(noticesKey)
    if (old) queries.setQueryData(noticesKey, act(old))
    void send().catch(again)
  }
  const ids = (group: NoticeGroup): readonly string[] => group.notices.map(({ id }) => id)
  const without = (group: NoticeGroup) => (old: Notices): Notices => ({ ...old, rows: old.rows.filter(({ id }) => !ids(group).includes(id)) })
  const back = (group: NoticeGroup): void => { setUndo(null); void markNotices('open', ids(group)).then(again, again) }
  return {
    undo, forget: () => setUndo(null),
    read: (group: NoticeGroup) => change((old) => ({ ...old, rows: old.rows.map((row) => (ids(group).includes(row.id) ? { ...row, read: true } : row)) }), () => markNotices('read', ids(group))),
    readAll: () => change((old) => ({ ...old, rows: old.rows.map((row) => ({ ...row, read: true })) }), readAllNotices),
    done: (group: NoticeGroup) => {
      change(without(group), () => markNotices('done', ids(group)))
      setUndo({ text: 'frame.undone', title: group.title, run: () => back(group) })
    },
    snooze: (group: NoticeGroup, until: Date) => {
      change(without(group), () => snoozeNotices(ids(group), until).then(again))
      setUndo({ text: 'frame.put_off', title: group.title, run: () => back(group) })
    },
    mute: (entity: string, record: string, muted: boolean) => change((old) => old, () => muteRecord(entity, record, muted).then(again)),
  }
}
export type Marks = ReturnType<typeof useMarks>

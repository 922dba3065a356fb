import { Button, Group, Tabs } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, Waiting } from '../shell/states.tsx'
import { Channels, Muted } from './channels.tsx'
import { countsOf, groupsOf, type NoticeGroup, snoozes, type Tab, tabs } from './groups.ts'
import { useNotices } from './use-notices.ts'
import { NoticeItem } from './notice-item.tsx'
import { type Marks, useMarks } from './use-marks.ts'

/** Everything that waits for the reader, one line for each record; arrows go through it, E is done, H is later. */
export function NoticeCentre({ left }: { left: () => void }) {
  const { t } = useTranslation()
  const notices = useNotices()
  const marks = useMarks()
  const [tab, setTab] = useState<Tab>('unread')
  const list = useRef<HTMLUListElement>(null)
  if (!notices) return <Waiting />
  const groups = groupsOf(notices.rows, tab)
  const counts = countsOf(notices.rows)
  const keys = (event: KeyboardEvent): void => onKeys(event, { list: list.current, groups, marks })
  return (
    <div className="notices">
      <Tabs value={tab} onChange={(value) => setTab((value ?? 'unread') as Tab)}>
        <Tabs.List>{tabs.map((one) => <Tabs.Tab key={one} value={one}>{t(`frame.tab_${one}`)}{counts[one] ? ` ${counts[one]}` : ''}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value={tab} tabIndex={-1}>
          {groups.length === 0 ? <EmptyState title={t('frame.notices_none')} text={t('frame.notices_none_text')} /> : null}
          <ul ref={list} className="notice-list" onKeyDown={keys}>{groups.map((group) => <NoticeItem key={group.key} group={group} marks={marks} left={left} />)}</ul>
        </Tabs.Panel>
      </Tabs>
      <p role="status" className="muted">{marks.undo ? <>{t(marks.undo.text, { title: marks.undo.title })} <Button size="compact-sm" variant="subtle" onClick={marks.undo.run}>{t('frame.undo')}</Button></> : null}</p>
      <Group>{counts.unread ? <Button variant="default" size="compact-sm" onClick={marks.readAll}>{t('frame.mark_all')}</Button> : null}</Group>
      <Channels />
      <Muted muted={notices.muted} hear={(entity, record) => marks.mute(entity, record, false)} />
    </div>
  )
}

interface Around { readonly list: HTMLElement | null; readonly groups: readonly NoticeGroup[]; readonly marks: Marks }
function onKeys(event: KeyboardEvent, { list, groups, marks }: Around): void {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const key = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset['key']
  const group = groups.find((one) => one.key === key)
  const step = (by: number): void => {
    const items = [...(list?.querySelectorAll<HTMLElement>('.notice > a') ?? [])]
    const at = items.findIndex((item) => item.closest<HTMLElement>('[data-key]')?.dataset['key'] === key)
    items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus()
  }
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => step(1), ArrowUp: () => step(-1), j: () => step(1), k: () => step(-1),
    e: () => { if (group) { step(1); marks.done(group) } },
    h: () => { if (group) { step(1); marks.snooze(group, snoozes.tomorrow(new Date())) } },
  }
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

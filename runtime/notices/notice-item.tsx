import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconClock, IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Notice } from '../client/notices.ts'
import { useWorkspace } from '../model/context.tsx'
import { Icon } from '../shell/icon.tsx'
import { usePlaceOf } from '../shell/palette-entries.ts'
import { dateTimeText } from '../widgets/format.ts'
import { type NoticeGroup, snoozes } from './groups.ts'
import type { Marks } from './use-marks.ts'

export function NoticeItem({ group, marks, left }: { group: NoticeGroup; marks: Marks; left: () => void }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const placeOf = usePlaceOf()
  const entity = model.byName.get(group.entity)
  if (!entity) return null
  return (
    <li className="notice" data-key={group.key} data-read={group.read || undefined}>
      <Link to={placeOf(entity, group.record)} onClick={() => { marks.read(group); left() }}>
        <span className="notice-head"><Icon name={entity.icon} size={16} /><strong dir="auto">{group.title || entity.label}</strong><span className="muted">{entity.label}</span></span>
        {group.notices.slice(0, 3).map((notice) => <Line key={notice.id} notice={notice} />)}
      </Link>
      <div className="notice-acts">
        <ActionIcon aria-label={`${t('frame.done')}: ${group.title}`} title={`${t('frame.done')} (E)`} onClick={() => marks.done(group)}><IconCheck size={16} /></ActionIcon>
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon aria-label={`${t('frame.snooze')}: ${group.title}`} title={`${t('frame.snooze')} (H)`}><IconClock size={16} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>{(['hour', 'tomorrow', 'week'] as const).map((when) => <Menu.Item key={when} onClick={() => marks.snooze(group, snoozes[when](new Date()))}>{t(`frame.snooze_${when}`)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon aria-label={`${t('shell.more')}: ${group.title}`}><IconDots size={16} /></ActionIcon></Menu.Target>
          <Menu.Dropdown><Menu.Item onClick={() => marks.mute(group.entity, group.record, true)}>{t('frame.mute')}</Menu.Item></Menu.Dropdown>
        </Menu>
      </div>
    </li>
  )
}

function Line({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  return (
    <span className="notice-line">
      <span>{t(`frame.said_${notice.kind}`, { who: notice.by_name || t('frame.somebody') })}</span>
      <time className="muted" dateTime={notice.at}>{dateTimeText(notice.at)}</time>
      {notice.text ? <span className="notice-words" dir="auto">{notice.text.replaceAll(/@\[([^\]]{1,100})\]\([0-9a-f-]{36}\)/g, '@$1')}</span> : null}
    </span>
  )
}

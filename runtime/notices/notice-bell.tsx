import { ActionIcon, Indicator } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unreadRecords, useNotices } from './use-notices.ts'

const NoticePanel = lazy(() => import('./notice-panel.tsx').then((file) => ({ default: file.NoticePanel })))

export function NoticeBell() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const count = unreadRecords(useNotices())
  return (
    <>
      <Indicator disabled={count === 0} label={count > 99 ? '99+' : count} size={16} offset={5} className="wide bell">
        <ActionIcon size="lg" aria-label={count > 0 ? t('shell.notices_count', { count: String(count) }) : t('shell.notices')} aria-expanded={open} onClick={() => setOpen(!open)}><IconBell size={20} /></ActionIcon>
      </Indicator>
      <span className="hidden" role="status">{count > 0 ? t('shell.notices_count', { count: String(count) }) : ''}</span>
      {open ? <Suspense><NoticePanel close={() => setOpen(false)} /></Suspense> : null}
    </>
  )
}

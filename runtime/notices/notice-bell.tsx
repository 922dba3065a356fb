import { ActionIcon } from '@mantine/core'
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
      <span className="wide bell">
        <ActionIcon size="lg" aria-label={count > 0 ? t('shell.notices_count', { count: String(count) }) : t('shell.notices')} aria-expanded={open} onClick={() => setOpen(!open)}><IconBell size={20} /></ActionIcon>
        {count > 0 ? <span className="bell-count" aria-hidden>{count > 99 ? '99+' : count}</span> : null}
      </span>
      <span className="hidden" role="status">{count > 0 ? t('shell.notices_count', { count: String(count) }) : ''}</span>
      {open ? <Suspense><NoticePanel close={() => setOpen(false)} /></Suspense> : null}
    </>
  )
}

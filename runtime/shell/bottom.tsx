import { IconHome, IconInbox, IconMenu2, IconPlus, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { unreadRecords, useNotices } from '../notices/use-notices.ts'

/** Where a thumb reaches: the five ways of a phone. */
export function Bottom({ search, create, menu }: { search: () => void; create: () => void; menu: () => void }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const count = unreadRecords(useNotices())
  const here = (to: string) => (pathname === to ? { 'aria-current': 'page' as const } : {})
  return (
    <nav className="bottom" aria-label={t('shell.bottom')}>
      <Link to="/" {...here('/')}><IconHome size={20} aria-hidden />{t('shell.home')}</Link>
      <Link to="/_/notices" {...here('/_/notices')}><IconInbox size={20} aria-hidden /><span>{t('shell.inbox')}{count ? ` ${count}` : ''}</span></Link>
      <button type="button" onClick={search}><IconSearch size={20} aria-hidden />{t('shell.search')}</button>
      <button type="button" onClick={create}><IconPlus size={20} aria-hidden />{t('shell.create')}</button>
      <button type="button" onClick={menu}><IconMenu2 size={20} aria-hidden />{t('shell.menu')}</button>
    </nav>
  )
}

import { IconHome, IconInbox, IconSettings, IconTool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { logoAddress, useLook } from '../client/look.ts'
import { unreadRecords, useNotices } from '../notices/use-notices.ts'
import { useWorkspace } from '../model/context.tsx'
import { ofNoApp, studioApp } from './app-menu.tsx'
import { AppMark } from './icon.tsx'
import { mayDesign } from './may-design.ts'

export function Rail() {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const { pathname } = useLocation()
  const here = pathname.split('/')[1]
  const inbox = pathname === '/_/notices'
  const logo = logoAddress(useLook())
  const count = unreadRecords(useNotices())
  return (
    <nav className="rail" aria-label={t('shell.apps')}>
      <Link className="rail-link" to="/" aria-label={t('shell.home')} title={t('shell.home')} aria-current={pathname === '/' ? 'true' : undefined}>{logo ? <img src={logo} alt="" width={24} height={24} /> : <IconHome size={20} aria-hidden />}</Link>
      <Link className="rail-link" to="/_/notices" aria-label={count ? t('shell.inbox_count', { count: String(count) }) : t('shell.inbox')} title={t('shell.inbox')} aria-current={inbox ? 'true' : undefined}><IconInbox size={20} aria-hidden /></Link>
      {model.apps.map((app) => (
        <Link key={app.key} className="rail-link" to={`/${app.key}`} aria-label={app.label || t('shell.all_data')} title={app.label || t('shell.all_data')} aria-current={here === app.key ? 'true' : undefined}>
          <AppMark app={app} apps={model.apps} />
        </Link>
      ))}
      {mayDesign(session)
        ? <Link className="rail-link rail-end" to={`/${studioApp}`} aria-label={t('shell.studio')} title={t('shell.studio')} aria-current={here === studioApp ? 'true' : undefined}><IconTool size={20} aria-hidden /></Link>
        : null}
      {session.user.administrator || model.administration
        ? <Link className="rail-link" data-last to="/_" aria-label={t('admin.title')} title={t('admin.title')} aria-current={here === '_' && !ofNoApp.has(pathname) ? 'true' : undefined}><IconSettings size={20} aria-hidden /></Link>
        : null}
    </nav>
  )
}

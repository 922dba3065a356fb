import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { homeOf, leaves } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { useApp } from '../shell/app-menu.tsx'
import { usePage } from '../shell/crumbs.tsx'
import { Icon } from '../shell/icon.tsx'
import { EmptyState } from '../shell/states.tsx'

export function HomeScreen() {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  usePage({ label: t('shell.home') })
  if (!model.apps.length) return <EmptyState title={t('shell.no_apps')} text={t('shell.no_apps_text')} />
  return (
    <div className="page">
      <h1 className="home-title">{t('shell.welcome', { name: session.user.name })}</h1>
      {model.apps.map((app) => (
        <section key={app.key} className="section">
          <h2>{app.label || t('shell.all_data')}</h2>
          <div className="choices">
            {leaves(app).map((item) => <Link key={item.key} className="card home-card" to={`/${app.key}/${item.target ?? ''}`}><Icon name={item.icon} />{item.label}</Link>)}
          </div>
        </section>
      ))}
    </div>
  )
}

/** An app opens on the first place of its menu. */
export function AppScreen() {
  const { t } = useTranslation()
  const app = useApp()
  const first = app ? homeOf(app) : undefined
  return app && first ? <Navigate replace to={`/${app.key}/${first.target ?? ''}`} /> : <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
}

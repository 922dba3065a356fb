import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useParams, useLocation } from 'react-router'
import { type App, type MenuItem, systemApp, systemEntities } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { Icon } from './icon.tsx'
import { mayDesign } from './may-design.ts'

const MenuPlaces = lazy(() => import('./menu-places.tsx').then((file) => ({ default: file.MenuPlaces })))

/** The app of the present address; administration is an app of its own. */
export function useApp(): App | undefined {
  const { model } = useWorkspace()
  const administration = useAdministration()
  const studio = useStudio()
  const { pathname } = useLocation()
  const path = pathname.split('/')[1] ?? ''
  const key = useParams()['app'] ?? path
  if (ofNoApp.has(pathname)) return undefined
  if (key === systemApp) return administration
  if (key === studio?.key) return studio
  return model.apps.find((app) => app.key === key)
}

/** Screens that are about all apps. */
export const ofNoApp: ReadonlySet<string> = new Set(['/_/notices', '/_/search', '/_/me'])

export function useAdministration(): App {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const item = (key: string, icon: string): MenuItem => ({ key, label: t(`admin.${key}`), icon, target: key, entity: null, items: [] })
  const entities = systemEntities.flatMap((key) => model.byKey.get(key) ?? [])
    .map((entity): MenuItem => ({ key: entity.key, label: entity.plural, icon: entity.icon, target: entity.name, entity: entity.name, items: [] }))
  const own = session.user.administrator ? screens.map(([key, icon]) => item(key, icon)) : []
  return { key: systemApp, label: model.administration?.label ?? t('admin.title'), icon: 'settings', home: '', menu: [...(model.administration?.menu ?? entities), ...own] }
}
const screens = [['people', 'users'], ['organisation', 'sitemap'], ['roles', 'shield-check'], ['why', 'target'], ['security', 'id-badge'], ['keys', 'key'], ['templates', 'apps'], ['look', 'photo'], ['audit', 'file-text'], ['mails', 'mail'], ['jobs', 'clock'], ['backups', 'database'], ['health', 'chart-bar']] as const

/** The studio as an app: its screens are its menu. null: not for this reader. */
export function useStudio(): App | null {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  if (!mayDesign(session)) return null
  const item = ([key, icon, target]: (typeof designs)[number]): MenuItem => ({ key, label: t(`shell.studio.${key}`), icon, target, entity: null, items: [] })
  return { key: studioApp, label: t('shell.studio'), icon: 'tool', home: '', menu: designs.map(item) }
}
export const studioApp = 'studio'
const designs = [['home', 'home', ''], ['drafts', 'file-text', 'drafts'], ['versions', 'history', 'versions'], ['quarantine', 'box', 'quarantine']] as const

export function AppMenu() {
  const { t } = useTranslation()
  const app = useApp()
  return <nav className="menu" aria-label={t('shell.menu')}>{app ? <MenuOf app={app} /> : <AllMenus />}<Suspense><MenuPlaces /></Suspense></nav>
}

function AllMenus() {
  const { model } = useWorkspace()
  return model.apps.map((app) => <MenuOf key={app.key} app={app} />)
}

export function MenuOf({ app }: { app: App }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="menu-title">{app.label || t('shell.all_data')}</div>
      {app.menu.map((item) => item.target === null
        ? <div key={item.key} role="group" aria-label={item.label}><div className="menu-group">{item.label}</div>{item.items.map((inner) => <Item key={inner.key} app={app} item={inner} />)}</div>
        : <Item key={item.key} app={app} item={item} />)}
    </>
  )
}

function Item({ app, item }: { app: App; item: MenuItem }) {
  return <NavLink className="menu-link" end={item.target === ''} to={`/${app.key}${item.target ? `/${item.target}` : ''}`}><Icon name={item.icon} size={18} /><span>{item.label}</span></NavLink>
}

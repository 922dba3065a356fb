import { logoAddress, useLook } from '../client/look.ts'
import { ActionIcon } from '@mantine/core'
import { IconHome, IconLayoutSidebar, IconMenu2, IconSearch, IconSettings, IconTool } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useLocation, useNavigation } from 'react-router'
import { useWorkspace } from '../model/context.tsx'
import { AppMenu, studioApp } from './app-menu.tsx'
import { Crumbs } from './crumbs.tsx'
import { AppMark } from './icon.tsx'
import { mayDesign } from './may-design.ts'
import { onPaletteKeys, waitForPalette } from './palette-keys.ts'
import { SessionGuard } from './session-guard.tsx'
import { UpdateBar } from './update-bar.tsx'
import { UserMenu } from './user-menu.tsx'

const MenuDrawer = lazy(() => import('./menu-drawer.tsx').then((file) => ({ default: file.MenuDrawer })))
const Palette = lazy(() => import('./palette.tsx').then((file) => ({ default: file.Palette })))

export function Shell() {
  const { t } = useTranslation()
  const [menu, setMenu] = useState(true)
  const [drawer, setDrawer] = useState(false)
  const [palette, setPalette] = useState<'unloaded' | 'open' | 'closed'>('unloaded')
  const open = (): void => { waitForPalette(); setPalette('open') }
  useEffect(() => onPaletteKeys(() => setPalette('open')), [])
  // Loaded soon after the first screen, so that the first Ctrl+K takes every key that follows it.
  useEffect(() => {
    const timer = setTimeout(() => setPalette((now) => (now === 'unloaded' ? 'closed' : now)), 800)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="shell" data-menu={menu ? 'open' : 'closed'}>
      <a className="skip" href="#main">{t('shell.skip')}</a>
      <Rail />
      <header className="head">
        <ActionIcon className="wide" aria-label={t('shell.menu')} aria-expanded={menu} onClick={() => setMenu(!menu)}><IconLayoutSidebar size={18} /></ActionIcon>
        <Crumbs />
        <button type="button" className="search-button" onClick={open}><IconSearch size={16} aria-hidden />{t('shell.search')}<kbd>Ctrl+K</kbd></button>
        <UserMenu />
      </header>
      <AppMenu />
      <main className="main" id="main" tabIndex={-1}><Busy /><Offline /><UpdateBar /><Outlet /></main>
      <nav className="bottom" aria-label={t('shell.bottom')}>
        <Link to="/"><IconHome size={20} aria-hidden />{t('shell.home')}</Link>
        <button type="button" onClick={open}><IconSearch size={20} aria-hidden />{t('shell.search')}</button>
        <button type="button" onClick={() => setDrawer(true)}><IconMenu2 size={20} aria-hidden />{t('shell.menu')}</button>
      </nav>
      {drawer ? <Suspense><MenuDrawer opened close={() => setDrawer(false)} /></Suspense> : null}
      {palette === 'unloaded' ? null : <Suspense><Palette opened={palette === 'open'} close={() => setPalette('closed')} /></Suspense>}
      <SessionGuard />
    </div>
  )
}

function Rail() {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const here = useLocation().pathname.split('/')[1]
  const logo = logoAddress(useLook())
  return (
    <nav className="rail" aria-label={t('shell.apps')}>
      <Link className="rail-link" to="/" aria-label={t('shell.home')} title={t('shell.home')}>{logo ? <img src={logo} alt="" width={24} height={24} /> : <IconHome size={20} aria-hidden />}</Link>
      {model.apps.map((app) => (
        <Link key={app.key} className="rail-link" to={`/${app.key}`} aria-label={app.label || t('shell.all_data')} title={app.label || t('shell.all_data')} aria-current={here === app.key ? 'true' : undefined}>
          <AppMark app={app} apps={model.apps} />
        </Link>
      ))}
      {mayDesign(session)
        ? <Link className="rail-link rail-end" to={`/${studioApp}`} aria-label={t('shell.studio')} title={t('shell.studio')} aria-current={here === studioApp ? 'true' : undefined}><IconTool size={20} aria-hidden /></Link>
        : null}
      {session.user.administrator || model.administration
        ? <Link className="rail-link" data-last to="/_" aria-label={t('admin.title')} title={t('admin.title')} aria-current={here === '_' ? 'true' : undefined}><IconSettings size={20} aria-hidden /></Link>
        : null}
    </nav>
  )
}

function Busy() {
  return useNavigation().state === 'loading' ? <div className="progress" role="progressbar" /> : null
}

function Offline() {
  const { t } = useTranslation()
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const note = (): void => setOnline(navigator.onLine)
    addEventListener('online', note)
    addEventListener('offline', note)
    return () => { removeEventListener('online', note); removeEventListener('offline', note) }
  }, [])
  return online ? null : <div className="bar" data-tone="warn" role="status">{t('shell.offline')}</div>
}

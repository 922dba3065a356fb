import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebar, IconPlus, IconSearch, IconUserCircle } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useNavigation } from 'react-router'
import { NoticeBell } from '../notices/notice-bell.tsx'
import { AppMenu } from './app-menu.tsx'
import { Bottom } from './bottom.tsx'
import { ConnectionBar } from './connection-bar.tsx'
import { Crumbs } from './crumbs.tsx'
import { FavouriteStar } from './favourite-star.tsx'
import { useFrameActions } from './frame-actions.ts'
import { onPaletteKeys, waitForPalette } from './palette-keys.ts'
import { Rail } from './rail.tsx'
import { SessionGuard } from './session-guard.tsx'
import { startShortcuts } from './shortcuts.ts'
import { UpdateBar } from './update-bar.tsx'
import { usePersonalLook } from './use-look.ts'
import { useScrolls } from './use-ways.ts'

const UserMenu = lazy(() => import('./user-menu.tsx').then((file) => ({ default: file.UserMenu })))
const MenuDrawer = lazy(() => import('./menu-drawer.tsx').then((file) => ({ default: file.MenuDrawer })))
const Palette = lazy(() => import('./palette.tsx').then((file) => ({ default: file.Palette })))
const Help = lazy(() => import('./help.tsx').then((file) => ({ default: file.Help })))
const QuickCreate = lazy(() => import('./quick-create.tsx').then((file) => ({ default: file.QuickCreate })))
const SessionWatch = lazy(() => import('./session-watch.tsx').then((file) => ({ default: file.SessionWatch })))

type Opened = 'create' | 'help' | 'drawer' | null

export function Shell({ ended }: { ended: boolean }) {
  const { t } = useTranslation()
  const [menu, setMenu] = useState(true)
  const [opened, setOpened] = useState<Opened>(null)
  const { palette, open, close } = usePalette()
  const late = useLate()
  const look = usePersonalLook()
  const main = useRef<HTMLElement>(null)
  const shut = useCallback(() => setOpened(null), [])
  // Where the menu stands beside the page it folds; where there is no room it comes as a drawer.
  const toggle = useCallback(() => (matchMedia('(min-width: 1024px)').matches ? setMenu((now) => !now) : setOpened('drawer')), [])
  useFrameActions({ look, create: () => setOpened('create'), help: () => setOpened('help'), menu: toggle, apps: () => document.querySelector<HTMLElement>('.rail a[href], .bottom a')?.focus() })
  useEffect(startShortcuts, [])
  useScrolls(main)
  return (
    <div className="shell" data-menu={menu ? 'open' : 'closed'}>
      <a className="skip" href="#main">{t('shell.skip')}</a>
      <Rail />
      <header className="head">
        <ActionIcon className="wide" aria-label={t('shell.menu')} aria-expanded={menu} onClick={toggle}><IconLayoutSidebar size={18} /></ActionIcon>
        <Crumbs />
        <FavouriteStar />
        <button type="button" className="search-button" onClick={open}><IconSearch size={16} aria-hidden />{t('shell.search')}<kbd>Ctrl+K</kbd></button>
        <ActionIcon className="wide" size="lg" aria-label={t('shell.create')} title={`${t('shell.create')} (C)`} onClick={() => setOpened('create')}><IconPlus size={20} /></ActionIcon>
        <NoticeBell />
        <Suspense fallback={<ActionIcon size="lg" disabled aria-label={t('shell.me', { name: '' })}><IconUserCircle size={22} /></ActionIcon>}><UserMenu look={look} help={() => setOpened('help')} /></Suspense>
      </header>
      <AppMenu />
      <main className="main" id="main" tabIndex={-1} ref={main}><Busy /><ConnectionBar />{late ? <Suspense><SessionWatch /></Suspense> : null}<UpdateBar /><Outlet /></main>
      <Bottom search={open} create={() => setOpened('create')} menu={() => setOpened('drawer')} />
      {opened === 'drawer' ? <Suspense><MenuDrawer opened close={shut} /></Suspense> : null}
      {opened === 'help' ? <Suspense><Help close={shut} /></Suspense> : null}
      {opened === 'create' ? <Suspense><QuickCreate close={shut} /></Suspense> : null}
      {palette === 'unloaded' ? null : <Suspense><Palette opened={palette === 'open'} close={close} /></Suspense>}
      <SessionGuard ended={ended} />
    </div>
  )
}

function usePalette() {
  const [palette, setPalette] = useState<'unloaded' | 'open' | 'closed'>('unloaded')
  useEffect(() => onPaletteKeys(() => setPalette('open')), [])
  // Loaded soon after the first screen, so that the first Ctrl+K takes every key that follows it.
  useEffect(() => {
    const timer = setTimeout(() => setPalette((now) => (now === 'unloaded' ? 'closed' : now)), 800)
    return () => clearTimeout(timer)
  }, [])
  return { palette, open: () => { waitForPalette(); setPalette('open') }, close: () => setPalette('closed') }
}
/** What the first picture can do without comes after it. */
function useLate(): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 2_000)
    return () => clearTimeout(timer)
  }, [])
  return late
}

const patience = 1_000
/** Not before a second: quick pages show no bar. */
function Busy() {
  return useNavigation().state === 'loading' ? <Slow /> : null
}
function Slow() {
  const { t } = useTranslation()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patience)
    return () => clearTimeout(timer)
  }, [])
  return slow ? <div className="progress" role="progressbar" aria-label={t('list.loading')} /> : null
}

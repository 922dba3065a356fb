import { ActionIcon, Menu } from '@mantine/core'
import { IconChevronRight, IconDots } from '@tabler/icons-react'
import { Fragment, useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { systemApp } from '../model/apps.ts'
import { studioApp, useApp } from './app-menu.tsx'
import { trailTo } from './trail.ts'

/** What the present page is called, below its app; each page sets its own. */
export interface Crumb { readonly label: string; readonly to?: string }
let crumbs: readonly Crumb[] = []
const watchers = new Set<() => void>()
const watch = (call: () => void): (() => void) => { watchers.add(call); return () => watchers.delete(call) }

/** Names the page in the breadcrumbs and the window title. */
export function usePage(...path: readonly Crumb[]): void {
  const text = JSON.stringify(path)
  useEffect(() => {
    crumbs = JSON.parse(text) as Crumb[]
    document.title = crumbs.map((crumb) => crumb.label).toReversed().concat('Officina').join(' · ')
    for (const call of watchers) call()
  }, [text])
}
export const useCrumbs = (): readonly Crumb[] => useSyncExternalStore(watch, () => crumbs)

/** The way on which one came here, as it was: filtered list, record, linked record; a long one is folded in its middle. */
export function Crumbs() {
  const { t } = useTranslation()
  const path = useCrumbs()
  const app = useApp()
  const { pathname, search } = useLocation()
  const last = path.at(-1)
  // The studio and administration have an order of their own; the way counts among records.
  const taken = last && app?.key !== studioApp && app?.key !== systemApp ? trailTo(pathname + search, last.label) : []
  const above = taken.length > 0 ? taken : path.slice(0, -1)
  const all: readonly Crumb[] = [...(app ? [{ label: app.label || t('shell.all_data'), to: `/${app.key}` }] : []), ...above, ...(last ? [last] : [])]
  const folded = all.length > 4 ? all.slice(1, -2) : []
  const shown = folded.length > 0 ? [all[0]!, null, ...all.slice(-2)] : all
  return (
    <nav className="crumbs" aria-label={t('shell.path')}>
      {shown.map((crumb, index) => (
        <Fragment key={crumb ? `${crumb.to ?? ''}${crumb.label}${index}` : 'folded'}>
          {index ? <IconChevronRight size={14} aria-hidden /> : null}
          {crumb === null ? <Folded crumbs={folded} /> : crumb.to && index < shown.length - 1 ? <Link to={crumb.to}>{crumb.label}</Link> : <span aria-current="page" dir="auto">{crumb.label}</span>}
        </Fragment>
      ))}
    </nav>
  )
}

function Folded({ crumbs: inside }: { crumbs: readonly Crumb[] }) {
  const { t } = useTranslation()
  return (
    <Menu>
      <Menu.Target><ActionIcon aria-label={t('shell.path_more')}><IconDots size={16} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>{inside.map((crumb, index) => <Menu.Item key={index} component={Link} to={crumb.to ?? ''}>{crumb.label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}

import { IconChevronRight } from '@tabler/icons-react'
import { Fragment, useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApp } from './app-menu.tsx'

/** What the present page is called, below its app; each page sets its own. */
interface Crumb { readonly label: string; readonly to?: string }
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

export function Crumbs() {
  const { t } = useTranslation()
  const path = useSyncExternalStore(watch, () => crumbs)
  const app = useApp()
  const all: readonly Crumb[] = app ? [{ label: app.label || t('shell.all_data'), to: `/${app.key}` }, ...path] : path
  return (
    <nav className="crumbs" aria-label={t('shell.path')}>
      {all.map((crumb, index) => (
        <Fragment key={`${crumb.label}${index}`}>
          {index ? <IconChevronRight size={14} aria-hidden /> : null}
          {crumb.to && index < all.length - 1 ? <Link to={crumb.to}>{crumb.label}</Link> : <span aria-current="page" dir="auto">{crumb.label}</span>}
        </Fragment>
      ))}
    </nav>
  )
}

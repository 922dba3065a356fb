import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router'
import { homeOf, leaves } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { groupsOf } from '../notices/groups.ts'
import { useNotices } from '../notices/use-notices.ts'
import { NoticeItem } from '../notices/notice-item.tsx'
import { useMarks } from '../notices/use-marks.ts'
import { useApp } from '../shell/app-menu.tsx'
import { usePage } from '../shell/crumbs.tsx'
import { AppMark, Icon } from '../shell/icon.tsx'
import { type NamedPlace, useFavourites, useNamed, useRecents } from '../shell/places.ts'
import { EmptyState } from '../shell/states.tsx'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'

addTexts(frameTexts)

/** What waits for me, what I keep, where I was, and everything there is. */
export function HomeScreen() {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  usePage({ label: t('shell.home') })
  const favourites = useNamed(useFavourites().places)
  const recents = useNamed(useRecents().places)
  return (
    <div className="page home">
      <h1 className="home-title">{t('shell.welcome', { name: session.user.name })}</h1>
      <div className="home-parts">
        <Waits />
        <Places label={t('frame.favourites')} places={favourites} none={t('frame.favourites_none')} />
        <Places label={t('frame.recents')} places={recents} none={t('frame.recents_none')} />
      </div>
      {model.apps.length ? null : <EmptyState title={t('shell.no_apps')} text={t('shell.no_apps_text')} />}
      {model.apps.map((app) => (
        <section key={app.key} className="section">
          <h2 className="home-app"><AppMark app={app} apps={model.apps} />{app.label || t('shell.all_data')}</h2>
          <div className="choices">
            {leaves(app).map((item) => <Link key={item.key} className="card home-card" to={`/${app.key}/${item.target ?? ''}`}><Icon name={item.icon} />{item.label}</Link>)}
          </div>
        </section>
      ))}
    </div>
  )
}

const few = 5
const stay = (): void => undefined
function Waits() {
  const { t } = useTranslation()
  const notices = useNotices()
  const marks = useMarks()
  const groups = groupsOf(notices?.rows ?? [], 'all')
  return (
    <section className="home-part" aria-label={t('frame.notices')}>
      <h2>{t('frame.notices')}</h2>
      {groups.length === 0 ? <p className="muted">{notices ? t('frame.notices_none') : ''}</p> : <ul className="notice-list">{groups.slice(0, few).map((group) => <NoticeItem key={group.key} group={group} marks={marks} left={stay} />)}</ul>}
      {groups.length > few ? <Link to="/_/notices">{t('frame.notices_all')}</Link> : null}
    </section>
  )
}

function Places({ label, places, none }: { label: string; places: readonly NamedPlace[]; none: string }) {
  return (
    <section className="home-part" aria-label={label}>
      <h2>{label}</h2>
      {places.length === 0 ? <p className="muted">{none}</p> : <ul className="notice-list">{places.slice(0, 8).map((place) => <li key={place.to}><Link className="menu-link" to={place.to}><Icon name={place.icon} size={18} /><span dir="auto">{place.label}</span><span className="muted about">{place.about}</span></Link></li>)}</ul>}
    </section>
  )
}

/** An app opens on the first place of its menu. */
export function AppScreen() {
  const { t } = useTranslation()
  const app = useApp()
  const first = app ? homeOf(app) : undefined
  return app && first ? <Navigate replace to={`/${app.key}/${first.target ?? ''}`} /> : <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
}

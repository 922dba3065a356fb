import { ActionIcon } from '@mantine/core'
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useCrumbs } from './crumbs.tsx'
import { useAbout, useFavourites, useRecents } from './places.ts'

/** Keeps the page that is open, with its filter. Records that are opened are remembered as recent. */
export function FavouriteStar() {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const label = useCrumbs().at(-1)?.label ?? ''
  const about = useAbout(pathname)
  const favourites = useFavourites()
  const { visit } = useRecents()
  const visited = useRef('')
  const { entity, id } = about
  useEffect(() => {
    if (!entity || !id || !label || visited.current === pathname) return undefined
    // Who only passes by has not been here.
    const timer = setTimeout(() => { visited.current = pathname; visit({ to: pathname, label, entity, id }) }, 600)
    return () => clearTimeout(timer)
  }, [entity, id, label, pathname, visit])
  if (pathname === '/' || pathname.endsWith('/new') || label === '') return null
  const to = id ? pathname : pathname + search
  const kept = favourites.has(to)
  return (
    <ActionIcon aria-label={t(kept ? 'shell.unfavourite' : 'shell.favourite')} aria-pressed={kept} onClick={() => favourites.toggle({ to, label: search && !id ? t('shell.filtered', { label }) : label, ...about })}>
      {kept ? <IconStarFilled size={18} className="kept" /> : <IconStar size={18} />}
    </ActionIcon>
  )
}

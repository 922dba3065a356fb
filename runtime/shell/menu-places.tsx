import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { addTexts } from '../texts/index.ts'
import { frameTexts } from '../texts/frame.ts'
import { Icon } from './icon.tsx'
import { type NamedPlace, useFavourites, useNamed, useRecents } from './places.ts'

addTexts(frameTexts)
/** Under the menu of the app: what this person keeps, and where he was. */
export function MenuPlaces() {
  const { t } = useTranslation()
  const favourites = useNamed(useFavourites().places)
  const recents = useNamed(useRecents().places)
  return <><Part label={t('frame.favourites')} places={favourites} /><Part label={t('frame.recents')} places={recents} /></>
}

function Part({ label, places }: { label: string; places: readonly NamedPlace[] }) {
  if (places.length === 0) return null
  return (
    <details className="menu-places" open>
      <summary className="menu-group">{label}</summary>
      {places.map((place) => <NavLink key={place.to} className="menu-link" end to={place.to} title={place.about || undefined}><Icon name={place.icon} size={18} /><span dir="auto">{place.label}</span></NavLink>)}
    </details>
  )
}

import { TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { kindText, type Place, readObject } from '../document/objects.ts'
import { useBench, useDraftState } from '../draft/context.tsx'
import { allPlaces, effective } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'

/** All objects that may be worked on, by kind; those that the draft has of its own or changes carry a dot. */
export function ObjectTree() {
  const { t } = useTranslation()
  const { draft, stack } = useBench()
  const { work } = useDraftState()
  const [text, setText] = useState('')
  const places = useMemo(() => allPlaces(work.layer, stack).map((place) => ({ place, label: labelOf(effective(work.layer, stack, place), place.key) })), [work.layer, stack])
  const found = places.filter(({ place, label }) => `${place.key} ${label}`.toLowerCase().includes(text.trim().toLowerCase()))
  const own = (place: Place): boolean => readObject(work.layer, place) !== undefined
  return (
    <nav className="bench-tree" aria-label={t('design.objects')}>
      <TextInput size="xs" type="search" aria-label={t('design.find')} placeholder={t('design.find')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {[...Map.groupBy(found, ({ place }) => place.kind)].map(([kind, all]) => (
        <details key={kind} open={text !== '' || kind === 'entity' || kind === 'form'}>
          <summary>{t(`studio.kind.${kind}`)} <span className="muted">{all.length}</span></summary>
          <ul>
            {all.toSorted((a, b) => Number(own(b.place)) - Number(own(a.place))).map(({ place, label }) => (
              <li key={`${kindText(place)}/${place.key}`}>
                <NavLink to={`/studio/drafts/${draft.id}/${kindText(place)}/${place.key}`} title={place.of === null ? place.key : t('design.vendor', { layer: place.of })}>
                  <span className="grow" dir="auto">{label}</span>{own(place) ? <span className="own-dot" role="img" aria-label={t('design.changed')} /> : null}
                </NavLink>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  )
}

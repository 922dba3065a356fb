import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { kindText } from '../document/objects.ts'
import { useBench, useDraftState } from '../draft/context.tsx'
import { allPlaces, effective } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'
import { usesOf } from './find-uses.ts'

/** Where a field is named, each a way there. */
export function Uses({ entity, field }: { entity: string; field: string }) {
  const { t } = useTranslation()
  const { draft, stack } = useBench()
  const { work } = useDraftState()
  const all = useMemo(() => allPlaces(work.layer, stack).flatMap((place) => { const doc = effective(work.layer, stack, place); return doc ? [{ place, doc }] : [] }), [work.layer, stack])
  const uses = useMemo(() => usesOf(all, entity, field), [all, entity, field])
  return (
    <details className="uses">
      <summary>{t('design.field.uses')} <span className="muted">{uses.length}</span></summary>
      {uses.length === 0 ? <p className="muted">{t('design.field.no_uses')}</p> : null}
      <ul>{uses.map(({ place, path }) => <li key={`${kindText(place)}/${place.key}${path}`}><Link to={`/studio/drafts/${draft.id}/${kindText(place)}/${place.key}?at=${encodeURIComponent(path)}`}>{t(`design.kind.${place.kind}`)} {labelOf(all.find((one) => one.place === place)?.doc, place.key)}</Link> <code className="muted">{path}</code></li>)}</ul>
    </details>
  )
}

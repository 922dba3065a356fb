import { Badge, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Found } from '../client/search.ts'
import { useWorkspace } from '../model/context.tsx'
import { fieldOf } from '../model/model.ts'
import { Icon } from '../shell/icon.tsx'
import { usePlaceOf } from '../shell/palette-entries.ts'
import { EmptyState } from '../shell/states.tsx'
import { Highlighted } from './highlighted.tsx'

interface GroupsProps { readonly found: Found; readonly q: string; readonly alone: boolean; readonly open: (entity: string) => void }
export function Groups({ found, q, alone, open }: GroupsProps) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const placeOf = usePlaceOf()
  const words = q.replace(/^#/, '').split(/\s+/).filter(Boolean)
  return (
    <div aria-live="polite">
      {found.groups.length === 0 ? <EmptyState title={t('frame.search_none', { text: q })} text={t('frame.search_none_text')} /> : null}
      {found.groups.map((group) => {
        const entity = model.byName.get(group.entity)
        if (!entity) return null
        return (
          <section key={group.entity} className="search-group" aria-label={entity.plural}>
            {alone ? null : <h2><Icon name={entity.icon} size={16} /> {entity.plural}</h2>}
            <ul className="search-hits">
              {group.rows.map((row) => (
                <li key={row.id}>
                  <Link to={placeOf(entity, row.id)}>
                    <span className="search-title" dir="auto"><Highlighted text={row.title || entity.label} words={words} />{row.exact ? <Badge size="sm" variant="light" ml={8}>{t('frame.search_exact')}</Badge> : null}</span>
                    {row.found.map(({ field, text }) => <span key={field} className="search-found muted"><span>{fieldOf(entity, field)?.label ?? field}: </span><span dir="auto"><Highlighted text={text} words={words} /></span></span>)}
                  </Link>
                </li>
              ))}
            </ul>
            {group.more && !alone ? <Button variant="subtle" size="compact-sm" onClick={() => open(group.entity)}>{t('frame.search_more', { plural: entity.plural })}</Button> : null}
          </section>
        )
      })}
      {found.left > 0 ? <p className="muted" role="status">{t('frame.search_left', { left: String(found.left) })}</p> : null}
    </div>
  )
}

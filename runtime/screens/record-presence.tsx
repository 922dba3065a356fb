import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { usePresence } from '../client/presence.ts'
import { fieldOf } from '../model/model.ts'

/** The field that an element of the form belongs to. */
const fieldAt = (element: Element): string | null => (element.closest('.record-body') ? element.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? null : null)

/** Who else has the record open, and what he is about to change. */
export function Presence({ entity, id }: { entity: ClientEntity; id: string }) {
  const { t } = useTranslation()
  const others = usePresence({ entity: entity.name, id }, fieldAt)
  if (!others.length) return <span className="presence" role="status" />
  const said = others.slice(0, 3).map(({ name, editing, field }) => {
    const label = field ? fieldOf(entity, field)?.label : undefined
    return label ? t('record.editing_field', { name, field: label }) : t(editing ? 'record.editing' : 'record.looking', { name })
  })
  return <span className="presence" role="status">{said.join(', ')}{others.length > 3 ? ` +${others.length - 3}` : ''}</span>
}

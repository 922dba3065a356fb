import { Popover } from '@mantine/core'
import { IconInfoCircle, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { readLock } from '../client/stories.ts'
import { useForm } from './form-context.tsx'

/** Why a field is locked, or required just now: the server says what decides it. */
export function FieldWhy({ field, fixed }: { field: ClientField; fixed: boolean }) {
  const { t } = useTranslation()
  const { store, entity, isNew } = useForm()
  const [open, setOpen] = useState(false)
  const id = store.base()['id']
  const version = store.base()['_version']
  const asked = open && typeof id === 'string'
  const lock = useQuery({ queryKey: ['lock', entity.name, id, field.name, version], enabled: asked, queryFn: () => readLock({ entity: entity.name, id: String(id) }, field.name) })
  if (isNew || typeof id !== 'string' || (!fixed && typeof field.required === 'boolean')) return null
  const label = t(fixed ? 'record.why_locked' : 'record.why_required', { field: field.label })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={280} withinPortal transitionProps={{ duration: 0 }}>
      <Popover.Target><button type="button" className="field-why" aria-label={label} aria-expanded={open} title={label} onClick={() => setOpen(!open)} onKeyDown={(event) => { if (event.key === 'Escape') setOpen(false) }}>{fixed ? <IconLock size={13} aria-hidden /> : <IconInfoCircle size={13} aria-hidden />}</button></Popover.Target>
      <Popover.Dropdown><div role="status">{lock.data ? (lock.data.reasons.length ? lock.data.reasons.map(({ code, message }) => <p key={code} className="reason">{message}</p>) : <p className="reason">{t('record.not_locked')}</p>) : <p className="reason muted">{t('list.loading')}</p>}</div></Popover.Dropdown>
    </Popover>
  )
}

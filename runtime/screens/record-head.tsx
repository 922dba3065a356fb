import { ActionIcon, Button } from '@mantine/core'
import { IconLayoutSidebarRight } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { type RecordStore, useDirty } from '../form/record-store.ts'
import { Actions } from './record-actions.tsx'
import { Figures, HeadPicture } from './record-figures.tsx'
import { Presence } from './record-presence.tsx'
import { Steps } from './record-steps.tsx'
import type { Save } from './use-save.ts'

interface HeadProps { readonly entity: ClientEntity; readonly id: string | null; readonly row: Row | null; readonly store: RecordStore; readonly root: string; readonly title: string; readonly side: boolean; readonly setSide: (side: boolean) => void; readonly save: Save }

export function RecordHead({ entity, id, row, store, root, title, side, setSide, save }: HeadProps) {
  const { t } = useTranslation()
  const dirty = useDirty(store)
  const deleted = Boolean(row?.['_deleted_at'])
  const may = id === null ? entity.may.create : entity.may.update
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => { if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); if (may && !deleted) void save.run() } }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  })
  return (
    <header className="page-head record-head">
      <HeadPicture entity={entity} store={store} />
      <h1 dir="auto">{title}</h1>
      {deleted ? <span className="dot" data-tone="danger">{t('record.deleted')}</span> : null}
      {id ? <Figures entity={entity} store={store} /> : null}
      <span className="muted" role="status">{dirty ? t('record.changed') : ''}</span>
      {id ? <Presence entity={entity} id={id} /> : null}
      <div className="grow" />
      {id ? <Steps root={root} id={id} /> : null}
      {deleted || !may ? null : <Button className="save" loading={save.busy} disabled={!dirty && id !== null} onClick={() => void save.run()}>{t('record.save')}</Button>}
      {id ? <Actions {...{ entity, id, store, root, title, deleted }} /> : null}
      {id ? <ActionIcon size="lg" aria-label={t('record.side')} aria-pressed={side} onClick={() => setSide(!side)}><IconLayoutSidebarRight size={18} /></ActionIcon> : null}
    </header>
  )
}

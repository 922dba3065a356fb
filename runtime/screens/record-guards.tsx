import { Button, Group, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { type Draft, draftKey, dropDraft, keepDraft, readDraft } from '../client/drafts.ts'
import { type RecordStore, useDirty } from '../form/record-store.ts'
import { useWorkspace } from '../model/context.tsx'
import { dateTimeText } from '../widgets/format.ts'

interface DraftProps { readonly entity: ClientEntity; readonly id: string | null; readonly row: Row | null; readonly store: RecordStore }

/** Keeps what is typed every two seconds and offers it again after a crash; sensitive fields are never kept. */
export function DraftBar({ entity, id, row, store }: DraftProps) {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  const key = draftKey(session.user.id, entity.name, id ?? 'new')
  const [offer, setOffer] = useState<Draft | null>(null)
  useEffect(() => { void readDraft(key).then((draft) => setOffer(draft ?? null), () => undefined) }, [key])
  useEffect(() => {
    let kept = ''
    const timer = setInterval(() => {
      const changed = Object.fromEntries(Object.entries(store.changed()).filter(([name]) => entity.fields.some((field) => field.name === name && field.options['sensitive'] !== true)))
      const text = JSON.stringify(changed)
      if (text === kept || text === '{}') return
      kept = text
      void keepDraft(key, { version: Number(row?.['_version'] ?? 0), data: changed, at: new Date().toISOString() }).catch(() => undefined)
    }, 2000)
    return () => clearInterval(timer)
  }, [key, store, entity, row])
  if (!offer) return null
  const use = (): void => { for (const [name, value] of Object.entries(offer.data)) store.set(name, value); setOffer(null) }
  const drop = (): void => { void dropDraft(key); setOffer(null) }
  return <div className="bar" role="status">{t('record.draft', { at: dateTimeText(offer.at) })}<Button size="compact-sm" onClick={use}>{t('record.draft_use')}</Button><Button size="compact-sm" variant="subtle" onClick={drop}>{t('record.draft_drop')}</Button></div>
}

/** Someone else saved while something here is not saved yet: said quietly, merged when wished or when saving. */
export function NewerBar({ row, store, show }: { row: Row; store: RecordStore; show: (theirs: Row) => void }) {
  const { t } = useTranslation()
  const dirty = useDirty(store)
  if (!dirty || Number(row['_version']) <= Number(store.base()['_version'])) return null
  return <div className="bar" role="status">{t('record.newer')}<Button size="compact-sm" variant="default" onClick={() => show(row)}>{t('record.newer_merge')}</Button></div>
}

/** Leaving with changes asks; closing the tab lets the browser ask. */
export function LeaveDialog({ store, save, saved }: { store: RecordStore; save: () => Promise<boolean>; saved: { current: boolean } }) {
  const { t } = useTranslation()
  const dirty = useDirty(store)
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && !saved.current && currentLocation.pathname !== nextLocation.pathname)
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [dirty])
  if (blocker.state !== 'blocked') return null
  const saveAndGo = async (): Promise<void> => { if (await save()) blocker.proceed(); else blocker.reset() }
  return (
    <Modal opened onClose={() => blocker.reset()} title={t('record.unsaved')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('record.unsaved_text')}</p>
      <Group justify="flex-end"><Button variant="default" onClick={() => blocker.proceed()}>{t('record.discard')}</Button><Button variant="default" onClick={() => blocker.reset()}>{t('record.stay')}</Button><Button onClick={() => void saveAndGo()}>{t('record.save')}</Button></Group>
    </Modal>
  )
}

import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconCopy, IconDots, IconEye, IconLayoutSidebarRight, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { asFailure } from '../client/failure.ts'
import { deleteRecord, restoreRecord } from '../client/records.ts'
import { type RecordStore, useDirty } from '../form/record-store.ts'
import { neighboursOf } from '../list/neighbours.ts'
import { useWorkspace } from '../model/context.tsx'
import { useFailureText } from '../shell/states.tsx'
import { Presence } from './record-presence.tsx'
import { keepCopy } from './record-copy.ts'
import type { Save } from './use-save.ts'

interface HeadProps { readonly entity: ClientEntity; readonly id: string | null; readonly row: Row | null; readonly store: RecordStore; readonly root: string; readonly title: string; readonly side: boolean; readonly setSide: (side: boolean) => void; readonly save: Save }

export function RecordHead(props: HeadProps) {
  const { entity, id, row, store, title, side, setSide, save } = props
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
      <h1 dir="auto">{title}</h1>
      {deleted ? <span className="dot" data-tone="danger">{t('record.deleted')}</span> : null}
      <span className="muted" role="status">{dirty ? t('record.changed') : ''}</span>
      {id ? <Presence entity={entity} id={id} /> : null}
      <div className="grow" />
      <Steps {...props} />
      {deleted || !may ? null : <Button loading={save.busy} disabled={!dirty && id !== null} onClick={() => void save.run()}>{t('record.save')}</Button>}
      {id ? <Actions {...props} deleted={deleted} /> : null}
      {id ? <ActionIcon size="lg" aria-label={t('record.side')} aria-pressed={side} onClick={() => setSide(!side)}><IconLayoutSidebarRight size={18} /></ActionIcon> : null}
    </header>
  )
}

function Steps({ root, id }: HeadProps) {
  const { t } = useTranslation()
  const place = id ? neighboursOf(root, id) : null
  if (!place) return null
  const step = (to: string | null, label: string, icon: ReactNode) => (to ? <ActionIcon component={Link} to={`${root}/${to}`} aria-label={label}>{icon}</ActionIcon> : <ActionIcon disabled aria-label={label}>{icon}</ActionIcon>)
  return <Group gap={2} className="wide">{step(place.previous, t('record.previous'), <IconChevronLeft size={18} />)}<span className="muted">{place.at}/{place.of}</span>{step(place.next, t('record.next'), <IconChevronRight size={18} />)}</Group>
}

function Actions({ entity, id, store, root, title, deleted }: HeadProps & { deleted: boolean }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { session } = useWorkspace()
  const queries = useQueryClient()
  const say = useFailureText()
  const [asking, setAsking] = useState(false)
  const run = async (act: (entity: string, id: string) => Promise<unknown>, then: () => Promise<void> | void): Promise<void> => {
    setAsking(false)
    try {
      await act(entity.name, id ?? '')
      await queries.invalidateQueries({ queryKey: ['list', entity.name] })
      await then()
    } catch (error) {
      store.setErrors({ '': say(asFailure(error)) })
    }
  }
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['record', entity.name, id] })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon size="lg" aria-label={t('record.actions')}><IconDots size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {entity.may.create ? <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => { keepCopy(entity, store.values()); void go(`${root}/new`) }}>{t('record.duplicate')}</Menu.Item> : null}
          {session.user.administrator ? <Menu.Item component={Link} to={`/_/why?entity=${entity.name}&id=${id ?? ''}`} leftSection={<IconEye size={16} />}>{t('record.who')}</Menu.Item> : null}
          {deleted ? <Menu.Item onClick={() => void run(restoreRecord, again)}>{t('record.restore')}</Menu.Item> : null}
          {!deleted && entity.may.delete ? <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>{t('record.delete')}</Menu.Item> : null}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('record.delete_title', { title })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('record.delete_text')}</p>
        <Group justify="flex-end"><Button variant="default" onClick={() => setAsking(false)}>{t('record.cancel')}</Button><Button color="red" onClick={() => void run(deleteRecord, () => void go(root))}>{t('record.delete')}</Button></Group>
      </Modal>
    </>
  )
}

import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core'
import { IconBell, IconCopy, IconDots, IconEye, IconLink, IconPrinter, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { asFailure } from '../client/failure.ts'
import { deleteRecord, restoreRecord } from '../client/records.ts'
import { useForm } from '../form/form-context.tsx'
import type { RecordStore } from '../form/record-store.ts'
import { useWorkspace } from '../model/context.tsx'
import { useFailureText } from '../shell/states.tsx'
import { keepCopy } from './record-copy.ts'
import { useFollowing } from './record-followers.tsx'

const PrintSheet = lazy(() => import('./record-print.tsx').then((file) => ({ default: file.PrintSheet })))
interface ActionsProps { readonly entity: ClientEntity; readonly id: string; readonly store: RecordStore; readonly root: string; readonly title: string; readonly deleted: boolean }

/** To the bin and back; what the server refuses stands with the record's problems. */
export function useBin({ entity, id, store }: Pick<ActionsProps, 'entity' | 'id' | 'store'>) {
  const queries = useQueryClient()
  const say = useFailureText()
  const run = async (act: (entity: string, id: string) => Promise<unknown>): Promise<void> => {
    try {
      await act(entity.name, id)
      await Promise.all([['list', entity.name], ['record', entity.name, id], ['history', entity.name, id]].map((queryKey) => queries.invalidateQueries({ queryKey })))
    } catch (error) {
      store.setErrors({ '': say(asFailure(error)) })
    }
  }
  return { remove: () => run(deleteRecord), restore: () => run(restoreRecord) }
}

/** A record in the bin says so, and is taken out again from here. */
export function BinBar({ entity, id, store, root, title }: Omit<ActionsProps, 'deleted'>) {
  const { t } = useTranslation()
  const bin = useBin({ entity, id, store })
  return <div className="bar" role="status">{t('record.in_bin', { title })}<Button size="compact-sm" onClick={() => void bin.restore()}>{t('record.undo_delete')}</Button><Button size="compact-sm" variant="subtle" component={Link} to={root}>{t('record.back_to', { plural: entity.plural })}</Button></div>
}

export function Actions({ entity, id, store, root, title, deleted }: ActionsProps) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { session } = useWorkspace()
  const { rules } = useForm()
  const bin = useBin({ entity, id, store })
  const { following, set } = useFollowing({ entity: entity.name, id })
  const [asking, setAsking] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [copied, setCopied] = useState(false)
  const copy = (): void => { void navigator.clipboard?.writeText(location.origin + location.pathname).then(() => setCopied(true), () => undefined); setTimeout(() => setCopied(false), 4_000) }
  return (
    <>
      <span className="muted" role="status">{copied ? t('record.link_copied') : ''}</span>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target><ActionIcon size="lg" aria-label={t('record.actions')}><IconDots size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {entity.may.create ? <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => { keepCopy(entity, store.values(), rules.model); void go(`${root}/new`) }}>{t('record.duplicate')}</Menu.Item> : null}
          <Menu.Item leftSection={<IconLink size={16} />} onClick={copy}>{t('record.copy_link')}</Menu.Item>
          <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => setPrinting(true)}>{t('record.print')}</Menu.Item>
          <Menu.Item leftSection={<IconBell size={16} />} onClick={() => void set(!following)}>{t(following ? 'record.unfollow' : 'record.follow')}</Menu.Item>
          {session.user.administrator ? <Menu.Item component={Link} to={`/_/why?entity=${entity.name}&id=${id}`} leftSection={<IconEye size={16} />}>{t('record.who')}</Menu.Item> : null}
          {deleted ? <Menu.Item onClick={() => void bin.restore()}>{t('record.restore')}</Menu.Item> : null}
          {!deleted && entity.may.delete ? <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>{t('record.delete')}</Menu.Item> : null}
        </Menu.Dropdown>
      </Menu>
      {printing ? <Suspense><PrintSheet entity={entity} values={store.values()} title={title} rules={rules} done={() => setPrinting(false)} /></Suspense> : null}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('record.delete_title', { title })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('record.delete_text')}</p>
        <Group justify="flex-end"><Button variant="default" onClick={() => setAsking(false)}>{t('record.cancel')}</Button><Button color="red" onClick={() => { setAsking(false); void bin.remove() }}>{t('record.delete')}</Button></Group>
      </Modal>
    </>
  )
}

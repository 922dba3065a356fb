import { Button, Group, Modal } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../client/failure.ts'
import type { View } from '../model/views.ts'
import { useFailureText } from '../shell/states.tsx'
import { allIds, downloadRefused, mostRows, type Outcome, remove, restore, setField } from './bulk.ts'
import { queryOf } from './list-data.ts'
import type { ListState } from './url-state.ts'
import { useBulk } from './use-bulk.ts'
import '../texts/bulk.ts'

const BulkEdit = lazy(() => import('./bulk-edit.tsx').then((file) => ({ default: file.BulkEdit })))

interface BarProps { readonly view: View; readonly state: ListState; readonly selected: ReadonlySet<string>; readonly select: (ids: ReadonlySet<string>) => void; readonly outcome: Outcome | null; readonly report: (outcome: Outcome | null) => void }
/** What can be done with the selected rows, and what came of it row by row. */
export function SelectionBar({ view, state, selected, select, outcome, report }: BarProps) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [asking, ask] = useState<'delete' | 'edit' | null>(null)
  const bulk = useBulk(view.entity.name, { report, select })
  const { name, may, plural } = view.entity
  const { deleted } = state
  const count = String(selected.size)
  const run = (work: Parameters<typeof bulk.run>[0]['one'], fields: readonly string[] = []): void => { ask(null); void bulk.run({ ids: [...selected], fields, deleted, one: work }) }
  if (bulk.running) return <div className="selection"><span role="status">{t('bulk.running', { done: String(bulk.running.done), count: String(bulk.running.count) })}</span><Button size="compact-sm" variant="default" onClick={bulk.stop}>{t('bulk.stop')}</Button></div>
  return (
    <div className="selection" role="region" aria-label={t('list.selected', { count })}>
      {outcome ? <Report outcome={outcome} undo={() => void bulk.undo(outcome)} close={() => report(null)} /> : null}
      {selected.size ? (
        <>
          <span>{t('list.selected', { count })}</span>
          {deleted ? <Button size="compact-sm" variant="default" onClick={() => run(restore(name))}>{t('record.restore')}</Button> : null}
          {!deleted && may.update ? <Button size="compact-sm" variant="default" onClick={() => ask('edit')}>{t('bulk.edit')}</Button> : null}
          {!deleted && may.delete ? <Button size="compact-sm" variant="default" onClick={() => ask('delete')}>{t('record.delete')}</Button> : null}
          <SelectAll view={view} state={state} select={select} />
          <Button size="compact-sm" variant="subtle" onClick={() => select(new Set())}>{t('list.clear_selection')}</Button>
        </>
      ) : null}
      {bulk.failure ? <span role="alert" className="error">{say(bulk.failure)}</span> : null}
      {asking === 'edit' ? <Suspense><BulkEdit view={view} count={selected.size} close={() => ask(null)} run={(field, value) => run(setField(name, { name: field, value }), [field])} /></Suspense> : null}
      <Modal opened={asking === 'delete'} onClose={() => ask(null)} title={t('list.delete_title', { count, plural })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('record.delete_text')}</p>
        <Group justify="flex-end"><Button variant="default" onClick={() => ask(null)}>{t('record.cancel')}</Button><Button color="red" onClick={() => run(remove(name))}>{t('record.delete')}</Button></Group>
      </Modal>
    </div>
  )
}

/** All that the list finds, not only what is loaded. */
function SelectAll({ view, state, select }: Pick<BarProps, 'view' | 'state' | 'select'>) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [more, setMore] = useState(false)
  const all = async (): Promise<void> => {
    setBusy(true)
    await allIds(view.entity.name, queryOf(view, state, [])).then((found) => { select(new Set(found.ids)); setMore(found.more) }, () => undefined)
    setBusy(false)
  }
  return <><Button size="compact-sm" variant="subtle" loading={busy} onClick={() => void all()}>{t('bulk.all')}</Button>{more ? <span role="status">{t('bulk.too_many', { most: String(mostRows) })}</span> : null}</>
}

/** What is wrong with the row itself, where the server says it. */
function useReason(): (failure: Failure) => string {
  const say = useFailureText()
  return (failure) => failure.problems.flatMap(({ message }) => message || []).join(' ') || say(failure)
}
function Report({ outcome: { done, failed }, undo, close }: { outcome: Outcome; undo: () => void; close: () => void }) {
  const { t } = useTranslation()
  const say = useReason()
  return (
    <div className="bulk-report">
      <span role="status">{t('bulk.done', { done: String(done.length), failed: String(failed.length) })}</span>
      {done.length ? <Button size="compact-sm" variant="default" onClick={undo}>{t('bulk.undo')}</Button> : null}
      {failed.length ? <Button size="compact-sm" variant="default" onClick={() => downloadRefused(failed, say)}>{t('bulk.download')}</Button> : null}
      <Button size="compact-sm" variant="subtle" onClick={close}>{t('bulk.close')}</Button>
      {failed.length ? <ul className="error">{failed.slice(0, 3).map((one) => <li key={one.id}><strong dir="auto">{one.title}</strong>: {say(one.failure)}</li>)}</ul> : null}
    </div>
  )
}

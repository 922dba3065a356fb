import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { asFailure } from '../../runtime/client/failure.ts'
import { useWorkspace } from '../../runtime/model/context.tsx'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, FailureState, useFailureText } from '../../runtime/shell/states.tsx'
import { dateTimeText } from '../../runtime/widgets/format.ts'
import { usePeople } from '../client/people.ts'
import { countQuarantine, draftOf, key, purge, type Quarantined, readLive, readLiveLayer, readQuarantine, readVersionLayers, readVersions } from '../client/publishing.ts'
import { bringBack, entityOfTable } from '../document/bring-back.ts'
import { type Say, useSay } from '../words/say.ts'
import { Placeholder } from './placeholder.tsx'

const nameOf = ({ document }: Quarantined, say: Say): string => {
  const entity = say.entity(entityOfTable(document.table).join('.'))
  return document.column === null ? entity : `${entity} › ${document.column}`
}

/** What a publish took out of sight, until it is brought back or purged. */
export function QuarantineScreen() {
  const { t } = useTranslation()
  usePage({ label: t('studio.quarantine') })
  const waiting = useQuery({ queryKey: key('quarantine'), queryFn: readQuarantine, staleTime: 0 })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('studio.quarantine')}</h1></div>
      <p className="muted">{t('studio.quarantine_text')}</p>
      {waiting.isError ? <FailureState error={waiting.error} retry={() => void waiting.refetch()} /> : null}
      {waiting.isPending ? <Placeholder rows={4} /> : null}
      {waiting.data?.length === 0 ? <EmptyState title={t('studio.quarantine_empty')} text={t('studio.quarantine_empty_text')} /> : null}
      {waiting.data?.length ? <Waiting all={waiting.data} /> : null}
    </section>
  )
}

function Waiting({ all }: { all: readonly Quarantined[] }) {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  const say = useSay()
  const name = usePeople()
  const rows = useQuery({ queryKey: key('quarantine', 'rows'), queryFn: countQuarantine, staleTime: 0 })
  const versions = useQuery({ queryKey: key('versions'), queryFn: readVersions })
  const { restore, problem } = useRestore()
  const [purging, setPurging] = useState<Quarantined | null>(null)
  const count = (one: Quarantined): number | undefined => rows.data?.find(({ id }) => id === one.id)?.rows
  const by = (version: number): string => name(versions.data?.find((row) => row.version === version)?.published_by ?? null)
  return (
    <>
      {problem ? <div className="bar" data-tone="danger" role="alert">{problem}</div> : null}
      <ul className="rows">
        {all.map((one) => (
          <li key={one.id}>
            <strong dir="auto">{nameOf(one, say)}</strong>
            <span className="muted">{t(`studio.kept.${one.document.kind}`)}</span>
            <span>{t('studio.rows')}: {count(one) ?? '…'}</span>
            <span className="muted"><time dateTime={one.at}>{dateTimeText(one.at)}</time>, <Link to={`/studio/versions/${one.version}`}>{t('studio.version_number', { version: one.version })}</Link>, {by(one.version)} · {t('studio.until_purged')}</span>
            <Group gap={6} className="end">
              {one.document.kind === 'values' ? <span className="muted">{t('studio.restore_not')}</span>
                : <Button size="compact-sm" variant="default" aria-label={t('studio.restore_name', { what: nameOf(one, say) })} onClick={() => void restore(one)}>{t('studio.restore')}</Button>}
              {session.user.administrator ? <Button size="compact-sm" variant="default" aria-label={t('studio.purge_name', { what: nameOf(one, say) })} onClick={() => setPurging(one)}>{t('studio.purge')}</Button> : null}
            </Group>
          </li>
        ))}
      </ul>
      {session.user.administrator ? null : <p className="muted">{t('studio.purge_only_administrators')}</p>}
      {purging ? <Purge one={purging} count={count(purging) ?? 0} close={() => setPurging(null)} /> : null}
    </>
  )
}

/** Makes a draft that describes it again; its plan then shows what comes back. */
function useRestore() {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const tell = useSay()
  const [problem, setProblem] = useState('')
  const restore = async (one: Quarantined): Promise<void> => {
    setProblem('')
    try {
      const { layers } = await readLive()
      const live = await Promise.all(layers.map((layer) => readLiveLayer(layer.name)))
      const layer = bringBack(one.document, { before: one.version > 1 ? await readVersionLayers(one.version - 1) : [], live })
      if (!layer) return setProblem(t('studio.restore_gone'))
      const id = await draftOf(layer, t('studio.restore_name', { what: nameOf(one, tell) }))
      await queries.invalidateQueries({ queryKey: key('drafts') })
      await go(`/studio/drafts/${id}/publish`)
    } catch (error) {
      setProblem(say(asFailure(error)))
    }
  }
  return { restore, problem }
}

function Purge({ one, count, close }: { one: Quarantined; count: number; close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const say = useSay()
  const tell = useFailureText()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState('')
  const word = one.document.column ?? entityOfTable(one.document.table).join('.')
  const run = async (): Promise<void> => {
    try {
      await purge(one.id)
      await queries.invalidateQueries({ queryKey: key('quarantine') })
      close()
    } catch (error) {
      setProblem(tell(asFailure(error)))
    }
  }
  return (
    <Modal opened onClose={close} title={t('studio.purge_title', { what: nameOf(one, say) })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={(event) => { event.preventDefault(); if (typed === word) void run() }}>
        <p>{t('studio.purge_text', { count })}</p>
        <TextInput label={t('studio.purge_type', { word })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" error={problem || null} data-autofocus />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button type="submit" color="red" disabled={typed !== word}>{t('studio.purge')}</Button></Group>
      </form>
    </Modal>
  )
}

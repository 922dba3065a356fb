import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '../../runtime/model/context.tsx'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, FailureState } from '../../runtime/shell/states.tsx'
import { type DraftRow, key, readDrafts, readLive } from '../client/publishing.ts'
import { usePeople } from '../client/people.ts'
import { ageText } from '../words/age.ts'
import { NewDraft } from './new-draft.tsx'
import { Placeholder } from './placeholder.tsx'

export function DraftsScreen() {
  const { t } = useTranslation()
  usePage({ label: t('studio.drafts') })
  const [creating, setCreating] = useState(false)
  const create = <Button onClick={() => setCreating(true)}>{t('draft.new')}</Button>
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('studio.drafts')}</h1><div className="grow" />{create}</div>
      <DraftList empty={<EmptyState title={t('draft.none')} text={t('draft.none_text')} action={<Button variant="default" onClick={() => setCreating(true)}>{t('draft.new')}</Button>} />} />
      {creating ? <NewDraft close={() => setCreating(false)} /> : null}
    </section>
  )
}

/** Mine first, then those of others. */
export function DraftList({ empty }: { empty: React.ReactNode }) {
  const { t } = useTranslation()
  const { session } = useWorkspace()
  const drafts = useQuery({ queryKey: key('drafts'), queryFn: readDrafts, staleTime: 0 })
  if (drafts.isError) return <FailureState error={drafts.error} retry={() => void drafts.refetch()} />
  if (drafts.isPending) return <Placeholder rows={4} />
  if (drafts.data.length === 0) return empty
  const mine = drafts.data.filter((draft) => draft.updated_by === session.user.id)
  const others = drafts.data.filter((draft) => draft.updated_by !== session.user.id)
  return (
    <>
      {mine.length > 0 ? <DraftGroup title={t('draft.mine')} drafts={mine} /> : null}
      {others.length > 0 ? <DraftGroup title={t('draft.others')} drafts={others} /> : null}
    </>
  )
}

function DraftGroup({ title, drafts }: { title: string; drafts: readonly DraftRow[] }) {
  const { t } = useTranslation()
  const name = usePeople()
  const live = useQuery({ queryKey: key('live'), queryFn: readLive })
  return (
    <section className="plan-group">
      <h3>{title}</h3>
      <ul className="rows">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link to={`/studio/drafts/${draft.id}`}><strong dir="auto">{draft.name || t('draft.untitled', { layer: draft.layer })}</strong></Link>
            <span className="muted">{draft.layer} · {t('draft.based_on', { version: draft.base_version })}</span>
            {live.data && live.data.version > draft.base_version ? <span className="dot" data-tone="warn">{t('draft.stale', { now: live.data.version, base: draft.base_version })}</span> : null}
            <span className="muted end"><time dateTime={draft.updated_at} title={draft.updated_at}>{t('draft.saved_by', { name: name(draft.updated_by), age: ageText(draft.updated_at) })}</time></span>
          </li>
        ))}
      </ul>
    </section>
  )
}

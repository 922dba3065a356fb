import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { FailureState } from '../../runtime/shell/states.tsx'
import { key, previewDraft, publishDraft, readDraft } from '../client/publishing.ts'
import { placeOfProblem } from '../document/place-of-problem.ts'
import { PublishPanel } from '../publish/publish-panel.tsx'
import { Placeholder } from './placeholder.tsx'
import { BaseBar } from './base-bar.tsx'

/** The plan of a draft is always that of one revision: what is saved meanwhile is refused by the server, and told. */
export function PublishDraftScreen() {
  const { t } = useTranslation()
  const id = useParams()['draft'] ?? ''
  const draft = useQuery({ queryKey: key('draft', id), queryFn: () => readDraft(id), staleTime: Number.POSITIVE_INFINITY })
  const name = draft.data ? draft.data.name || t('draft.untitled', { layer: draft.data.layer.label }) : ''
  usePage({ label: t('studio.drafts'), to: '/studio/drafts' }, { label: name, to: `/studio/drafts/${id}` }, { label: t('draft.preview') })
  const preview = async () => {
    const fresh = await draft.refetch()
    if (fresh.error) throw fresh.error
    return previewDraft(id)
  }
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title" dir="auto">{name || t('draft.preview')}</h1></div>
      {draft.data ? <BaseBar draft={draft.data} /> : null}
      {draft.isError ? <FailureState error={draft.error} retry={() => void draft.refetch()} /> : null}
      {draft.isPending ? <Placeholder rows={8} /> : null}
      {draft.data ? <PublishPanel note queryKey={['plan', 'draft', id, draft.data.base]} preview={preview} placeOf={(problem) => placeOfProblem(id, draft.data.layer, problem)}
        publish={({ acceptLoss, note }) => publishDraft(id, { acceptLoss, note, revision: draft.data.revision })} /> : null}
    </section>
  )
}

import { Alert, Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../metadata/base/problem.ts'
import { asFailure, type Failure } from '../../runtime/client/failure.ts'
import { FailureState, useFailureText } from '../../runtime/shell/states.tsx'
import type { LiveOverview, Preview } from '../client/publishing.ts'
import { Placeholder } from '../screens/placeholder.tsx'
import { blocks, needsYes } from '../words/losses.ts'
import { Changes, Losses, Steps } from './plan-view.tsx'
import { ProblemList } from './problem-list.tsx'
import { Published } from './published.tsx'

interface Asked { readonly base: number; readonly acceptLoss: boolean; readonly note: string }
export interface PublishProps {
  readonly queryKey: readonly unknown[]
  readonly preview: () => Promise<Preview>
  readonly publish: (asked: Asked) => Promise<LiveOverview>
  /** Where a problem is mended, if it is in something that can be edited here. */
  readonly placeOf?: (problem: Problem) => string | null
  readonly note?: boolean
}

/** Plan in words → yes for what is lost → publish → result; each refusal is said here, with what to do about it. */
export function PublishPanel(props: PublishProps) {
  const plan = useQuery({ queryKey: props.queryKey, queryFn: props.preview, staleTime: 0, gcTime: 0, refetchOnMount: 'always' })
  const [done, setDone] = useState<LiveOverview | null>(null)
  if (done) return <Published live={done} />
  if (plan.isError) return <FailureState error={plan.error} retry={() => void plan.refetch()} />
  if (plan.isPending) return <Placeholder rows={8} />
  return <Plan key={plan.dataUpdatedAt} {...props} plan={plan.data} again={() => void plan.refetch()} finish={setDone} />
}

interface PlanProps extends PublishProps { readonly plan: Preview; readonly again: () => void; readonly finish: (live: LiveOverview) => void }
function Plan({ plan, publish, placeOf, again, finish, note: withNote = false }: PlanProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [yes, setYes] = useState(false)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Failure | null>(null)
  const losses = plan.losses.filter(needsYes)
  const count = losses.reduce((sum, loss) => sum + loss.count, 0)
  const blocked = plan.problems.length > 0 || plan.losses.some(blocks)
  const run = async (): Promise<void> => {
    setBusy(true)
    setRefused(null)
    try {
      const live = await publish({ base: plan.base, acceptLoss: yes, note })
      // Not awaited: the result stands at once, and the menus follow.
      void queries.invalidateQueries()
      finish(live)
    } catch (error) {
      setRefused(asFailure(error))
      setBusy(false)
    }
  }
  return (
    <div className="publish">
      {plan.problems.length > 0 ? <ProblemList problems={plan.problems} to={placeOf} /> : <Sections plan={plan} />}
      {refused ? <Refusal failure={refused} again={again} placeOf={placeOf} /> : null}
      {blocked ? <Blocked plan={plan} /> : (
        <div className="publish-foot">
          {withNote ? <TextInput label={t('studio.note')} placeholder={t('studio.note_hint')} maxLength={1000} value={note} onChange={(event) => setNote(event.currentTarget.value)} /> : null}
          {losses.length > 0 ? <Checkbox checked={yes} onChange={(event) => setYes(event.currentTarget.checked)} label={t('studio.accept_loss', { count })} /> : null}
          <div><Button loading={busy} disabled={losses.length > 0 && !yes} color={losses.length > 0 ? 'red' : 'blue'} onClick={() => void run()}>{t('studio.publish')}</Button></div>
          <p className="muted" role="status">{busy ? t('studio.publishing') : losses.length > 0 && !yes ? t('studio.yes_first') : ''}</p>
        </div>
      )}
    </div>
  )
}

function Sections({ plan }: { plan: Preview }) {
  const { t } = useTranslation()
  return (
    <>
      {plan.losses.length > 0 ? <><h2>{t('studio.what_is_lost')}</h2><Losses losses={plan.losses} /></> : null}
      <h2>{t('studio.what_changes')}</h2>
      <Changes changes={plan.changes} />
      <details open={plan.plan.steps.length > 0 && plan.plan.steps.length < 13}>
        <summary><h2>{t('studio.what_is_done', { count: plan.plan.steps.length })}</h2></summary>
        <Steps steps={plan.plan.steps} />
      </details>
    </>
  )
}

function Blocked({ plan }: { plan: Preview }) {
  const { t } = useTranslation()
  return <Alert color="red" title={t('studio.cannot_publish')}>{t(mending(plan))}</Alert>
}

function mending({ problems, losses }: Preview): string {
  if (problems.length > 0) return 'studio.mend_problems'
  return losses.some(({ measure }) => measure.kind === 'duplicates') ? 'studio.mend_duplicates' : 'studio.mend_overlaps'
}

const advice: Readonly<Record<string, string>> = { 'publish.base_moved': 'studio.advice.base_moved', 'publish.loses': 'studio.advice.loses', 'publish.duplicates': 'studio.advice.duplicates', 'publish.overlaps': 'studio.advice.overlaps', 'publish.draft_changed': 'studio.advice.draft_changed' }
function Refusal({ failure, again, placeOf }: { failure: Failure; again: () => void; placeOf?: PublishProps['placeOf'] }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const more = advice[failure.document.code]
  return (
    <Alert color="red" role="alert" title={t('studio.not_published')}>
      <p>{say(failure)}</p>
      {more ? <p>{t(more)}</p> : null}
      {failure.document.code === 'publish.problems' ? <ProblemList problems={failure.problems} to={placeOf} /> : null}
      <Button variant="default" size="compact-md" onClick={again}>{t('studio.look_again')}</Button>
    </Alert>
  )
}

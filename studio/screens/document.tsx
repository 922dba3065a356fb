import { Alert, Button, Group, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useBlocker, useNavigate, useParams } from 'react-router'
import { equal } from '../../metadata/base/json.ts'
import { asFailure, type Failure } from '../../runtime/client/failure.ts'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, FailureState, useFailureText } from '../../runtime/shell/states.tsx'
import { type Draft, key, previewDraft, readDraft, saveDocument, saveDraft } from '../client/publishing.ts'
import { readJson } from '../../metadata/base/json-text.ts'
import { kindText, type Place, placeOf, readObject, withObject } from '../document/objects.ts'
import { objectOf } from '../document/place-of-problem.ts'
import { editors } from '../editors/index.ts'
import { Placeholder } from './placeholder.tsx'

/** One object of a draft, in the editor of its kind. */
export function DocumentScreen() {
  const { t } = useTranslation()
  const params = useParams()
  const id = params['draft'] ?? ''
  const place = placeOf(params['kind'] ?? '', params['key'] ?? '')
  const draft = useQuery({ queryKey: key('draft', id), queryFn: () => readDraft(id), staleTime: 0 })
  usePage({ label: t('studio.drafts'), to: '/studio/drafts' }, { label: draft.data?.name || t('draft.untitled', { layer: draft.data?.layer.label ?? '' }), to: `/studio/drafts/${id}` }, { label: place?.key ?? '' })
  if (draft.isError) return <FailureState error={draft.error} retry={() => void draft.refetch()} />
  if (draft.isPending) return <section className="page"><Placeholder rows={12} /></section>
  if (!place || readObject(draft.data.layer, place) === undefined) return <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} />
  return <Editing key={`${id} ${kindText(place)} ${place.key}`} draft={draft.data} place={place} />
}

const textOf = (draft: Draft, place: Place): string => `${JSON.stringify(readObject(draft.layer, place), null, 2)}\n`
const pathOf = (draft: Draft): string => `/studio/drafts/${draft.id}`

function Editing({ draft, place }: { draft: Draft; place: Place }) {
  const { t } = useTranslation()
  const work = useEditing(draft, place)
  const Editor = editors[place.kind]
  const { text, dirty, broken, busy, failure, base } = work
  const set = useQuery({ queryKey: ['plan', 'problems', draft.id, draft.revision], queryFn: () => previewDraft(draft.id), retry: false })
  const others = (set.data?.problems ?? []).filter((problem) => equal(objectOf(draft.layer, problem), place))
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => { if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); void work.save(base) } }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  })
  return (
    <section className="page document" aria-labelledby="title">
      <div className="page-head">
        <h1 id="title"><code>{place.key}</code></h1>
        <span className="muted">{t(`studio.kind.${place.kind}`)}{place.of === null ? '' : ` – ${t('draft.kind.edits', { layer: place.of })}`}</span>
        <span className="muted" role="status">{dirty ? t('draft.unsaved') : work.saved && !busy ? t('draft.saved') : ''}</span>
        <div className="grow" />
        <Removal draft={draft} place={place} />
        <Button variant="default" disabled={broken} onClick={work.format}>{t('draft.format')}</Button>
        <Button loading={busy} disabled={!dirty || broken} title={broken ? t('draft.save_broken') : ''} onClick={() => void work.save(base)}>{t('draft.save')}</Button>
        <Button component={Link} variant="default" to={`${pathOf(draft)}/publish`}>{t('draft.preview')}</Button>
      </div>
      {failure ? <Refused failure={failure} draft={draft} place={place} work={work} /> : null}
      <Editor place={place} text={text} change={work.change} others={dirty ? [] : others} />
      <Guard dirty={dirty} />
    </section>
  )
}

interface Work {
  readonly text: string; readonly dirty: boolean; readonly broken: boolean; readonly busy: boolean; readonly saved: boolean; readonly failure: Failure | null; readonly base: number
  readonly change: (text: string) => void; readonly format: () => void; readonly save: (revision: number) => Promise<void>; readonly takeTheirs: (fresh: Draft) => void
}
/** The text being edited, and the revision of the draft that it was made from. */
function useEditing(draft: Draft, place: Place): Work {
  const queries = useQueryClient()
  const [kept, setKept] = useState(() => textOf(draft, place))
  const [text, setText] = useState(kept)
  const [base, setBase] = useState(draft.revision)
  const [first] = useState(base)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const read = readJson(text)
  const save = async (revision: number): Promise<void> => {
    if (!read.ok) return
    setBusy(true)
    setFailure(null)
    try {
      const layer = withObject(draft.layer, place, read.value)
      const saved = place.of === null ? await saveDocument(draft.id, place, { doc: read.value, revision }) : await saveDraft(draft.id, { layer, revision })
      queries.setQueryData(key('draft', draft.id), (now: Draft | undefined) => ({ ...(now ?? draft), layer: withObject((now ?? draft).layer, place, read.value), revision: saved.revision }))
      setBase(saved.revision)
      setKept(text)
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    text, base, busy, failure, save, broken: !read.ok, dirty: text !== kept, saved: base > first,
    change: setText,
    format: () => { if (read.ok) setText(`${JSON.stringify(read.value, null, 2)}\n`) },
    takeTheirs: (fresh) => { const theirs = textOf(fresh, place); setText(theirs); setKept(theirs); setBase(fresh.revision); setFailure(null) },
  }
}

/** When somebody else saved first: what they touched decides what is offered. */
function Refused({ failure, draft, place, work }: { failure: Failure; draft: Draft; place: Place; work: Work }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const say = useFailureText()
  const moved = failure.document.code === 'publish.draft_changed'
  const fresh = useQuery({ queryKey: ['plan', 'theirs', draft.id, work.base], queryFn: () => readDraft(draft.id), enabled: moved, staleTime: 0, gcTime: 0 })
  if (!moved) return <Alert color="red" role="alert">{say(failure)}</Alert>
  if (!fresh.data) return <Alert color="red" role="alert">{t('draft.changed_elsewhere')}</Alert>
  const theirs = fresh.data
  const same = !equal(readObject(theirs.layer, place), readObject(draft.layer, place))
  const over = (): void => { queries.setQueryData(key('draft', draft.id), theirs); void work.save(theirs.revision) }
  return (
    <Alert color="red" role="alert" title={t('draft.changed_elsewhere')}>
      <p>{t(same ? 'draft.changed_same' : 'draft.changed_other')}</p>
      <Group>
        {same ? <Button variant="default" size="compact-md" onClick={() => { queries.setQueryData(key('draft', draft.id), theirs); work.takeTheirs(theirs) }}>{t('draft.take_theirs')}</Button> : null}
        <Button size="compact-md" onClick={over}>{t(same ? 'draft.save_over' : 'draft.save_again')}</Button>
      </Group>
    </Alert>
  )
}

function Guard({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation()
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname)
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [dirty])
  return (
    <Modal opened={blocker.state === 'blocked'} onClose={() => blocker.reset?.()} title={t('draft.unsaved')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <Group justify="flex-end"><Button variant="default" onClick={() => blocker.proceed?.()}>{t('draft.leave')}</Button><Button onClick={() => blocker.reset?.()}>{t('draft.stay')}</Button></Group>
    </Modal>
  )
}

function Removal({ draft, place }: { draft: Draft; place: Place }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState('')
  const run = async (): Promise<void> => {
    try {
      if (place.of === null) await saveDocument(draft.id, place, { doc: null, revision: draft.revision })
      else await saveDraft(draft.id, { layer: withObject(draft.layer, place, undefined), revision: draft.revision })
      await go(pathOf(draft))
      await queries.invalidateQueries({ queryKey: key('draft', draft.id) })
    } catch (error) {
      setProblem(say(asFailure(error)))
    }
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{t('draft.remove')}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('draft.remove_title', { key: place.key })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('draft.remove_text')}</p>
        {problem ? <p role="alert" className="wrong">{problem}</p> : null}
        <Group justify="flex-end"><Button variant="default" onClick={() => setAsking(false)}>{t('record.cancel')}</Button><Button color="red" onClick={() => void run()}>{t('draft.remove')}</Button></Group>
      </Modal>
    </>
  )
}

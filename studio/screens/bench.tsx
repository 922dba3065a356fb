import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useNavigate, useParams } from 'react-router'
import type { Layer } from '../../metadata/model/model.ts'
import { EmptyState, FailureState, useFailureText } from '../../runtime/shell/states.tsx'
import { useChecker } from '../check/use-problems.ts'
import { ProblemsProvider } from '../check/context.tsx'
import { type Draft, key, readDraft, readVersionLayers } from '../client/publishing.ts'
import { BenchProvider, useBench, useDraftState, useNewBench } from '../draft/context.tsx'
import { Placeholder } from './placeholder.tsx'
import { Clashes } from '../bench/clashes.tsx'
import { ObjectTree } from '../bench/object-tree.tsx'
import { ProblemsButton } from '../bench/problems-button.tsx'

/** Everything of one draft: its objects on the left, what is open beside them, one history above both. */
export function BenchScreen() {
  const id = useParams()['draft'] ?? ''
  // Read once: from then on the store has it.
  const draft = useQuery({ queryKey: key('bench', id), queryFn: async () => { const found = await readDraft(id); return { found, layers: found.base === 0 ? [] : await readVersionLayers(found.base) } }, staleTime: Infinity, gcTime: 0 })
  if (draft.isError) return <FailureState error={draft.error} retry={() => void draft.refetch()} />
  if (draft.isPending) return <section className="page"><Placeholder rows={12} /></section>
  return <Open key={id} draft={draft.data.found} layers={draft.data.layers} />
}

function Open({ draft, layers }: { draft: Draft; layers: readonly Layer[] }) {
  const bench = useNewBench(draft, layers)
  return <BenchProvider value={bench}><Checked /></BenchProvider>
}
function Checked() {
  const { stack, draft } = useBench()
  const { work } = useDraftState()
  const problems = useChecker(work.layer, stack)
  useHistoryKeys()
  const { kind } = useParams()
  return (
    <ProblemsProvider value={problems}>
      <div className="bench" data-open={kind === undefined ? undefined : ''}>
        <BenchBar draft={draft} />
        <Clashes />
        <ObjectTree />
        <div className="bench-body"><Outlet /></div>
      </div>
    </ProblemsProvider>
  )
}

function BenchBar({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const { store } = useBench()
  const go = useNavigate()
  const { work } = useDraftState()
  const [last, next] = [work.undo.at(-1), work.redo.at(-1)]
  const name = draft.name || t('draft.untitled', { layer: draft.layer.label })
  return (
    <div className="bench-bar" role="toolbar" aria-label={name}>
      <Link className="bench-name" dir="auto" to={`/studio/drafts/${draft.id}`}>{name}</Link>
      <ActionIcon variant="subtle" disabled={!last} aria-label={last ? t('design.undo_named', { label: last.label }) : t('design.undo')} title={last ? t('design.undo_named', { label: last.label }) : t('design.undo')} onClick={store.undo}><IconArrowBackUp size={18} /></ActionIcon>
      <ActionIcon variant="subtle" disabled={!next} aria-label={next ? t('design.redo_named', { label: next.label }) : t('design.redo')} title={next ? t('design.redo_named', { label: next.label }) : t('design.redo')} onClick={store.redo}><IconArrowForwardUp size={18} /></ActionIcon>
      <SaveState />
      <div className="grow" />
      <ProblemsButton />
      <Button size="compact-md" onClick={() => void store.flush().then(() => go(`/studio/drafts/${draft.id}/publish`))}>{t('draft.preview')}</Button>
    </div>
  )
}

function SaveState() {
  const { t } = useTranslation()
  const { store } = useBench()
  const { saving, failure, work } = useDraftState()
  const say = useFailureText()
  if (saving === 'failed') return <span className="wrong" role="alert">{t('design.not_saved')}: {failure ? say(failure) : ''} <Button size="compact-xs" variant="default" onClick={() => void store.flush()}>{t('design.try_again')}</Button></span>
  const text = saving === 'saved' ? (work.undo.length > 0 ? t('design.saved') : '') : t('design.saving')
  return <span className="muted" role="status">{text}</span>
}

/** Undo and redo of the draft; inside of a text field the keys stay the field's own. */
function useHistoryKeys(): void {
  const { store } = useBench()
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey)) return
      const pressed = event.key.toLowerCase()
      if (pressed === 's') { event.preventDefault(); void store.flush() }
      if (event.target instanceof Element && event.target.closest('textarea, [contenteditable]')) return
      if (pressed !== 'z' && pressed !== 'y') return
      event.preventDefault()
      if (pressed === 'y' || event.shiftKey) store.redo()
      else store.undo()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [store])
}

export const NothingHere = () => { const { t } = useTranslation(); return <EmptyState title={t('shell.not_here')} text={t('shell.not_here_text')} /> }

import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { isName } from '../../metadata/base/name.ts'
import { type KindName, kindNames } from '../../metadata/kinds/index.ts'
import { asFailure } from '../../runtime/client/failure.ts'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, FailureState, useFailureText } from '../../runtime/shell/states.tsx'
import { deleteDraft, type Draft, key, readDraft, saveDraft } from '../client/publishing.ts'
import { blank, kindText, objectsOf, type Place, readObject, withObject } from '../document/objects.ts'
import { BaseBar } from './base-bar.tsx'
import { Placeholder } from './placeholder.tsx'

export function DraftScreen() {
  const { t } = useTranslation()
  const id = useParams()['draft'] ?? ''
  const draft = useQuery({ queryKey: key('draft', id), queryFn: () => readDraft(id), staleTime: 0 })
  const name = draft.data ? draft.data.name || t('draft.untitled', { layer: draft.data.layer.label }) : ''
  usePage({ label: t('studio.drafts'), to: '/studio/drafts' }, { label: name })
  if (draft.isError) return <FailureState error={draft.error} retry={() => void draft.refetch()} />
  return <section className="page" aria-labelledby="title">{draft.isPending ? <Placeholder rows={10} /> : <Whole draft={draft.data} name={name} />}</section>
}

function Whole({ draft, name }: { draft: Draft; name: string }) {
  const { t } = useTranslation()
  const clashes = Number(useSearchParams()[0].get('clashes') ?? 0)
  const [dialog, setDialog] = useState<'add' | 'delete' | null>(null)
  return (
    <>
      <div className="page-head">
        <h1 id="title" dir="auto">{name}</h1>
        <span className="muted">{draft.layer.name} · {t('draft.based_on', { version: draft.base })}</span>
        <div className="grow" />
        <Button variant="default" onClick={() => setDialog('delete')}>{t('draft.delete')}</Button>
        <Button variant="default" onClick={() => setDialog('add')}>{t('draft.add')}</Button>
        <Button component={Link} to={`/studio/drafts/${draft.id}/publish`}>{t('draft.preview')}</Button>
      </div>
      <BaseBar draft={draft} />
      {clashes > 0 ? <div className="bar" data-tone="warn" role="status">{t('draft.clashes', { count: clashes })}</div> : null}
      <Objects draft={draft} add={() => setDialog('add')} />
      {dialog === 'add' ? <AddObject draft={draft} close={() => setDialog(null)} /> : null}
      {dialog === 'delete' ? <DeleteDraft draft={draft} name={name} close={() => setDialog(null)} /> : null}
    </>
  )
}

function Objects({ draft, add }: { draft: Draft; add: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const all = objectsOf(draft.layer)
  if (all.length === 0) return <EmptyState title={t('draft.empty')} text={t('draft.empty_text')} action={<Button onClick={add}>{t('draft.add')}</Button>} />
  const found = all.filter((place) => `${place.key} ${labelIn(draft, place)}`.toLowerCase().includes(text.trim().toLowerCase()))
  const groups = Map.groupBy(found, (place) => kindText(place))
  const title = ({ kind, of }: Place): string => `${t(`studio.kind.${kind}`)}${of === null ? '' : ` – ${t('draft.kind.edits', { layer: of })}`}`
  return (
    <>
      <TextInput className="narrow" type="search" aria-label={t('draft.find')} placeholder={t('draft.find')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {found.length === 0 ? <p className="muted" role="status">{t('draft.found_none')}</p> : null}
      {[...groups].map(([kind, places]) => (
        <section key={kind} className="plan-group">
          <h3>{title(places[0]!)} <span className="muted">{places.length}</span></h3>
          <ul className="object-list">
            {places.map((place) => <li key={place.key}><Link to={`/studio/drafts/${draft.id}/${kind}/${place.key}`}><span dir="auto">{labelIn(draft, place) || place.key}</span> <code className="muted">{place.key}</code></Link></li>)}
          </ul>
        </section>
      ))}
    </>
  )
}
const labelIn = ({ layer }: Draft, place: Place): string => String((readObject(layer, place) as { label?: unknown } | undefined)?.label ?? '')

function AddObject({ draft, close }: { draft: Draft; close: () => void }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const [kind, setKind] = useState<KindName>('entity')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState('')
  const place: Place = { kind, key: name, of: null }
  const taken = readObject(draft.layer, place) !== undefined
  const wrong = name === '' ? null : taken ? t('draft.add_taken') : isName(name) || kind === 'translation' ? null : t('draft.add_bad')
  const add = async (): Promise<void> => {
    try {
      await saveDraft(draft.id, { layer: withObject(draft.layer, place, blank[kind](name)), revision: draft.revision })
      await queries.invalidateQueries({ queryKey: key('draft', draft.id) })
      await go(`/studio/drafts/${draft.id}/${kind}/${name}`)
    } catch (error) {
      setProblem(say(asFailure(error)))
    }
  }
  return (
    <Modal opened onClose={close} title={t('draft.add')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={(event) => { event.preventDefault(); if (name !== '' && wrong === null) void add() }}>
        <Select label={t('draft.add_kind')} allowDeselect={false} value={kind} onChange={(value) => setKind((value ?? 'entity') as KindName)} data={kindNames.map((one) => ({ value: one, label: t(`studio.kind.${one}`) }))} comboboxProps={{ withinPortal: false }} />
        <TextInput label={t('draft.add_key')} description={t('draft.add_key_hint')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={wrong ?? (problem || null)} data-autofocus />
        <Group justify="flex-end"><Button type="submit" disabled={name === '' || wrong !== null}>{t('draft.add_do')}</Button></Group>
      </form>
    </Modal>
  )
}

function DeleteDraft({ draft, name, close }: { draft: Draft; name: string; close: () => void }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const run = async (): Promise<void> => {
    try {
      await deleteDraft(draft.id)
      await go('/studio/drafts')
      await queries.invalidateQueries({ queryKey: key('drafts') })
    } catch (error) {
      setProblem(say(asFailure(error)))
    }
  }
  return (
    <Modal opened onClose={close} title={t('draft.delete_title', { name })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('draft.delete_text')}</p>
      {problem ? <p role="alert" className="wrong">{problem}</p> : null}
      <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button color="red" onClick={() => void run()}>{t('draft.delete')}</Button></Group>
    </Modal>
  )
}

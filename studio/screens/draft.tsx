import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { isName } from '../../metadata/base/name.ts'
import { type KindName, kindNames } from '../../metadata/kinds/index.ts'
import { asFailure } from '../../runtime/client/failure.ts'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, useFailureText } from '../../runtime/shell/states.tsx'
import { deleteDraft, key } from '../client/publishing.ts'
import { blank, kindText, objectsOf, type Place, readObject } from '../document/objects.ts'
import { useBench, useDraftState } from '../draft/context.tsx'
import { effective } from '../draft/effective.ts'
import { keyFor } from '../schema/key-for.ts'
import { labelOf, useChoices } from '../schema/refs.ts'
import { BaseBar } from './base-bar.tsx'

/** What a draft holds of its own and changes, and the way to a new object. */
export function DraftScreen() {
  const { t } = useTranslation()
  const { draft, stack } = useBench()
  const { work } = useDraftState()
  const clashes = Number(useSearchParams()[0].get('clashes') ?? 0)
  const [dialog, setDialog] = useState<'add' | 'delete' | null>(null)
  const name = draft.name || t('draft.untitled', { layer: draft.layer.label })
  usePage({ label: t('studio.drafts'), to: '/studio/drafts' }, { label: name })
  const all = objectsOf(work.layer)
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head">
        <h1 id="title" dir="auto">{name}</h1>
        <span className="muted">{draft.layer.name} · {t('draft.based_on', { version: draft.base })}</span>
        <div className="grow" />
        <Button variant="default" onClick={() => setDialog('delete')}>{t('draft.delete')}</Button>
        <Button variant="default" onClick={() => setDialog('add')}>{t('draft.add')}</Button>
      </div>
      <BaseBar draft={{ ...draft, layer: work.layer }} />
      {clashes > 0 ? <div className="bar" data-tone="warn" role="status">{t('draft.clashes', { count: clashes })}</div> : null}
      {all.length === 0 ? <EmptyState title={t('draft.empty')} text={t('draft.empty_text')} action={<Button onClick={() => setDialog('add')}>{t('draft.add')}</Button>} /> : null}
      {[...Map.groupBy(all, (place) => kindText(place))].map(([kind, places]) => (
        <section key={kind} className="plan-group">
          <h3>{t(`studio.kind.${places[0]!.kind}`)}{places[0]!.of === null ? '' : ` – ${t('draft.kind.edits', { layer: places[0]!.of })}`} <span className="muted">{places.length}</span></h3>
          <ul className="object-list">{places.map((place) => <li key={place.key}><Link to={`/studio/drafts/${draft.id}/${kind}/${place.key}`}><span dir="auto">{labelOf(effective(work.layer, stack, place), place.key)}</span> <code className="muted">{place.key}</code></Link></li>)}</ul>
        </section>
      ))}
      {dialog === 'add' ? <AddObject close={() => setDialog(null)} /> : null}
      {dialog === 'delete' ? <DeleteDraft name={name} close={() => setDialog(null)} /> : null}
    </section>
  )
}

const ofEntity: readonly KindName[] = ['form', 'view', 'dataset']
/** A new object: what people call it; its key follows from that, and may be another. */
function AddObject({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { draft, store } = useBench()
  const { work } = useDraftState()
  const entities = useChoices('entity', null)
  const [kind, setKind] = useState<KindName>('entity')
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const [of, setOf] = useState<string | null>(null)
  const taken = Object.keys(work.layer.documents[kind] ?? {})
  const chosen = typed ?? (kind === 'translation' ? name : name.trim() === '' ? '' : keyFor(name, taken))
  const place: Place = { kind, key: chosen, of: null }
  const wrong = chosen === '' ? null : readObject(work.layer, place) !== undefined ? t('draft.add_taken') : isName(chosen) || kind === 'translation' ? null : t('draft.add_bad')
  const ready = chosen !== '' && wrong === null && (!ofEntity.includes(kind) || of !== null)
  const add = (): void => {
    const start = blank[kind](chosen)
    store.change({ place, content: { ...start, ...(kind === 'translation' ? {} : { label: name.trim() || chosen }), ...(ofEntity.includes(kind) ? { of } : {}) }, label: t('design.did.field_added', { name: name.trim() || chosen }) })
    close()
    void go(`/studio/drafts/${draft.id}/${kind}/${chosen}`)
  }
  return (
    <Modal opened onClose={close} title={t('draft.add')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={(event) => { event.preventDefault(); if (ready) add() }}>
        <Select label={t('draft.add_kind')} allowDeselect={false} value={kind} onChange={(value) => setKind((value ?? 'entity') as KindName)} data={kindNames.map((one) => ({ value: one, label: t(`design.kind.${one}`) }))} comboboxProps={{ withinPortal: false }} />
        <TextInput label={t('design.new.name')} dir="auto" value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        {ofEntity.includes(kind) ? <Select label={t('design.new.of')} searchable data={[...entities]} value={of} onChange={setOf} comboboxProps={{ withinPortal: false }} /> : null}
        <TextInput label={t('draft.add_key')} description={t('draft.add_key_hint')} value={chosen} onChange={(event) => setTyped(event.currentTarget.value)} error={wrong} />
        <Group justify="flex-end"><Button type="submit" disabled={!ready}>{t('draft.add_do')}</Button></Group>
      </form>
    </Modal>
  )
}

function DeleteDraft({ name, close }: { name: string; close: () => void }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { draft } = useBench()
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

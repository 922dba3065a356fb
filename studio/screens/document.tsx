import { Button, Group, Modal, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { readJson } from '../../metadata/base/json-text.ts'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { NothingHere } from './bench.tsx'
import { useProblemsOf } from '../check/context.tsx'
import { useBench, useDocument, useDraftState } from '../draft/context.tsx'
import { kindText, type Place, placeOf, readObject, sameContent } from '../document/objects.ts'
import { editors } from '../editors/index.ts'
import { JsonEditor } from '../editors/json-editor.tsx'
import { labelOf } from '../schema/refs.ts'

/** One object of a draft, in the designer of its kind or as JSON: the same document both ways. */
export function DocumentScreen() {
  const { t } = useTranslation()
  const params = useParams()
  const { draft } = useBench()
  const { kind = '', key = '' } = params
  const place = useMemo(() => placeOf(kind, key), [kind, key])
  usePage({ label: t('studio.drafts'), to: '/studio/drafts' }, { label: draft.name || t('draft.untitled', { layer: draft.layer.label }), to: `/studio/drafts/${draft.id}` }, { label: place?.key ?? '' })
  return place ? <Known key={`${kindText(place)}/${place.key}`} place={place} /> : <NothingHere />
}

function Known({ place }: { place: Place }) {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const { doc, change } = useDocument(place)
  const { work } = useDraftState()
  const problems = useProblemsOf(place)
  if (!doc) return <NothingHere />
  const Editor = editors[place.kind]
  const asJson = search.get('as') === 'json'
  return (
    <section className="page document" aria-labelledby="title">
      <div className="page-head">
        <h1 id="title" dir="auto">{labelOf(doc, place.key)}</h1>
        <span className="muted">{t(`design.kind.${place.kind}`)} <code>{place.key}</code>{place.of === null ? '' : ` – ${t('design.vendor', { layer: place.of })}`}</span>
        <div className="grow" />
        <SegmentedControl size="xs" value={asJson ? 'json' : 'design'} onChange={(next) => setSearch(next === 'json' ? { as: 'json' } : {}, { replace: true })} data={[{ value: 'design', label: t('design.design') }, { value: 'json', label: t('design.json') }]} />
        {place.of === null || readObject(work.layer, place) !== undefined ? <Removal place={place} /> : null}
      </div>
      {asJson ? <AsJson place={place} doc={doc} change={change} /> : <Editor place={place} doc={doc} change={change} problems={problems} at={search.get('at') ?? ''} />}
    </section>
  )
}

const textOf = (doc: unknown): string => `${JSON.stringify(doc, null, 2)}\n`
/** What can be read is taken as it is typed; broken text stays in the field, and the document as it last was. */
function AsJson({ place, doc, change }: { place: Place; doc: Readonly<Record<string, unknown>>; change: (wanted: Readonly<Record<string, unknown>>, label: string, stroke?: string) => void }) {
  const { t } = useTranslation()
  const problems = useProblemsOf(place)
  const [text, setText] = useState(() => textOf(doc))
  const read = readJson(text)
  const fits = read.ok && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)
  const same = fits && sameContent(read.value, doc)
  // Undo, and what another analyst saved, change the document beneath the text.
  const [shown, setShown] = useState(doc)
  if (shown !== doc) {
    setShown(doc)
    if (fits && !same) setText(textOf(doc))
  }
  const put = (next: string): void => {
    setText(next)
    const now = readJson(next)
    if (now.ok && typeof now.value === 'object' && now.value !== null && !Array.isArray(now.value)) change(now.value as Readonly<Record<string, unknown>>, t('design.did.json', { name: place.key }), 'json')
  }
  return (
    <>
      {fits ? null : <div className="bar" data-tone="warn" role="status">{t('design.broken')}</div>}
      <JsonEditor place={{ ...place, of: null }} text={text} change={put} others={same ? problems : []} />
    </>
  )
}

function Removal({ place }: { place: Place }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { draft, store } = useBench()
  const [asking, setAsking] = useState(false)
  const name = place.of === null ? t('draft.remove') : t('design.revert', { layer: place.of })
  const run = async (): Promise<void> => {
    store.change({ place, content: undefined, label: `${name}: ${place.key}` })
    setAsking(false)
    if (place.of === null) await go(`/studio/drafts/${draft.id}`)
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>{name}</Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={place.of === null ? t('draft.remove_title', { key: place.key }) : name} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('draft.remove_text')}</p>
        <Group justify="flex-end"><Button variant="default" onClick={() => setAsking(false)}>{t('record.cancel')}</Button><Button color="red" onClick={() => void run()}>{name}</Button></Group>
      </Modal>
    </>
  )
}

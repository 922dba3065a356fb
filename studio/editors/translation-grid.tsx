import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import { useBench, useDraftState } from '../draft/context.tsx'
import { allPlaces, effective } from '../draft/effective.ts'
import { wordsOf } from '../document/words-of.ts'
import type { EditorProps } from './index.ts'

/** Every text of the objects beside its translation; those that are missing are counted. */
export function TranslationGrid({ doc, change }: EditorProps) {
  const { t } = useTranslation()
  const { stack } = useBench()
  const { work } = useDraftState()
  const [text, setText] = useState('')
  const [only, setOnly] = useState(false)
  const texts = isObject(doc['texts']) ? (doc['texts'] as Readonly<Record<string, string>>) : {}
  const language = String(doc['language'] ?? '')
  const words = useMemo(() => allPlaces(work.layer, stack).filter(({ of }) => of === null).flatMap((place) => { const one = effective(work.layer, stack, place); return one && place.kind !== 'translation' && place.kind !== 'dataset' ? wordsOf(place, one) : [] }), [work.layer, stack])
  const missing = words.filter(({ path }) => !texts[path]).length
  const found = words.filter(({ path, source }) => (!only || !texts[path]) && `${path} ${source} ${texts[path] ?? ''}`.toLowerCase().includes(text.toLowerCase()))
  const put = (path: string, next: string): void => {
    const { [path]: _, ...rest } = texts
    change({ ...doc, texts: next === '' ? rest : { ...texts, [path]: next } }, t('design.did.part', { part: path, name: language }), `text ${path}`)
  }
  const box = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({ count: found.length, getScrollElement: () => box.current, estimateSize: () => 44, overscan: 10, getItemKey: (at) => found[at]!.path })
  return (
    <section className="canvas texts">
      <div className="text-bar">
        <TextInput size="xs" type="search" aria-label={t('design.texts.find')} placeholder={t('design.texts.find')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Checkbox size="xs" label={t('design.texts.only_missing')} checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />
        <span className="muted" role="status">{t('design.texts.missing', { count: missing })}</span>
      </div>
      <div className="text-rows" ref={box} role="table" aria-label={language} aria-rowcount={found.length}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="rowgroup">
          {rows.getVirtualItems().map((row) => {
            const { path, source } = found[row.index]!
            return (
              <div key={row.key} ref={rows.measureElement} data-index={row.index} className="text-row" role="row" aria-rowindex={row.index + 1} style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${row.start}px)` }}>
                <span role="cell" dir="auto">{source}<code className="muted">{path}</code></span>
                <span role="cell"><Textarea size="xs" autosize minRows={1} maxRows={6} lang={language} aria-label={t('design.texts.of', { language, path })} value={texts[path] ?? ''} onChange={(event) => put(path, event.currentTarget.value)} /></span>
              </div>
            )
          })}
        </div>
      </div>
    </section>
  )
}

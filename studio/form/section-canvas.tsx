import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { equal, isObject } from '../../metadata/base/json.ts'
import { TypeIcon } from '../entity/type-icon.tsx'
import type { Doc } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'
import { type EntryAt, fieldIn, type SectionAt } from './form-doc.ts'
import { type Chosen, entryDrag, entryLabel } from './chosen.ts'

interface SectionCanvasProps {
  readonly at: SectionAt; readonly section: Doc; readonly fields: Readonly<Record<string, Doc>>; readonly chosen: Chosen
  readonly choose: (chosen: Chosen) => void; readonly drop: (event: React.DragEvent, at: EntryAt) => void; readonly step: (at: EntryAt, by: -1 | 1) => void
  readonly move: (by: -1 | 1) => void; readonly remove: () => void; readonly removeEntry: (at: EntryAt) => void
}
/** One section with its fields in its columns; each is dragged, or moved by Alt and the arrows. */
export function SectionCanvas({ at, section, fields, chosen, choose, drop, step, move, remove, removeEntry }: SectionCanvasProps) {
  const { t } = useTranslation()
  const [over, setOver] = useState<number | null>(null)
  const entries = Array.isArray(section['fields']) ? (section['fields'] as readonly unknown[]) : []
  const label = labelOf(section, at.section)
  const open = chosen?.what === 'section' && chosen.section === at.section && chosen.tab === at.tab
  const place = (entry: number) => ({ onDragOver: (event: React.DragEvent) => { event.preventDefault(); event.stopPropagation(); setOver(entry) }, onDragLeave: () => setOver(null), onDrop: (event: React.DragEvent) => { event.stopPropagation(); setOver(null); drop(event, { ...at, entry }) } })
  return (
    <section className="form-section" aria-label={label} data-chosen={open || undefined} {...place(entries.length)}>
      <div className="named-head">
        <button type="button" className="plain-button grow" dir="auto" aria-pressed={open} onClick={() => choose({ what: 'section', ...at })}>{label}{typeof section['visible'] === 'string' ? <span className="chip">{t('design.form.conditional')}</span> : null}</button>
        <ActionIcon size="sm" variant="subtle" aria-label={t('design.up', { name: label })} onClick={() => move(-1)}><IconArrowUp size={14} /></ActionIcon>
        <ActionIcon size="sm" variant="subtle" aria-label={t('design.down', { name: label })} onClick={() => move(1)}><IconArrowDown size={14} /></ActionIcon>
        <ActionIcon size="sm" variant="subtle" aria-label={t('design.take_out', { name: label })} onClick={remove}><IconTrash size={14} /></ActionIcon>
      </div>
      {entries.length === 0 ? <p className="muted drop-empty">{t('design.form.empty_section')}</p> : null}
      <div className="form-entries" data-columns={Number(section['columns'] ?? 1)}>
        {entries.map((entry, i) => {
          const where: EntryAt = { ...at, entry: i }
          const field = fieldIn(entry)
          const name = entryLabel(entry, fields, t('design.form.related'))
          return (
            <div key={`${i} ${name}`} className="form-entry" data-over={over === i || undefined} data-width={isObject(entry) ? Number(entry['width'] ?? 1) : 1} data-chosen={chosen?.what === 'entry' && equal(chosen.at, where) || undefined} draggable onDragStart={(event) => { event.stopPropagation(); event.dataTransfer.setData(entryDrag, JSON.stringify(where)) }} {...place(i)}>
              <button type="button" className="field-button" aria-pressed={chosen?.what === 'entry' && equal(chosen.at, where)} onClick={() => choose({ what: 'entry', at: where })}
                onKeyDown={(event) => {
                  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) { event.preventDefault(); step(where, event.key === 'ArrowUp' ? -1 : 1) }
                  if (event.key === 'Delete') { event.preventDefault(); removeEntry(where) }
                }}>
                <TypeIcon type={field ? String(fields[field]?.['type']) : 'long_text'} /><span className="grow" dir="auto">{name}{field && fields[field]?.['required'] ? ' *' : ''}</span>
              </button>
              <ActionIcon size="sm" variant="subtle" aria-label={t('design.take_out', { name })} onClick={() => removeEntry(where)}><IconTrash size={14} /></ActionIcon>
            </div>
          )
        })}
      </div>
    </section>
  )
}

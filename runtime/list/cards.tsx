import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Row } from '../../metadata/api/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { plainField } from '../model/field-view.ts'
import { fieldsOfTitle, titleOfRow } from '../model/title.ts'
import { Shown } from '../widgets/display.tsx'
import type { ItemsProps } from './grid.tsx'
import { GroupTitle } from './grid-row.tsx'
import { valueIn } from './list-data.ts'

/** The list of a phone: one card below the other, those in sight only. */
export function Cards(props: ItemsProps) {
  const { items, reached, sums, fields } = props
  const { t } = useTranslation()
  const scroll = useRef<HTMLDivElement>(null)
  // The library keeps its own cache; nothing here memoises what it answers.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroll.current, estimateSize: () => 120, overscan: 6, gap: 8, paddingStart: 12, paddingEnd: 12, getItemKey: (index) => items[index]?.key ?? index })
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => reached(last), [last, reached])
  return (
    <>
      <div className="grid-scroll" ref={scroll}>
        <div className="card-list" role="list" style={{ blockSize: virtual.getTotalSize() }}>
          {seen.map(({ index, start }) => {
            const item = items[index]
            return item ? (
              <div key={item.key} role="listitem" className="card-place" ref={virtual.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
                {item.kind === 'row' ? <RowCard {...props} row={item.row} /> : item.kind === 'group' ? <GroupTitle item={item} toggle={() => props.toggle(item.key)} /> : <p className="muted">{t('list.loading')}</p>}
              </div>
            ) : null
          })}
        </div>
      </div>
      {sums ? <dl className="facts card-sums">{fields.filter((field) => field.name in sums).map((field) => <CardLine key={field.key} label={`Σ ${field.label}`}><Shown compact field={field} value={sums[field.name] ?? null} /></CardLine>)}</dl> : null}
    </>
  )
}

function RowCard({ row, root, view, fields }: ItemsProps & { row: Row }) {
  const { model } = useWorkspace()
  const title = titleOfRow(model, view.entity, row)
  const said = fieldsOfTitle(view.entity.title)
  // What the title says need not be said again; a column along a link is named by its path.
  const facts = fields.filter((field) => { const value = valueIn(row, field.name); return value !== null && value !== undefined && value !== title && (field.name.includes('.') || !said.has(field.key)) }).slice(0, 4)
  return (
    <Link className="card" to={`${root}/${row.id}`}>
      <strong dir="auto">{title}</strong>
      <dl>{facts.map((field) => <CardLine key={field.key} label={field.label}><Shown compact field={plainField(field)} value={valueIn(row, field.name)} /></CardLine>)}</dl>
    </Link>
  )
}
const CardLine = ({ label, children }: { label: string; children: ReactNode }) => <><dt>{label}</dt><dd>{children}</dd></>

import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { isNumeric, isSortable, plainField, shownAs } from '../model/field-view.ts'
import { titleOfRow } from '../model/title.ts'
import { rowHeight } from '../shell/preferences.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { Shown } from '../widgets/display.tsx'
import { toggleSort } from './url-state.ts'

interface GridProps extends LayoutProps {
  readonly rows: readonly Row[]; readonly fields: readonly ClientField[]; readonly total: number; readonly more: (() => void) | undefined
  readonly selected: ReadonlySet<string>; readonly select: (ids: ReadonlySet<string>) => void; readonly dim: boolean
}
const startWidth = (field: ClientField): number => ({ switch: 90, number: 110, money: 140, percent: 100, date: 130, time: 90, datetime: 180, duration: 100, choice: 140 } as Record<string, number>)[shownAs(field)] ?? 190

/** Widths are kept on this device for each entity and field. */
function useWidths(entity: string) {
  const key = `widths/${entity}`
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>(() => JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>)
  const setWidth = (name: string, width: number): void => setWidths((old) => {
    const next = { ...old, [name]: Math.min(480, Math.max(60, Math.round(width))) }
    localStorage.setItem(key, JSON.stringify(next))
    return next
  })
  return { widthOf: (field: ClientField): number => widths[field.name] ?? startWidth(field), setWidth }
}

/** A table of virtual rows: only what is seen is in the page, the counts say what there is. */
export function Grid(props: GridProps) {
  const { view, rows, fields, total, more, selected, select } = props
  const { t } = useTranslation()
  const scroll = useRef<HTMLDivElement>(null)
  const height = rowHeight()
  // The library keeps its own cache; nothing here memoises what it answers.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => height, overscan: 12, getItemKey: (index) => rows[index]?.id ?? index })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const widths = useWidths(view.entity.name)
  useEffect(() => { if (more && last >= rows.length - 30) more() }, [last, rows.length, more])
  const allSelected = rows.every((row) => selected.has(row.id))
  return (
    <div className="grid-scroll" ref={scroll}>
      <div className={props.dim ? 'grid dim' : 'grid'} role="grid" aria-label={view.label} aria-rowcount={total + 1} aria-colcount={fields.length + 1} aria-multiselectable>
        <div className="grid-head" role="row" aria-rowindex={1}>
          <div className="cell" data-check role="columnheader"><Checkbox size="xs" aria-label={t('list.select_all')} checked={allSelected} indeterminate={!allSelected && selected.size > 0} onChange={() => select(allSelected ? new Set() : new Set(rows.map((row) => row.id)))} /></div>
          {fields.map((field) => <HeadCell key={field.key} field={field} width={widths.widthOf(field)} setWidth={(width) => widths.setWidth(field.name, width)} {...props} />)}
        </div>
        <div role="presentation" className="grid-body" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row ? <GridRow key={row.id} {...props} row={row} index={item.index} top={item.start} widthOf={widths.widthOf} /> : null
          })}
        </div>
      </div>
    </div>
  )
}

interface HeadProps extends GridProps { readonly field: ClientField; readonly width: number; readonly setWidth: (width: number) => void }
function HeadCell({ field, width, setWidth, state, set }: HeadProps) {
  const { t } = useTranslation()
  const direction = state.sort === field.name ? 'ascending' : state.sort === `-${field.name}` ? 'descending' : undefined
  const drag = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) setWidth(width + event.movementX)
  }
  return (
    <div className="cell head-cell" role="columnheader" data-numeric={isNumeric(field) ? '' : undefined} style={{ inlineSize: width }} aria-sort={direction}>
      {isSortable(field)
        ? <button type="button" className="sort" onClick={() => set({ sort: toggleSort(state.sort, field.name) })}>{field.label}{direction === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : direction ? <IconArrowDown size={14} aria-hidden /> : null}</button>
        : <span>{field.label}</span>}
      <button type="button" className="resize" aria-label={t('list.resize', { column: field.label })} onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={drag}
        onKeyDown={(event) => { if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') setWidth(width + (event.key === 'ArrowLeft' ? -16 : 16)) }} />
    </div>
  )
}

interface RowProps extends GridProps { readonly row: Row; readonly index: number; readonly top: number; readonly widthOf: (field: ClientField) => number }
function GridRow({ row, index, top, widthOf, fields, root, view, selected, select }: RowProps) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const go = useNavigate()
  const title = titleOfRow(model, view.entity, row)
  const toggle = (): void => {
    const next = new Set(selected)
    if (!next.delete(row.id)) next.add(row.id)
    select(next)
  }
  const click = (event: MouseEvent): void => { if (!(event.target as Element).closest('a, input, button')) void go(`${root}/${row.id}`) }
  return (
    <div className="grid-row" role="row" aria-rowindex={index + 2} aria-selected={selected.has(row.id)} style={{ transform: `translateY(${top}px)` }} onClick={click}>
      <div className="cell" data-check role="gridcell"><Checkbox size="xs" aria-label={t('list.select', { title })} checked={selected.has(row.id)} onChange={toggle} /></div>
      {fields.map((field, at) => (
        <div key={field.key} className="cell" role="gridcell" data-numeric={isNumeric(field) ? '' : undefined} style={{ inlineSize: widthOf(field) }}>
          {at === 0 ? <Link to={`${root}/${row.id}`} aria-label={title}><Shown compact field={plainField(field)} value={row[field.name]} /></Link> : <span><Shown compact field={field} value={row[field.name]} /></span>}
        </div>
      ))}
    </div>
  )
}

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { isNumeric, isSortable, shownAs } from '../model/field-view.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { sortParts, toggleSort } from './url-state.ts'

const startWidth = (field: ClientField): number => ({ switch: 90, number: 110, money: 140, percent: 100, date: 130, time: 90, datetime: 180, duration: 100, choice: 140 } as Record<string, number>)[shownAs(field)] ?? 190

export interface Widths { readonly widthOf: (field: ClientField) => number; readonly setWidth: (name: string, width: number) => void }
/** Widths are kept on this device for each entity and field. */
export function useWidths(entity: string): Widths {
  const key = `widths/${entity}`
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>(() => JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>)
  const setWidth = (name: string, width: number): void => setWidths((old) => {
    const next = { ...old, [name]: Math.min(480, Math.max(60, Math.round(width))) }
    localStorage.setItem(key, JSON.stringify(next))
    return next
  })
  return { widthOf: (field) => widths[field.name] ?? startWidth(field), setWidth }
}

interface HeadProps extends Pick<LayoutProps, 'view' | 'state' | 'set'> { readonly field: ClientField; readonly widths: Widths }
/** Shift and click sorts by several columns; their order stands beside the arrow. */
export function HeadCell({ field, widths, view, state, set }: HeadProps) {
  const { t } = useTranslation()
  const width = widths.widthOf(field)
  const parts = sortParts(state.sort || view.sort)
  const at = parts.findIndex((part) => part.name === field.name)
  const direction = at < 0 ? undefined : parts[at]?.down ? 'descending' : 'ascending'
  const drag = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) widths.setWidth(field.name, width + event.movementX)
  }
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown
  return (
    <div className="cell head-cell" role="columnheader" data-numeric={isNumeric(field) ? '' : undefined} style={{ inlineSize: width }} aria-sort={direction}>
      {isSortable(field)
        ? <button type="button" className="sort" title={t('list.sort_hint')} onClick={(event) => set({ sort: toggleSort(state.sort, field.name, event.shiftKey) })}><span>{field.label}</span>{direction ? <Arrow size={14} aria-hidden /> : null}{direction && parts.length > 1 ? <sup>{at + 1}</sup> : null}</button>
        : <span>{field.label}</span>}
      <button type="button" className="resize" aria-label={t('list.resize', { column: field.label })} onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={drag}
        onKeyDown={(event) => { if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') widths.setWidth(field.name, width + (event.key === 'ArrowLeft' ? -16 : 16)) }} />
    </div>
  )
}

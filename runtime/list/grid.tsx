import { Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import { rowHeight } from '../shell/preferences.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { HeadCell, useWidths } from './grid-head.tsx'
import { type GridItem, rowsIn } from './grid-item.ts'
import { useCellMenu } from './use-cell-menu.ts'
import { GridRow, GroupRow, SumRow } from './grid-row.tsx'

const CellMenu = lazy(() => import('./cell-menu.tsx').then((file) => ({ default: file.CellMenu })))

export interface ItemsProps extends LayoutProps {
  readonly items: readonly GridItem[]; readonly fields: readonly ClientField[]; readonly total: number
  /** Called with the last item in sight, so that what follows is there before it is needed. */
  readonly reached: (last: number) => void
  readonly toggle: (key: string) => void
  readonly sums: Readonly<Record<string, unknown>> | null
  readonly selected: ReadonlySet<string>; readonly select: (ids: ReadonlySet<string>) => void; readonly dim: boolean
}

/** A table of virtual rows: only what is seen is in the page, the counts say what there is. */
export function Grid(props: ItemsProps) {
  const { view, items, fields, total, reached, selected, select, sums } = props
  const { t } = useTranslation()
  const scroll = useRef<HTMLDivElement>(null)
  const height = rowHeight()
  // The library keeps its own cache; nothing here memoises what it answers.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroll.current, estimateSize: () => height, overscan: 12, getItemKey: (index) => items[index]?.key ?? index })
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  const widths = useWidths(view.entity.name)
  useEffect(() => reached(last), [last, reached])
  const rows = rowsIn(items)
  const menu = useCellMenu({ rows, fields })
  const all = rows.length > 0 && rows.every((row) => selected.has(row.id))
  return (
    <div className="grid-scroll" ref={scroll}>
      <div className={props.dim ? 'grid dim' : 'grid'} role={items.some(({ kind }) => kind === 'group') ? 'treegrid' : 'grid'} aria-label={view.label} aria-rowcount={total + 1} aria-colcount={fields.length + 1} aria-multiselectable>
        <div className="grid-head" role="row" aria-rowindex={1}>
          <div className="cell" data-check role="columnheader"><Checkbox size="xs" aria-label={t('list.select_all')} checked={all} indeterminate={!all && selected.size > 0} onChange={() => select(all ? new Set() : new Set(rows.map((row) => row.id)))} /></div>
          {fields.map((field) => <HeadCell key={field.key} field={field} widths={widths} view={view} state={props.state} set={props.set} />)}
        </div>
        <div role="presentation" className="grid-body" onContextMenu={menu.ask} style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
          {seen.map(({ index, start: top }) => {
            const item = items[index]
            const place = { index, top, fields, widths }
            if (item?.kind === 'row') return <GridRow key={item.key} {...place} {...{ view, selected, select }} row={item.row} root={props.root} />
            if (item?.kind === 'group') return <GroupRow key={item.key} {...place} item={item} toggle={() => props.toggle(item.key)} />
            return item ? <div key={item.key} className="grid-row muted" role="row" style={{ transform: `translateY(${top}px)` }}><div className="cell" role="gridcell">{t('list.loading')}</div></div> : null
          })}
        </div>
        {sums ? <SumRow sums={sums} fields={fields} widths={widths} /> : null}
      </div>
      {menu.at ? <Suspense><CellMenu at={menu.at} state={props.state} set={props.set} root={props.root} close={menu.close} /></Suspense> : null}
    </div>
  )
}

import { Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { isNumeric, plainField } from '../model/field-view.ts'
import { titleOfRow } from '../model/title.ts'
import type { View } from '../model/views.ts'
import { Shown } from '../widgets/display.tsx'
import type { GridItem } from './grid-item.ts'
import type { Widths } from './grid-head.tsx'
import { valueIn } from './list-data.ts'

interface Place { readonly index: number; readonly top: number; readonly fields: readonly ClientField[]; readonly widths: Widths }
interface RowProps extends Place { readonly row: Row; readonly view: View; readonly root: string; readonly selected: ReadonlySet<string>; readonly select: (ids: ReadonlySet<string>) => void }

export function GridRow({ row, index, top, widths, fields, root, view, selected, select }: RowProps) {
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
    <div className="grid-row" data-row={row.id} role="row" aria-rowindex={index + 2} aria-selected={selected.has(row.id)} style={{ transform: `translateY(${top}px)` }} onClick={click}>
      <div className="cell" data-check role="gridcell"><Checkbox size="xs" aria-label={t('list.select', { title })} checked={selected.has(row.id)} onChange={toggle} /></div>
      {fields.map((field, at) => (
        <div key={field.key} className="cell" data-field={field.name} role="gridcell" data-numeric={isNumeric(field) ? '' : undefined} style={{ inlineSize: widths.widthOf(field) }}>
          {at === 0 ? <Link to={`${root}/${row.id}`} aria-label={title}><Shown compact field={plainField(field)} value={valueIn(row, field.name)} /></Link> : <span><Shown compact field={field} value={valueIn(row, field.name)} /></span>}
        </div>
      ))}
    </div>
  )
}

type Group = Extract<GridItem, { kind: 'group' }>
/** The head of a group: what its rows have in common, how many they are, and their sums below their columns. */
export function GroupRow({ item, toggle, index, top, widths, fields }: Place & { item: Group; toggle: () => void }) {
  const first = fields.findIndex((field) => field.name in item.sums)
  const led = first < 0 ? fields : fields.slice(0, Math.max(1, first))
  const rest = fields.slice(led.length)
  const width = 40 + led.reduce((sum, field) => sum + widths.widthOf(field), 0)
  return (
    <div className="grid-row" data-group role="row" aria-rowindex={index + 2} aria-level={item.level + 1} style={{ transform: `translateY(${top}px)` }}>
      <div className="cell" role="gridcell" style={{ inlineSize: width, paddingInlineStart: 10 + item.level * 20 }}><GroupTitle item={item} toggle={toggle} /></div>
      {rest.map((field) => <div key={field.key} className="cell" role="gridcell" data-numeric={isNumeric(field) ? '' : undefined} style={{ inlineSize: widths.widthOf(field) }}>{field.name in item.sums ? <Shown compact field={field} value={item.sums[field.name] ?? null} /> : null}</div>)}
    </div>
  )
}
export function GroupTitle({ item, toggle }: { item: Group; toggle: () => void }) {
  const Chevron = item.open ? IconChevronDown : IconChevronRight
  return <button type="button" className="group-title" aria-expanded={item.open} onClick={toggle}><Chevron size={16} aria-hidden /><span className="muted">{item.field.label}</span><strong><GroupValue item={item} /></strong><span className="muted">{item.count}</span></button>
}
/** Dates are grouped by their month. */
function GroupValue({ item: { field, value } }: { item: Group }) {
  const { i18n } = useTranslation()
  if (field.value.kind !== 'date' || typeof value !== 'string') return <Shown compact field={plainField(field)} value={value} />
  return new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`))
}

/** Sums of everything the list finds. */
export function SumRow({ sums, fields, widths }: { sums: Readonly<Record<string, unknown>>; fields: readonly ClientField[]; widths: Widths }) {
  const { t } = useTranslation()
  return (
    <div className="grid-foot" role="row">
      <div className="cell" data-check role="gridcell" aria-label={t('list.total')}>Σ</div>
      {fields.map((field) => <div key={field.key} className="cell" role="gridcell" data-numeric={isNumeric(field) ? '' : undefined} style={{ inlineSize: widths.widthOf(field) }}>{field.name in sums ? <Shown compact field={field} value={sums[field.name] ?? null} /> : null}</div>)}
    </div>
  )
}

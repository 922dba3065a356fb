import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Row } from '../../metadata/api/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { plainField } from '../model/field-view.ts'
import { titleOfRow } from '../model/title.ts'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { usePhone } from '../shell/phone.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { Shown } from '../widgets/display.tsx'
import { Grid } from './grid.tsx'
import { rememberRows } from './neighbours.ts'
import { columnsOf, useRows } from './list-data.ts'

const SelectionBar = lazy(() => import('./selection-bar.tsx').then((file) => ({ default: file.SelectionBar })))

export function ListView(props: LayoutProps) {
  const { view, state, set } = props
  const { t } = useTranslation()
  const phone = usePhone()
  const fields = columnsOf(view, state.columns)
  const rows = useRows(view, state, fields)
  const all = useMemo(() => rows.data?.pages.flatMap((page) => page.rows) ?? [], [rows.data])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => rememberRows(props.root, all.map((row) => row.id)), [props.root, all])
  if (rows.isError && !rows.data) return <FailureState error={rows.error} retry={() => void rows.refetch()} />
  if (!rows.data) return <Waiting />
  const filtered = Boolean(state.filter || state.search || state.deleted)
  if (!all.length && filtered) {
    return <EmptyState title={t('list.filtered_empty')} text={t('list.filtered_empty_text')} action={<Button variant="default" onClick={() => set({ filter: '', search: '', deleted: false })}>{t('list.clear')}</Button>} />
  }
  if (!all.length) return <Nothing {...props} />
  const count = rows.data.pages[0]?.count
  const more = rows.hasNextPage && !rows.isFetchingNextPage ? () => void rows.fetchNextPage() : undefined
  return (
    <>
      <p className="list-count muted" role="status">{t('list.count', { shown: all.length, count: count ? `${count.exact ? '' : '~'}${count.value}` : String(all.length) })}</p>
      {phone ? <Cards {...props} rows={all} fields={fields} more={more} /> : <Grid {...props} rows={all} fields={fields} total={count?.value ?? all.length} more={more} selected={selected} select={setSelected} dim={rows.isPlaceholderData} />}
      {selected.size ? <Suspense><SelectionBar view={view} selected={selected} clear={() => setSelected(new Set())} deleted={state.deleted} /></Suspense> : null}
    </>
  )
}

function Nothing({ view, root }: LayoutProps) {
  const { t } = useTranslation()
  const { plural, label, may, description } = view.entity
  return <EmptyState title={t('list.empty', { plural })} text={description || t('list.empty_text')} action={may.create ? <Button component={Link} to={`${root}/new`}>{t('list.create', { entity: label })}</Button> : null} />
}
interface CardsProps extends LayoutProps { readonly rows: readonly Row[]; readonly fields: ReturnType<typeof columnsOf>; readonly more: (() => void) | undefined }
function Cards({ rows, fields, view, root, more }: CardsProps) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  return (
    <div className="grid-scroll"><div className="cards">
      {rows.map((row) => (
        <Link key={row.id} className="card" to={`${root}/${row.id}`}>
          <strong dir="auto">{titleOfRow(model, view.entity, row)}</strong>
          <dl>{fields.filter((field) => row[field.name] !== null && row[field.name] !== titleOfRow(model, view.entity, row)).slice(0, 4).map((field) => <CardLine key={field.key} label={field.label}><Shown compact field={plainField(field)} value={row[field.name]} /></CardLine>)}</dl>
        </Link>
      ))}
      {more ? <Button variant="default" onClick={more}>{t('list.more')}</Button> : null}
    </div></div>
  )
}
const CardLine = ({ label, children }: { label: string; children: ReactNode }) => <><dt>{label}</dt><dd>{children}</dd></>

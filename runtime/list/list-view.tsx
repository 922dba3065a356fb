import { Button } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '../model/context.tsx'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { usePhone } from '../shell/phone.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { Cards } from './cards.tsx'
import type { Outcome } from './bulk.ts'
import { Grid } from './grid.tsx'
import { rowItems } from './grid-item.ts'
import { rememberRows } from './neighbours.ts'
import { columnsOf, groupsOf, useRows, useSums } from './list-data.ts'

const SelectionBar = lazy(() => import('./selection-bar.tsx').then((file) => ({ default: file.SelectionBar })))
const GroupedList = lazy(() => import('./grouped-list.tsx').then((file) => ({ default: file.GroupedList })))

type Selection = { readonly selected: ReadonlySet<string>; readonly select: (ids: ReadonlySet<string>) => void }

export function ListView(props: LayoutProps) {
  const { view, state } = props
  const { model } = useWorkspace()
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const [outcome, report] = useState<Outcome | null>(null)
  const groups = groupsOf(model, view, state)
  const selection = { selected, select }
  return (
    <>
      {groups.length ? <Suspense fallback={<Waiting />}><Grouped {...props} {...selection} groups={groups} /></Suspense> : <Plain {...props} {...selection} />}
      {selected.size || outcome ? <Suspense><SelectionBar {...selection} view={view} state={state} outcome={outcome} report={report} /></Suspense> : null}
    </>
  )
}

function Grouped(props: LayoutProps & Selection & { groups: ReturnType<typeof groupsOf> }) {
  const { model } = useWorkspace()
  const sums = useSums(props.view, props.state)
  return <GroupedList {...props} sums={sums} fields={columnsOf(model, props.view, props.state.columns)} empty={() => <Nothing {...props} />} />
}

/** Pages follow as one scrolls; only what is in sight is in the page. */
function Plain(props: LayoutProps & Selection) {
  const { view, state, root } = props
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const phone = usePhone()
  const fields = columnsOf(model, view, state.columns)
  const rows = useRows(view, state, fields)
  const sums = useSums(view, state)
  const all = useMemo(() => rows.data?.pages.flatMap((page) => page.rows) ?? [], [rows.data])
  const items = useMemo(() => rowItems(all), [all])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = rows
  const reached = useCallback((last: number) => { if (last >= all.length - 30 && hasNextPage && !isFetchingNextPage) void fetchNextPage() }, [all.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  const total = rows.data?.pages[0]?.count?.value
  useEffect(() => rememberRows(root, all.map((row) => row.id), total), [root, all, total])
  if (rows.isError && !rows.data) return <FailureState error={rows.error} retry={() => void rows.refetch()} />
  if (!rows.data) return <Waiting />
  if (!all.length) return <Nothing {...props} />
  const count = rows.data.pages[0]?.count
  const Items = phone ? Cards : Grid
  return (
    <>
      <p className="list-count muted" role="status">{t('list.count', { shown: all.length, count: count ? `${count.exact ? '' : '~'}${count.value}` : String(all.length) })}</p>
      <Items {...props} items={items} fields={fields} total={count?.value ?? all.length} reached={reached} toggle={fold} sums={sums} dim={rows.isPlaceholderData} />
    </>
  )
}
const fold = (): void => undefined

function Nothing({ view, state, set, root }: LayoutProps) {
  const { t } = useTranslation()
  const { plural, label, may, description } = view.entity
  if (state.filter || state.search || state.deleted) {
    return <EmptyState title={t('list.filtered_empty')} text={t('list.filtered_empty_text')} action={<Button variant="default" onClick={() => set({ filter: '', search: '', deleted: false })}>{t('list.clear')}</Button>} />
  }
  return <EmptyState title={t('list.empty', { plural })} text={description || t('list.empty_text')} action={may.create ? <Button component={Link} to={`${root}/new`}>{t('list.create', { entity: label })}</Button> : null} />
}

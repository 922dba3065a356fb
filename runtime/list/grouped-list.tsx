import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { ListReply } from '../../metadata/api/records.ts'
import { groupRecords, listRecords } from '../client/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { FailureState, Waiting } from '../shell/states.tsx'
import { usePhone } from '../shell/phone.ts'
import type { LayoutProps } from '../views/layout-props.ts'
import { Cards } from './cards.tsx'
import { both } from './filter.ts'
import { Grid } from './grid.tsx'
import { type GridItem, rowsIn } from './grid-item.ts'
import { type Group, groupText, groupTree, leavesOf } from './group-tree.ts'
import { queryOf, sumsOf } from './list-data.ts'
import { rememberRows } from './neighbours.ts'

interface GroupedProps extends LayoutProps { readonly fields: readonly ClientField[]; readonly groups: readonly ClientField[]; readonly sums: Readonly<Record<string, unknown>> | null; readonly selected: ReadonlySet<string>; readonly select: (ids: ReadonlySet<string>) => void; readonly empty: () => React.ReactNode }
/** Few groups begin unfolded; of many only the first, so that a list never begins with a hundred questions. */
const fewGroups = 12

/** Groups within groups with their counts and sums, all from one question; rows are read where a group is unfolded. */
export function GroupedList(props: GroupedProps) {
  const { t } = useTranslation()
  const phone = usePhone()
  const answer = useGroups(props)
  const folding = useFolding(answer.groups)
  const { items, reached } = useItems(props, { groups: answer.groups, open: folding.open })
  useEffect(() => rememberRows(props.root, rowsIn(items).map((row) => row.id)), [props.root, items])
  if (answer.error && !answer.ready) return <FailureState error={answer.error} retry={answer.again} />
  if (!answer.ready) return <Waiting />
  if (!answer.groups.length) return props.empty()
  const Items = phone ? Cards : Grid
  return (
    <>
      <p className="list-count muted" role="status">{t('list.grouped', { count: String(answer.count), groups: String(leavesOf(answer.groups).length) })}</p>
      <Items {...props} items={items} total={items.length} reached={reached} toggle={folding.toggle} dim={false} />
    </>
  )
}

function useGroups({ view, state, groups }: GroupedProps) {
  const { model } = useWorkspace()
  const sums = useMemo(() => sumsOf(model, view), [model, view])
  const { filter, search, deleted } = queryOf(view, state, [])
  const query = { group: groups.map(groupText).join(','), measures: ['count', ...sums.map((field) => `sum(${field.name})`)].join(','), filter, search, deleted }
  const asked = useQuery({ queryKey: ['group', view.entity.name, query], queryFn: ({ signal }) => groupRecords(view.entity.name, query, signal), placeholderData: (old) => old })
  // Levels that are asked for now need not be those of the answer that is still shown.
  const fits = asked.data?.groups.every((group) => groups.every((field) => groupText(field) in group.by)) ?? false
  const names = groups.map((field) => field.name).join()
  const tree = useMemo(() => (asked.data && fits ? groupTree(asked.data, { fields: groups, sums }) : []), [asked.data, fits, names, sums]) // oxlint-disable-line react-hooks/exhaustive-deps
  return { groups: tree, ready: asked.data !== undefined && fits, count: asked.data?.totals['count'] ?? 0, error: asked.error, again: () => void asked.refetch() }
}

/** What was folded or unfolded by hand stays so; the rest begins by how many groups there are. */
function useFolding(groups: readonly Group[]) {
  const [chosen, choose] = useState<Readonly<Record<string, boolean>>>({})
  const leaves = leavesOf(groups)
  const first = leaves[0]?.key ?? ''
  const open = useCallback((key: string): boolean => chosen[key] ?? (leaves.length <= fewGroups || first === key || first.startsWith(`${key}/`)), [chosen, leaves.length, first])
  return { open, toggle: (key: string) => choose((old) => ({ ...old, [key]: !open(key) })) }
}

interface Shape { readonly groups: readonly Group[]; readonly open: (key: string) => boolean }
/** The unfolded groups' rows, page after page as they come into sight. */
function useItems({ view, state, fields }: GroupedProps, { groups, open }: Shape) {
  const [cursors, setCursors] = useState<Readonly<Record<string, readonly string[]>>>({})
  const query = queryOf(view, state, fields)
  const leaves = useMemo(() => { const shown = (some: readonly Group[]): readonly Group[] => some.flatMap((group) => (!open(group.key) ? [] : group.groups.length ? shown(group.groups) : [group])); return shown(groups) }, [groups, open])
  const asks = leaves.flatMap((leaf) => ['', ...(cursors[leaf.key] ?? [])].map((after) => ({ leaf, after })))
  const pages = useQueries({ queries: asks.map(({ leaf, after }) => {
    const whole = { ...query, filter: both(query.filter ?? '', leaf.filter), size: 100, count: 'none' as const, after: after || undefined }
    return { queryKey: ['list', view.entity.name, 'rows', whole], queryFn: ({ signal }: { signal: AbortSignal }) => listRecords(view.entity.name, whole, signal), placeholderData: (old: ListReply | undefined) => old }
  }) })
  const read = new Map<string, (ListReply | undefined)[]>()
  asks.forEach(({ leaf }, at) => read.set(leaf.key, [...(read.get(leaf.key) ?? []), pages[at]?.data]))
  const items = itemsOf(groups, open, read)
  const next = (key: string): string | null => read.get(key)?.at(-1)?.next ?? null
  const reached = (last: number): void => {
    const more = items.slice(0, last + 20).find((item) => item.kind === 'more' && next(item.key.slice(5)))
    const key = more?.key.slice(5)
    const after = key === undefined ? null : next(key)
    if (key !== undefined && after) setCursors((old) => (old[key]?.includes(after) ? old : { ...old, [key]: [...(old[key] ?? []), after] }))
  }
  return { items, reached }
}
function itemsOf(groups: readonly Group[], open: Shape['open'], read: ReadonlyMap<string, readonly (ListReply | undefined)[]>): readonly GridItem[] {
  return groups.flatMap((group): readonly GridItem[] => {
    const unfolded = open(group.key)
    const head: GridItem = { kind: 'group', key: group.key, level: group.level, open: unfolded, field: group.field, value: group.value, count: group.count, sums: group.sums }
    if (!unfolded) return [head]
    if (group.groups.length) return [head, ...itemsOf(group.groups, open, read)]
    const pages = read.get(group.key) ?? []
    const rows = pages.flatMap((page) => page?.rows ?? [])
    const whole = pages.every((page) => page !== undefined) && pages.at(-1)?.next === null
    return [head, ...rows.map((row): GridItem => ({ kind: 'row', key: row.id, row })), ...(whole ? [] : [{ kind: 'more' as const, key: `more ${group.key}` }])]
  })
}

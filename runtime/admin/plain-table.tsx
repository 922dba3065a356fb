import '../theme/account.css'
import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../client/request.ts'
import { usePage } from '../shell/crumbs.tsx'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { administrationTexts } from '../texts/administration.ts'
import { addTexts } from '../texts/index.ts'
import { dateTimeText } from '../widgets/format.ts'

addTexts(administrationTexts)

export type Plain = Readonly<Record<string, unknown>>
interface Page { readonly rows: readonly Plain[]; readonly next?: number | string | null }
type Query = Readonly<Record<string, string | number | undefined>>
interface PlainProps {
  readonly title: string; readonly path: string; readonly columns: readonly string[]; readonly action?: ReactNode
  readonly end?: (row: Plain) => ReactNode; readonly cells?: Readonly<Record<string, (row: Plain) => ReactNode>>
  readonly filters?: ReactNode; readonly query?: Query
  /** Which rows stay, where all are here. */
  readonly keep?: (row: Plain) => boolean
  /** Said above the rows: what was just done. */
  readonly note?: ReactNode
  /** What stands where there are no rows: why, and what to do. */
  readonly empty?: { readonly title: string; readonly text?: string; readonly action?: ReactNode }
}

/** A system list as a plain table: what administration shows of keys, jobs, roles and the audit. */
export function PlainTable(props: PlainProps) {
  const { title, path, action, filters, query = {}, empty } = props
  const { t } = useTranslation()
  usePage({ label: title })
  const pages = useInfiniteQuery({
    queryKey: ['system', path, query], staleTime: 0, initialPageParam: undefined as number | string | undefined, placeholderData: keepPreviousData,
    queryFn: async ({ pageParam }): Promise<Page> => { const body = await request<Page | readonly Plain[]>(path, { query: { ...query, before: pageParam } }); return 'rows' in body ? body : { rows: body } },
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows).filter(props.keep ?? (() => true))
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{title}</h1><div className="grow" />{action}</div>
      {filters ? <div className="question">{filters}</div> : null}
      {props.note}
      {pages.isError ? <FailureState error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Waiting /> : null}
      {rows?.length === 0 ? <EmptyState {...(empty ?? { title: t('admin.nothing') })} /> : null}
      {rows?.length ? <Rows {...props} rows={rows} dim={pages.isPlaceholderData} /> : null}
      {pages.hasNextPage ? <p><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('admin.older')}</Button></p> : null}
    </section>
  )
}

function Rows({ columns, rows, cells, end, dim }: PlainProps & { rows: readonly Plain[]; dim: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={dim ? 'scroll-x dim' : 'scroll-x'}><table className="plain" data-cards aria-labelledby="title">
      <thead><tr>{columns.map((name) => <th key={name} scope="col">{t(`admin.column.${name}`)}</th>)}{end ? <th><span className="hidden">{t('record.actions')}</span></th> : null}</tr></thead>
      <tbody>{rows.map((row, at) => <tr key={String(row['id'] ?? row['seq'] ?? row['key'] ?? at)}>{columns.map((name) => <td key={name} dir="auto" data-label={t(`admin.column.${name}`)}>{cells?.[name]?.(row) ?? shown(row[name])}</td>)}{end ? <td className="end">{end(row)}</td> : null}</tr>)}</tbody>
    </table></div>
  )
}
function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value === 'object') return String((value as { name?: unknown; title?: unknown }).name ?? (value as { title?: unknown }).title ?? JSON.stringify(value))
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? dateTimeText(value) : String(value)
}

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { readList } from '../client/system.ts'
import { usePage } from '../shell/crumbs.tsx'
import { EmptyState, FailureState, Waiting } from '../shell/states.tsx'
import { dateTimeText } from '../widgets/format.ts'

export type Plain = Readonly<Record<string, unknown>>
interface PlainProps { readonly title: string; readonly path: string; readonly columns: readonly string[]; readonly action?: ReactNode; readonly end?: (row: Plain) => ReactNode; readonly cells?: Readonly<Record<string, (row: Plain) => ReactNode>> }

/** A system list as a plain table: what administration shows of keys, jobs, roles and the audit. */
export function PlainTable({ title, path, columns, action, end, cells }: PlainProps) {
  const { t } = useTranslation()
  usePage({ label: title })
  const rows = useQuery({ queryKey: ['system', path], queryFn: () => readList<Plain>(path) })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{title}</h1><div className="grow" />{action}</div>
      {rows.isError ? <FailureState error={rows.error} retry={() => void rows.refetch()} /> : null}
      {rows.isPending ? <Waiting /> : null}
      {rows.data?.length === 0 ? <EmptyState title={t('admin.nothing')} /> : null}
      {rows.data?.length ? (
        <div className="scroll-x"><table className="plain" aria-labelledby="title">
          <thead><tr>{columns.map((name) => <th key={name} scope="col">{t(`admin.column.${name}`)}</th>)}{end ? <th><span className="hidden">{t('record.actions')}</span></th> : null}</tr></thead>
          <tbody>{rows.data.map((row, at) => <tr key={String(row['id'] ?? row['key'] ?? at)}>{columns.map((name) => <td key={name}>{cells?.[name]?.(row) ?? shown(row[name])}</td>)}{end ? <td>{end(row)}</td> : null}</tr>)}</tbody>
        </table></div>
      ) : null}
    </section>
  )
}
function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value === 'object') return String((value as { name?: unknown; title?: unknown }).name ?? (value as { title?: unknown }).title ?? JSON.stringify(value))
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? dateTimeText(value) : String(value)
}

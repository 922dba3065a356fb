import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { listRecords } from '../client/records.ts'
import type { Related } from '../form/layout.ts'
import { expandOf } from '../list/list-data.ts'
import { isNumeric, plainField } from '../model/field-view.ts'
import { useWorkspace } from '../model/context.tsx'
import { titleOfRow } from '../model/title.ts'
import { FailureState } from '../shell/states.tsx'
import { Shown } from '../widgets/display.tsx'

const most = 5

/** The newest records that point to this one; the whole list is one click away. */
export function RelatedList({ related: { entity, link, label, columns }, id }: { related: Related; id: string }) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const { app } = useParams()
  const filter = `${link.name} == '${id}'`
  const fields = ['title', ...columns.map((field) => field.name)].join(',')
  const rows = useQuery({ queryKey: ['list', entity.name, 'related', link.name, id], queryFn: ({ signal }) => listRecords(entity.name, { fields, filter, expand: expandOf(columns), size: most, count: 'exact' }, signal) })
  const root = `/${app ?? ''}/${entity.name}`
  return (
    <section className="related" aria-label={label}>
      <div className="related-head"><h3>{label} <span className="muted">{rows.data?.count?.value ?? ''}</span></h3>{entity.may.create && link.write ? <Button component={Link} size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} to={`${root}/new?set.${link.name}=${id}`}>{t('record.related_add', { entity: entity.label })}</Button> : null}</div>
      {rows.isError ? <FailureState error={rows.error} retry={() => void rows.refetch()} /> : null}
      {rows.data?.rows.length ? (
        <div className="scroll-x"><table className="plain">
          <thead><tr>{columns.map((field) => <th key={field.key} scope="col" data-numeric={isNumeric(field) ? '' : undefined}>{field.label}</th>)}</tr></thead>
          <tbody>{rows.data.rows.map((row) => (
            <tr key={row.id}>{columns.map((field, at) => <td key={field.key} data-numeric={isNumeric(field) ? '' : undefined}>{at ? <Shown compact field={field} value={row[field.name]} /> : <Link to={`${root}/${row.id}`} aria-label={titleOfRow(model, entity, row)}><Shown compact field={plainField(field)} value={row[field.name]} /></Link>}</td>)}</tr>
          ))}</tbody>
        </table></div>
      ) : <p className="muted">{rows.data ? t('list.empty', { plural: entity.plural }) : ''}</p>}
      {rows.data?.next ? <Link to={`${root}?filter=${encodeURIComponent(filter)}`}>{t('record.show_all')} ({rows.data.count?.value ?? ''})</Link> : null}
    </section>
  )
}

import { useTranslation } from 'react-i18next'
import { queryOf, useAll } from '../list/list-data.ts'
import { fieldOf } from '../model/model.ts'
import { EmptyState, FailureState } from '../shell/states.tsx'
import { Card, cardFields } from './card.tsx'
import type { LayoutProps } from './layout-props.ts'

export function GalleryView({ view, state, root }: LayoutProps) {
  const { t } = useTranslation()
  const picture = fieldOf(view.entity, String(view.options['image'] ?? '')) ?? view.entity.fields.find((field) => field.type === 'image')
  const rows = useAll(view, queryOf(view, state, [...cardFields(view), ...(picture ? [picture] : [])]))
  if (rows.isError && !rows.data) return <FailureState error={rows.error} retry={() => void rows.refetch()} />
  if (rows.data && !rows.data.rows.length) return <EmptyState title={t('list.empty', { plural: view.entity.plural })} text={t('list.empty_text')} />
  return <div className="grid-scroll"><div className="gallery">{(rows.data?.rows ?? []).map((row) => <Card key={row.id} view={view} row={row} root={root} picture={picture} />)}</div></div>
}

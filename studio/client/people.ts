import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listRecords } from '../../runtime/client/records.ts'
import { useWorkspace } from '../../runtime/model/context.tsx'
import { titleOfRow } from '../../runtime/model/title.ts'

/** Who stands behind the ids of people, as far as the reader may see them. */
export function usePeople(): (id: string | null) => string {
  const { t } = useTranslation()
  const { model, session } = useWorkspace()
  const users = model.byKey.get('user')
  const found = useQuery({ queryKey: ['list', users?.name ?? '', 'names'], enabled: users !== undefined, queryFn: ({ signal }) => listRecords(users?.name ?? '', { size: 200, count: 'none', deleted: 'with' }, signal) })
  return (id) => {
    if (id === null) return t('studio.the_system')
    if (id === session.user.id) return session.user.name
    const row = found.data?.rows.find((one) => one.id === id)
    return row && users ? titleOfRow(model, users, row) : t('studio.somebody')
  }
}

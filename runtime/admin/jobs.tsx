import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../client/request.ts'
import { PlainTable } from './plain-table.tsx'

export function JobsScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const retry = async (id: string): Promise<void> => {
    await request(`/_/jobs/${id}/retry`, { method: 'POST', body: {} }).catch(() => undefined)
    await queries.invalidateQueries({ queryKey: ['system', '/_/jobs'] })
  }
  return <PlainTable title={t('admin.jobs')} path="/_/jobs" columns={['topic', 'state', 'created_at', 'attempts', 'error']} end={(row) => (row['state'] === 'failed' ? <Button size="compact-sm" variant="default" onClick={() => void retry(String(row['id']))}>{t('admin.retry')}</Button> : null)} />
}

import { Button, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { asFailure } from '../client/failure.ts'
import { request } from '../client/request.ts'
import { useFailureText } from '../shell/states.tsx'
import { PlainTable } from './plain-table.tsx'

const states = ['waiting', 'failed', 'done'] as const
const tones: Readonly<Record<string, string>> = { failed: 'danger', done: 'ok', waiting: 'warn' }

export function JobsScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const say = useFailureText()
  const [query, setQuery] = useSearchParams()
  const [problem, setProblem] = useState('')
  const state = query.get('state')
  const retry = async (id: string): Promise<void> => {
    setProblem('')
    await request(`/_/jobs/${id}/retry`, { method: 'POST', body: {} }).catch((error: unknown) => setProblem(say(asFailure(error))))
    await queries.invalidateQueries({ queryKey: ['system', '/_/jobs'] })
  }
  return (
    <>
      {problem ? <div className="bar" data-tone="danger" role="alert">{problem}</div> : null}
      <PlainTable title={t('admin.jobs')} path="/_/jobs" query={{ state: state ?? undefined }} columns={['topic', 'state', 'created_at', 'done_at', 'attempts', 'error']}
        filters={<Select clearable clearButtonProps={{ 'aria-label': t('record.clear') }} label={t('admin.column.state')} placeholder={t('admin.any')} value={state} onChange={(value) => setQuery(value ? { state: value } : {}, { replace: true })} data={states.map((value) => ({ value, label: t(`admin.job.${value}`) }))} />}
        cells={{
          topic: (row) => t(`admin.topic.${String(row['topic'])}`, { defaultValue: String(row['topic']) }),
          state: (row) => <span className="dot" data-tone={tones[String(row['state'])]}>{t(`admin.job.${String(row['state'])}`)}</span>,
        }}
        empty={{ title: t(state ? 'admin.jobs_none' : 'admin.nothing'), text: t('admin.jobs_text') }}
        end={(row) => (row['state'] === 'failed' ? <Button size="compact-sm" variant="default" onClick={() => void retry(String(row['id']))}>{t('admin.retry')}</Button> : null)} />
    </>
  )
}

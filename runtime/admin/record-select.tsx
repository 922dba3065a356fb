import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { listRecords, readRecord } from '../client/records.ts'
import { useWorkspace } from '../model/context.tsx'
import { titleOfRow } from '../model/title.ts'
import { useDebounced } from '../shell/debounced.ts'

interface SelectProps { readonly label: string; readonly empty: string; readonly entity: ClientEntity; readonly value: string; readonly change: (id: string) => void }

/** Chooses one record by typed words; none is chosen as well. */
export function RecordSelect({ label, empty, entity, value, change }: SelectProps) {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const [text, setText] = useState('')
  const words = useDebounced(text.trim(), 150)
  const title = (row: Parameters<typeof titleOfRow>[2]): string => titleOfRow(model, entity, row)
  const chosen = useQuery({ queryKey: ['record', entity.name, value, 'title'], enabled: value !== '', retry: false, queryFn: ({ signal }) => readRecord(entity.name, value, { deleted: 'with', signal }) })
  const label0 = chosen.data ? title(chosen.data) : value.slice(-8)
  const asked = words === label0 ? '' : words
  const found = useQuery({ queryKey: ['list', entity.name, 'select', asked], placeholderData: keepPreviousData, queryFn: ({ signal }) => listRecords(entity.name, { search: asked || undefined, size: 30, count: 'none' }, signal) })
  const rows = (found.data?.rows ?? []).map((row) => ({ value: row.id, label: title(row) }))
  const data = value === '' || rows.some((row) => row.value === value) ? rows : [{ value, label: label0 }, ...rows]
  return <Select label={label} placeholder={empty} searchable clearable clearButtonProps={{ 'aria-label': t('record.clear') }} data={data} value={value || null} filter={({ options }) => options} nothingFoundMessage={t('record.no_match')} onSearchChange={setText} onChange={(id) => change(id ?? '')} />
}

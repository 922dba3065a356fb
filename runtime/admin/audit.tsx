import { Button, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { systemApp } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { type Plain, PlainTable } from './plain-table.tsx'
import { RecordSelect } from './record-select.tsx'

const kinds = [
  'created', 'updated', 'deleted', 'restored', 'purged', 'model.published', 'two_factor.on', 'two_factor.off', 'two_factor.codes', 'two_factor.reset', 'two_factor.required',
  'passkey.added', 'passkey.removed', 'password.reset_sent', 'password.unlocked', 'look.changed',
] as const
const filters = ['actor', 'kind', 'entity', 'record'] as const
type Filter = (typeof filters)[number]

/** Everything that was done, newest first; what is looked for stands in the address. */
export function AuditScreen() {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const [query, setQuery] = useSearchParams()
  const set = (name: Filter, value: string | null): void => setQuery((old) => { if (value) old.set(name, value); else old.delete(name); if (name === 'entity') old.delete('record'); return old }, { replace: true })
  const users = model.byKey.get('user')
  const clear = { clearable: true, clearButtonProps: { 'aria-label': t('record.clear') } } as const
  const asked = Object.fromEntries(filters.map((name) => [name, query.get(name) ?? undefined]))
  const filtered = filters.some((name) => query.has(name))
  return (
    <PlainTable title={t('admin.audit')} path="/_/audit" query={asked} columns={['at', 'actor_name', 'kind', 'entity', 'record', 'fields']} cells={useAuditCells()}
      filters={<>
        {users ? <RecordSelect label={t('admin.column.by')} empty={t('admin.anybody')} entity={users} value={query.get('actor') ?? ''} change={(id) => set('actor', id)} /> : null}
        <Select {...clear} label={t('admin.column.action')} placeholder={t('admin.any')} value={query.get('kind')} onChange={(value) => set('kind', value)} data={kinds.map((value) => ({ value, label: t(`admin.event.${value}`) }))} />
        <Select {...clear} searchable label={t('admin.column.entity')} placeholder={t('admin.any')} value={query.get('entity')} onChange={(value) => set('entity', value)} data={[...model.byName.values()].map((one) => ({ value: one.key, label: one.label }))} nothingFoundMessage={t('record.no_match')} />
      </>}
      empty={filtered ? { title: t('admin.audit_none'), action: <Button variant="default" onClick={() => setQuery({}, { replace: true })}>{t('admin.clear_filter')}</Button> } : { title: t('admin.nothing') }} />
  )
}

/** Entities by their label, actions in words, and the record as a link to it. */
function useAuditCells(): Readonly<Record<string, (row: Plain) => ReactNode>> {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const entityOf = (row: Plain) => model.byKey.get(String(row['entity']))
  return {
    kind: (row) => t(`admin.event.${String(row['kind'])}`, { defaultValue: String(row['kind']) }),
    entity: (row) => (row['entity'] ? entityOf(row)?.label ?? String(row['entity']) : '–'),
    record: (row) => {
      const entity = entityOf(row)
      return entity && row['record'] ? <Link to={`/${systemApp}/${entity.name}/${String(row['record'])}`}><code>{String(row['record']).slice(-8)}</code></Link> : '–'
    },
    fields: (row) => {
      if (row['kind'] === 'model.published') return <Link to="/studio/versions">{t('admin.column.version')} {String(row['version'])}</Link>
      const names = row['kind'] === 'updated' && typeof row['changes'] === 'object' ? Object.keys(row['changes'] ?? {}) : []
      return names.map((name) => entityOf(row)?.fields.find((field) => field.key === name || field.name === name)?.label ?? name).join(', ') || '–'
    },
  }
}

import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { systemApp } from '../model/apps.ts'
import { useWorkspace } from '../model/context.tsx'
import { type Plain, PlainTable } from './plain-table.tsx'

export function AuditScreen() {
  const { t } = useTranslation()
  return <PlainTable title={t('admin.audit')} path="/_/audit" columns={['at', 'actor_name', 'kind', 'entity', 'record']} cells={useAuditCells()} />
}

/** Entities by their label, actions in words, and the record as a link to it. */
function useAuditCells(): Readonly<Record<string, (row: Plain) => ReactNode>> {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  return {
    kind: (row) => t(`record.action.${String(row['kind'])}`, { defaultValue: String(row['kind']) }),
    entity: (row) => model.byKey.get(String(row['entity']))?.label ?? String(row['entity']),
    record: (row) => {
      const entity = model.byKey.get(String(row['entity']))
      return entity && row['record'] ? <Link to={`/${systemApp}/${entity.name}/${String(row['record'])}`}>{String(row['record']).slice(-8)}</Link> : '–'
    },
  }
}

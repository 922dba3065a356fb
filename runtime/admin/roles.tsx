import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isObject } from '../../metadata/base/json.ts'
import { useWorkspace } from '../model/context.tsx'
import { type Plain, PlainTable } from './plain-table.tsx'

/** The roles and what each reaches; they are made in the studio. */
export function RolesScreen() {
  const { t } = useTranslation()
  const { model } = useWorkspace()
  const reach = (row: Plain): string => {
    if (row['key'] === 'administrator') return t('admin.everything')
    const keys = isObject(row['may']) ? Object.keys(row['may']) : []
    const labels = keys.map((key) => (key === '*' ? t('admin.every_entity') : model.byKey.get(key)?.plural ?? key))
    return labels.length > 6 ? t('admin.and_more', { some: labels.slice(0, 6).join(', '), count: labels.length - 6 }) : labels.join(', ') || '–'
  }
  return (
    <PlainTable title={t('admin.roles')} path="/_/roles" columns={['label', 'key', 'layer', 'may']} cells={{ may: reach, key: (row) => <code>{String(row['key'])}</code> }}
      action={<><Button component={Link} variant="default" to="/_/why">{t('admin.why')}</Button><Button component={Link} to="/studio">{t('admin.edit_roles')}</Button></>} />
  )
}

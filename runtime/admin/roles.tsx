import { useTranslation } from 'react-i18next'
import { PlainTable } from './plain-table.tsx'

export function RolesScreen() {
  const { t } = useTranslation()
  return <PlainTable title={t('admin.roles')} path="/_/roles" columns={['label', 'key', 'layer']} />
}

import { useTranslation } from 'react-i18next'
import { PlainTable } from './plain-table.tsx'

export function VersionsScreen() {
  const { t } = useTranslation()
  return <PlainTable title={t('admin.versions')} path="/_/publish/versions" columns={['version', 'published_at', 'note']} />
}

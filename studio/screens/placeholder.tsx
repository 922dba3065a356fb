import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Stands in the place of what is still read. */
export function Placeholder({ rows }: { rows: number }) {
  const { t } = useTranslation()
  return <div className="placeholder" role="status" aria-label={t('list.loading')}>{Array.from({ length: rows }, (_, at) => <Skeleton key={at} height={28} animate={false} />)}</div>
}

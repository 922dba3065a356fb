import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, FailureState } from '../../runtime/shell/states.tsx'
import { dateTimeText } from '../../runtime/widgets/format.ts'
import { usePeople } from '../client/people.ts'
import { key, readVersions } from '../client/publishing.ts'
import { Placeholder } from './placeholder.tsx'

export function VersionsScreen() {
  const { t } = useTranslation()
  usePage({ label: t('studio.versions') })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('studio.versions')}</h1></div>
      <VersionTable most={200} />
    </section>
  )
}

/** `= 3` is how the server notes that version 3 was published again. */
export function useNote(): (note: string) => string {
  const { t } = useTranslation()
  return (note) => { const again = /^= (\d+)$/.exec(note); return again ? t('studio.again_of', { version: again[1] }) : note }
}

export function VersionTable({ most }: { most: number }) {
  const { t } = useTranslation()
  const name = usePeople()
  const note = useNote()
  const versions = useQuery({ queryKey: key('versions'), queryFn: readVersions, staleTime: 0 })
  if (versions.isError) return <FailureState error={versions.error} retry={() => void versions.refetch()} />
  if (versions.isPending) return <Placeholder rows={5} />
  if (versions.data.length === 0) return <EmptyState title={t('studio.no_versions')} />
  const newest = versions.data[0]?.version
  return (
    <ul className="rows">
      {versions.data.slice(0, most).map((row) => (
        <li key={row.version}>
          <Link to={`/studio/versions/${row.version}`}><strong>{t('studio.version_number', { version: row.version })}</strong></Link>
          {row.version === newest ? <span className="dot" data-tone="ok">{t('studio.live')}</span> : null}
          <span dir="auto">{note(row.note)}</span>
          <span className="muted">{name(row.published_by)}, <time dateTime={row.published_at}>{dateTimeText(row.published_at)}</time></span>
          {row.version === newest ? null : <Button className="end" component={Link} size="compact-sm" variant="default" to={`/studio/versions/${row.version}/publish`}>{t('studio.publish_again')}</Button>}
        </li>
      ))}
    </ul>
  )
}

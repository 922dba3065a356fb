import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { FailureState } from '../../runtime/shell/states.tsx'
import { dateTimeText } from '../../runtime/widgets/format.ts'
import { usePeople } from '../client/people.ts'
import { key, readChanges, readSteps, readVersions } from '../client/publishing.ts'
import { Changes, Steps } from '../publish/plan-view.tsx'
import { Placeholder } from './placeholder.tsx'
import { useNote } from './versions.tsx'

/** One version: who and when, what it did, and what lies between it and another. */
export function VersionScreen() {
  const { t } = useTranslation()
  const version = Number(useParams()['version'])
  const name = usePeople()
  const note = useNote()
  const title = t('studio.version_number', { version })
  usePage({ label: t('studio.versions'), to: '/studio/versions' }, { label: title })
  const versions = useQuery({ queryKey: key('versions'), queryFn: readVersions })
  const steps = useQuery({ queryKey: key('steps', version), queryFn: () => readSteps(version) })
  const row = versions.data?.find((one) => one.version === version)
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head">
        <h1 id="title">{title}</h1>
        <div className="grow" />
        {row && row.version !== versions.data?.[0]?.version ? <Button component={Link} to={`/studio/versions/${version}/publish`}>{t('studio.publish_again')}</Button> : null}
      </div>
      {row ? <p className="muted">{name(row.published_by)}, {dateTimeText(row.published_at)}{row.note ? ` · ${note(row.note)}` : ''}</p> : null}
      <Compare version={version} all={versions.data?.map((one) => one.version) ?? []} />
      <h2>{t('studio.this_version')}</h2>
      {steps.isError ? <FailureState error={steps.error} retry={() => void steps.refetch()} /> : steps.data ? <Steps steps={steps.data} /> : <Placeholder rows={6} />}
    </section>
  )
}

function Compare({ version, all }: { version: number; all: readonly number[] }) {
  const { t } = useTranslation()
  const [query, setQuery] = useSearchParams()
  const other = Number(query.get('with') ?? all.find((one) => one < version) ?? 0)
  const changes = useQuery({ queryKey: key('changes', version, other), queryFn: () => readChanges(version, other), enabled: other > 0 && other !== version })
  if (all.length < 2) return null
  return (
    <>
      <Select className="narrow" label={t('studio.compare')} allowDeselect={false} value={other > 0 ? String(other) : null} onChange={(value) => setQuery(value ? { with: value } : {}, { replace: true })}
        data={all.filter((one) => one !== version).map((one) => ({ value: String(one), label: t('studio.version_number', { version: one }) }))} />
      {other > 0 ? <h2>{t('studio.compare_text', { version, other })}</h2> : null}
      {changes.isError ? <FailureState error={changes.error} retry={() => void changes.refetch()} /> : changes.data ? <Changes changes={changes.data} /> : other > 0 ? <Placeholder rows={3} /> : null}
    </>
  )
}

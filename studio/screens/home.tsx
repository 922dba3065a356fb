import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { EmptyState, FailureState, useFailureText } from '../../runtime/shell/states.tsx'
import { asFailure } from '../../runtime/client/failure.ts'
import { createDraft, type EditConflict, key, type LayerOverview, readLive, readLiveLayer } from '../client/publishing.ts'
import { downloadLayer } from '../layer-files/download.ts'
import { DraftList } from './drafts.tsx'
import { Placeholder } from './placeholder.tsx'
import { VersionTable } from './versions.tsx'

export function HomeScreen() {
  const { t } = useTranslation()
  usePage()
  const live = useQuery({ queryKey: key('live'), queryFn: readLive })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('shell.studio')}</h1>{live.data ? <span className="muted">{t('studio.version_number', { version: live.data.version })}</span> : null}</div>
      {live.isError ? <FailureState error={live.error} retry={() => void live.refetch()} /> : null}
      <h2>{t('studio.layers')}</h2>
      <p className="muted">{t('studio.layers_text')}</p>
      {live.isPending ? <Placeholder rows={3} /> : null}
      {live.data ? <Layers layers={live.data.layers} /> : null}
      {live.data ? <Conflicts conflicts={live.data.conflicts} /> : null}
      <h2>{t('studio.drafts')}</h2>
      <DraftList empty={<EmptyState title={t('draft.none')} text={t('draft.none_text')} action={<Button component={Link} variant="default" to="/studio/drafts">{t('draft.new')}</Button>} />} />
      <div className="head-row"><h2>{t('studio.versions')}</h2><Link to="/studio/versions">{t('studio.all_versions')}</Link></div>
      <VersionTable most={5} />
    </section>
  )
}

function Layers({ layers }: { layers: readonly LayerOverview[] }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const run = (act: () => Promise<void>): void => { setProblem(''); act().catch((error: unknown) => setProblem(say(asFailure(error)))) }
  const edit = async (layer: string): Promise<void> => {
    const { id } = await createDraft(layer, '')
    await queries.invalidateQueries({ queryKey: key('drafts') })
    await go(`/studio/drafts/${id}`)
  }
  return (
    <>
      {problem ? <div className="bar" data-tone="danger" role="alert">{problem}</div> : null}
      <ul className="rows">
        {layers.map((layer) => (
          <li key={layer.name}>
            <strong dir="auto">{layer.label}</strong>
            <span className="muted">{layer.name} {layer.version}</span>
            <span className="muted">{t('studio.objects')}: {layer.objects}{layer.edits > 0 ? ` · ${t('studio.edits')}: ${layer.edits}` : ''}</span>
            <Group gap={6} className="end">
              <Button size="compact-sm" variant="default" onClick={() => run(() => edit(layer.name))}>{t('studio.edit_layer')}</Button>
              <Button size="compact-sm" variant="subtle" onClick={() => run(async () => downloadLayer(await readLiveLayer(layer.name)))}>{t('studio.export')}</Button>
            </Group>
          </li>
        ))}
      </ul>
    </>
  )
}

function Conflicts({ conflicts }: { conflicts: readonly EditConflict[] }) {
  const { t } = useTranslation()
  if (conflicts.length === 0) return <p className="dot" data-tone="ok">{t('studio.no_conflicts')}</p>
  return (
    <section className="plan-group loss" data-tone="warn">
      <h3>{t('studio.conflicts')}</h3>
      <p>{t('studio.conflicts_text')}</p>
      <div className="scroll-x"><table className="plain">
        <thead><tr><th scope="col">{t('studio.what')}</th><th scope="col">{t('studio.conflict.found')}</th><th scope="col">{t('studio.conflict.set')}</th></tr></thead>
        <tbody>{conflicts.map((one) => <tr key={one.object + one.path}><td><code>{one.object} {one.path}</code></td><td dir="auto">{JSON.stringify(one.found)}</td><td dir="auto">{JSON.stringify(one.set)}</td></tr>)}</tbody>
      </table></div>
    </section>
  )
}

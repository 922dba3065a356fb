import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { request } from '../client/request.ts'
import { usePage } from '../shell/crumbs.tsx'
import { FailureState, Waiting } from '../shell/states.tsx'
import { administrationTexts } from '../texts/administration.ts'
import { addTexts } from '../texts/index.ts'
import { upkeepTexts } from '../texts/upkeep.ts'
import { dateTimeText, durationText, sizeText } from '../widgets/format.ts'

addTexts(administrationTexts, upkeepTexts)

type Level = 'ok' | 'warn' | 'bad'
interface Health {
  readonly at: string; readonly version: string; readonly node: string; readonly uptime: number; readonly memory: number
  readonly database: { readonly version: string; readonly size: number; readonly workspace: number; readonly answer: number; readonly clock: number; readonly pool: { readonly total: number; readonly idle: number; readonly waiting: number; readonly most: number } }
  readonly disk: { readonly free: number; readonly total: number } | null; readonly jobs: { readonly waiting: number; readonly oldest: string | null; readonly failed: number }
  readonly mails: { readonly waiting: number; readonly failed: number }; readonly backup: { readonly at: string | null; readonly failed: boolean }
  readonly slow: readonly { readonly seconds: number; readonly text: string }[]; readonly levels: Readonly<Record<string, Level>>
}
const tones: Readonly<Record<Level, string>> = { ok: 'ok', warn: 'warn', bad: 'danger' }
const gigabytes = (bytes: number): string => (bytes > 1_073_741_824 ? `${(bytes / 1_073_741_824).toFixed(1)} GB` : sizeText(bytes))

/** How the server fares, with the way to what needs somebody. */
export function HealthScreen() {
  const { t } = useTranslation()
  usePage({ label: t('admin.health') })
  const health = useQuery({ queryKey: ['system', '/_/health'], queryFn: () => request<Health>('/_/health'), refetchInterval: 15_000, staleTime: 0 })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('admin.health')}</h1><div className="grow" /><Button variant="default" loading={health.isFetching} onClick={() => void health.refetch()}>{t('upkeep.look_again')}</Button></div>
      {health.isError ? <FailureState error={health.error} retry={() => void health.refetch()} /> : null}
      {health.isPending ? <Waiting /> : null}
      {health.data ? <Figures health={health.data} /> : null}
    </section>
  )
}

function Figures({ health }: { health: Health }) {
  const { t } = useTranslation()
  const { database, disk, jobs, mails, backup, levels } = health
  const { pool } = database
  return (
    <>
      <div className="figures">
        <Figure area="database" level={levels['database']} pairs={[['version', `PostgreSQL ${database.version}`], ['answer', `${database.answer} ms`], ['size', gigabytes(database.size)], ['workspace', gigabytes(database.workspace)], ['connections', `${pool.total - pool.idle} / ${pool.most}`], ['queue', pool.waiting]]} />
        <Figure area="disk" level={levels['disk']} pairs={disk ? [['free', gigabytes(disk.free)], ['total', gigabytes(disk.total)]] : []} />
        <Figure area="jobs" level={levels['jobs']} more={<Link to="/_/jobs">{t('admin.jobs')}</Link>} pairs={[['waiting', jobs.waiting], ['failed', jobs.failed], ['overdue', jobs.oldest ? dateTimeText(jobs.oldest) : '–']]} />
        <Figure area="mails" level={levels['mails']} more={<Link to="/_/mails">{t('admin.mails')}</Link>} pairs={[['waiting', mails.waiting], ['failed', mails.failed]]} />
        <Figure area="backup" level={levels['backup']} more={<Link to="/_/backups">{t('admin.backups')}</Link>} pairs={[['last', backup.at ? dateTimeText(backup.at) : t('admin.never')]]} />
        <Figure area="clock" level={levels['clock']} pairs={[['server', dateTimeText(health.at)], ['drift', `${database.clock} ms`]]} />
        <Figure area="server" level="ok" pairs={[['version', `Officina ${health.version}`], ['node', health.node], ['uptime', durationText(health.uptime)], ['memory', gigabytes(health.memory)]]} />
      </div>
      <h2>{t('upkeep.slow')}</h2>
      {health.slow.length === 0 ? <p className="muted">{t('upkeep.no_slow')}</p> : <ul className="rows">{health.slow.map((one) => <li key={one.text}><div><code className="key">{one.text}</code></div><span>{one.seconds} s</span></li>)}</ul>}
    </>
  )
}

interface FigureProps { readonly area: string; readonly level: Level | undefined; readonly pairs: readonly (readonly [string, string | number])[]; readonly more?: ReactNode }
function Figure({ area, level = 'ok', pairs, more }: FigureProps) {
  const { t } = useTranslation()
  return (
    <section className="figure" aria-labelledby={`health-${area}`}>
      <h2 id={`health-${area}`}>{t(`upkeep.area.${area}`)}</h2>
      <span className="dot" data-tone={tones[level]}>{t(`upkeep.level.${level}`)}</span>
      <dl>{pairs.map(([name, value]) => <Pair key={name} name={t(`upkeep.figure.${name}`)} value={value} />)}</dl>
      {more}
    </section>
  )
}
const Pair = ({ name, value }: { name: string; value: string | number }) => <><dt>{name}</dt><dd>{value}</dd></>

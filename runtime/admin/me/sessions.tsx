import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SessionEntry } from '../../client/account.ts'
import { request } from '../../client/request.ts'
import { readList } from '../../client/system.ts'
import { FailureState } from '../../shell/states.tsx'
import { dateTimeText } from '../../widgets/format.ts'
import { deviceOf } from './device.ts'
import { Section, useTask } from './section.tsx'

/** Where one is signed in; each can be ended from here. */
export function Sessions() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { run, busy, told } = useTask()
  const list = useQuery({ queryKey: ['system', '/_/sessions'], queryFn: () => readList<SessionEntry>('/_/sessions') })
  const end = (ids: readonly string[]): Promise<boolean> => run(async () => {
    for (const id of ids) await request(`/_/sessions/${id}`, { method: 'DELETE' })
    await queries.invalidateQueries({ queryKey: ['system', '/_/sessions'] })
  }, t('me.ended', { count: ids.length }))
  const others = list.data?.filter(({ current }) => !current) ?? []
  return (
    <Section id="sessions" title={t('me.sessions')} text={t('me.sessions_text')}>
      {list.isError ? <FailureState error={list.error} retry={() => void list.refetch()} /> : null}
      {told}
      <ul className="rows">{list.data?.map((one) => (
        <li key={one.id}><div><strong>{deviceOf(one.agent) || t('me.unknown_device')}</strong><small className="muted">{[one.ip, t('me.seen', { at: dateTimeText(one.last_seen_at) })].filter(Boolean).join(' · ')}</small></div>
          {one.current ? <span className="dot" data-tone="ok">{t('me.here')}</span> : <Button size="compact-md" variant="default" loading={busy} onClick={() => void end([one.id])}>{t('me.end')}</Button>}</li>))}
      </ul>
      {others.length > 1 ? <Group><Button variant="default" onClick={() => void end(others.map(({ id }) => id))}>{t('me.end_others', { count: others.length })}</Button></Group> : null}
    </Section>
  )
}

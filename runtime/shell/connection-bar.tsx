import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../client/connection.ts'
import { readSession } from '../client/system.ts'
import { timeText } from './times.ts'

/** So often the server is asked whether it is back. */
const every = 4_000

/** Offline, or the server away: from when the page is, and that nothing typed is lost. */
export function ConnectionBar() {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const connection = useConnection()
  useEffect(() => {
    if (connection !== 'away') return undefined
    const timer = setInterval(() => { void readSession().then(() => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' && queryKey[0] !== 'session' }), () => undefined) }, every)
    return () => clearInterval(timer)
  }, [connection, queries])
  if (connection === 'online') return null
  const read = queries.getQueryCache().findAll({ type: 'active' }).filter(({ queryKey, state }) => state.dataUpdatedAt > 0 && ['list', 'record', 'group'].includes(String(queryKey[0]))).map(({ state }) => state.dataUpdatedAt)
  const at = read.length > 0 ? t('shell.as_of', { at: timeText(new Date(Math.min(...read)), i18n.language) }) : ''
  return (
    <div className="bar" data-tone="warn" role="status">
      <span>{t(connection === 'offline' ? 'shell.offline' : 'shell.away')} {at}</span>
      {connection === 'away' ? <Button size="compact-sm" variant="default" onClick={() => void queries.invalidateQueries()}>{t('shell.retry')}</Button> : null}
    </div>
  )
}

import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readList, readSession } from '../client/system.ts'
import { timeText } from './times.ts'

const SignInDialog = lazy(() => import('./sign-in-dialog.tsx').then((file) => ({ default: file.SignInDialog })))
interface OwnSession { readonly current: boolean; readonly expires_at: string }

/** So long before its end a session is spoken of. */
const before = 10 * 60_000
/** Timers of browsers reach no further than some days; and the clock may be set. */
const longest = 3_600_000
const readEnd = async (): Promise<number | null> => {
  const own = (await readList<OwnSession>('/_/sessions')).find(({ current }) => current)
  return own ? Date.parse(own.expires_at) : null
}

/** Warns before the session ends. Staying prolongs it, or asks for the password where it has reached its full length. */
export function SessionWatch() {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const [now, setNow] = useState(() => Date.now())
  const [asking, setAsking] = useState(false)
  const end = useQuery({ queryKey: ['session-end'], queryFn: readEnd, staleTime: longest, retry: false })
  const at = end.data ?? null
  useEffect(() => {
    if (at === null) return undefined
    const timer = setTimeout(() => { setNow(Date.now()); void queries.invalidateQueries({ queryKey: ['session-end'] }) }, Math.min(longest, Math.max(15_000, at - before - Date.now())))
    return () => clearTimeout(timer)
  }, [at, now, queries])
  if (at === null || at - now > before) return null
  const stay = async (): Promise<void> => {
    await readSession().catch(() => null)
    const next = await queries.fetchQuery({ queryKey: ['session-end'], queryFn: readEnd, staleTime: 0 }).catch(() => null)
    setNow(Date.now())
    if (next === null || next - Date.now() <= before) setAsking(true)
  }
  const answer = (): void => { setAsking(false); void queries.invalidateQueries({ queryKey: ['session-end'] }) }
  return (
    <div className="bar" data-tone="warn" role="alert">
      {t('shell.ends_at', { at: timeText(new Date(at), i18n.language) })}
      <Button size="compact-sm" onClick={() => void stay()}>{t('shell.stay')}</Button>
      {asking ? <Suspense><SignInDialog answer={answer} title={t('shell.ends_at', { at: timeText(new Date(at), i18n.language) })} /></Suspense> : null}
    </div>
  )
}

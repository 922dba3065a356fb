import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconInbox, IconLock } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure, type Failure } from '../client/failure.ts'

/** A place with nothing to show: why, and what to do next. */
export function EmptyState({ title, text, action, icon }: { title: string; text?: string; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="state">
      {icon ?? <IconInbox size={32} aria-hidden />}
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      {action}
    </div>
  )
}

/** The sentence of a failure in the reader's language: the server's own where it said one. */
export function useFailureText(): (failure: Failure) => string {
  const { t } = useTranslation()
  return (failure) => (failure.status === 0 ? t('shell.unreachable') : failure.document.detail || failure.problems[0]?.message || t('shell.failed'))
}

export function FailureState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const failure = asFailure(error)
  const denied = failure.status === 403 || failure.status === 404
  return (
    <div className="state" role="alert">
      {denied ? <IconLock size={32} aria-hidden /> : <IconAlertTriangle size={32} aria-hidden />}
      <h2>{denied ? t('shell.not_here') : t('shell.failed_title')}</h2>
      <p>{denied && !failure.document.detail ? t('shell.not_here_text') : say(failure)}</p>
      {failure.document.request ? <p><code>{failure.document.code} {failure.document.request}</code></p> : null}
      {retry ? <Button variant="default" onClick={retry}>{t('shell.retry')}</Button> : null}
    </div>
  )
}

/** Shown when a screen itself breaks: the page can always be left or read again. */
export function BrokenScreen() {
  const { t } = useTranslation()
  return <EmptyState title={t('shell.failed_title')} text={t('shell.failed')} action={<Button onClick={() => location.reload()}>{t('shell.reload')}</Button>} />
}

/** Not before 150 ms, so that fast answers do not flash. */
export function Waiting() {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => { const timer = setTimeout(() => setLate(true), 150); return () => clearTimeout(timer) }, [])
  return <div className="cards" role="status" aria-label={t('list.loading')}>{late ? Array.from({ length: 12 }, (_, index) => <Skeleton key={index} height={28} animate={false} />) : null}</div>
}

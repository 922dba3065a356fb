import { Alert, Anchor, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { passkeysOffered, readSecond } from '../client/account.ts'
import { providerAddress, readProvider } from '../client/system.ts'
import { EntryFrame } from './entry-frame.tsx'
import { SignInForm } from './sign-in-form.tsx'

const PasskeyButton = lazy(() => import('./second-step.tsx').then((file) => ({ default: file.PasskeyButton })))

/** Only addresses inside this workspace are followed after signing in. */
export const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/')

const refusals = ['failed', 'unknown', 'away'] as const
/** Browsers offer passkeys only to a host with a name. */
const named = (): boolean => isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname)

export function SignInScreen() {
  const { t } = useTranslation()
  const [query] = useSearchParams()
  const queries = useQueryClient()
  const go = useNavigate()
  const halfway = query.has('second')
  const provider = useQuery({ queryKey: ['provider'], queryFn: readProvider, staleTime: Infinity, retry: false })
  // Whoever comes from the provider may have the second step before him.
  const half = useQuery({ queryKey: ['half'], queryFn: readSecond, enabled: halfway, retry: false, gcTime: 0 })
  const refused = refusals.find((one) => one === query.get('refused'))
  const enter = (): void => {
    queries.clear()
    void go(safeNext(query.get('next')), { replace: true })
  }
  if (halfway && half.isPending) return null
  return (
    <EntryFrame title={t('entry.sign_in')}>
      {refused ? <Alert color="red" variant="light" role="alert">{t(`entry.refused.${refused}`)}</Alert> : null}
      <SignInForm done={enter} half={half.data?.methods} />
      {provider.data?.enabled ? <Button component="a" variant="default" href={providerAddress(safeNext(query.get('next')))}>{t('entry.provider')}</Button> : null}
      {passkeysOffered() && named() ? <Suspense><PasskeyButton done={enter} /></Suspense> : null}
      <Anchor component={Link} to="/_/forgot" size="sm">{t('entry.forgot')}</Anchor>
    </EntryFrame>
  )
}

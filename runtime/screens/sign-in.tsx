import { Alert, Anchor, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { providerAddress, readProvider } from '../client/system.ts'
import { EntryFrame } from './entry-frame.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Only addresses inside this workspace are followed after signing in. */
export const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/')

const refusals = ['failed', 'unknown', 'away'] as const

export function SignInScreen() {
  const { t } = useTranslation()
  const [query] = useSearchParams()
  const queries = useQueryClient()
  const go = useNavigate()
  const provider = useQuery({ queryKey: ['provider'], queryFn: readProvider, staleTime: Infinity, retry: false })
  const refused = refusals.find((one) => one === query.get('refused'))
  const enter = (): void => {
    queries.clear()
    void go(safeNext(query.get('next')), { replace: true })
  }
  return (
    <EntryFrame title={t('entry.sign_in')}>
      {refused ? <Alert color="red" variant="light" role="alert">{t(`entry.refused.${refused}`)}</Alert> : null}
      <SignInForm done={enter} />
      {provider.data?.enabled ? <Button component="a" variant="default" href={providerAddress(safeNext(query.get('next')))}>{t('entry.provider')}</Button> : null}
      <Anchor component={Link} to="/_/forgot" size="sm">{t('entry.forgot')}</Anchor>
    </EntryFrame>
  )
}

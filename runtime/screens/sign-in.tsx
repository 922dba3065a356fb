import { Anchor } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { EntryFrame } from './entry-frame.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Only addresses inside this workspace are followed after signing in. */
export const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : '/')

export function SignInScreen() {
  const { t } = useTranslation()
  const [query] = useSearchParams()
  const queries = useQueryClient()
  const go = useNavigate()
  const enter = (): void => {
    queries.clear()
    void go(safeNext(query.get('next')), { replace: true })
  }
  return (
    <EntryFrame title={t('entry.sign_in')}>
      <SignInForm done={enter} />
      <Anchor component={Link} to="/_/forgot" size="sm">{t('entry.forgot')}</Anchor>
    </EntryFrame>
  )
}

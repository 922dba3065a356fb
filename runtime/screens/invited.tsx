import { Alert, Anchor, Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router'
import type { Method } from '../client/account.ts'
import { asFailure } from '../client/failure.ts'
import { request } from '../client/request.ts'
import { useFailureText } from '../shell/states.tsx'
import { isLanguage, speak } from '../texts/index.ts'
import { EntryFrame } from './entry-frame.tsx'
import { NewPassword } from './new-password.tsx'
import { SecondStep } from './second-step.tsx'

interface Invited { readonly name: string; readonly email: string; readonly language: string | null }
const post = <T,>(path: string, body: unknown): Promise<T> => request<T>(path, { method: 'POST', body })

/** Where the letter leads: whoever was invited chooses a password and is in. */
export function InvitedScreen() {
  const { t } = useTranslation()
  const say = useFailureText()
  const queries = useQueryClient()
  const go = useNavigate()
  const token = useLocation().hash.slice(1)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const [second, setSecond] = useState<readonly Method[] | null>(null)
  const invited = useQuery({ queryKey: ['invited', token], queryFn: () => post<Invited>('/_/session/invitation', { token }), retry: false, staleTime: Number.POSITIVE_INFINITY })
  const language = invited.data?.language
  useEffect(() => { if (isLanguage(language) && !localStorage.getItem('language')) void speak(language) }, [language])
  const enter = (): void => { queries.clear(); void go('/', { replace: true }) }
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    setBusy(true)
    try {
      const done = await post<{ second?: readonly Method[] }>('/_/session/accept', { token, password })
      if (done.second) setSecond(done.second)
      else enter()
    } catch (error) {
      const failure = asFailure(error)
      setProblem(failure.problems[0]?.message ?? say(failure))
    } finally {
      setBusy(false)
    }
  }
  if (invited.isPending) return null
  if (invited.isError) return <Refused text={say(asFailure(invited.error))} />
  return (
    <EntryFrame title={t('entry.welcome', { name: invited.data.name })} text={t('entry.invited_text')}>
      {second ? <SecondStep methods={second} done={enter} back={() => void go('/_/sign-in')} /> : (
        <Choose email={invited.data.email} problem={problem} busy={busy} submit={(event) => void submit(event)} />
      )}
    </EntryFrame>
  )
}

function Refused({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <EntryFrame title={t('entry.invited')}>
      <Alert color="red" role="alert">{text}</Alert>
      <Anchor component={Link} to="/_/sign-in" size="sm">{t('entry.sign_in')}</Anchor>
    </EntryFrame>
  )
}

interface ChooseProps { readonly email: string; readonly problem: string; readonly busy: boolean; readonly submit: (event: FormEvent<HTMLFormElement>) => void }
function Choose({ email, problem, busy, submit }: ChooseProps) {
  const { t } = useTranslation()
  return (
    <form className="form-stack" onSubmit={submit}>
      {problem ? <Alert color="red" role="alert">{problem}</Alert> : null}
      <TextInput label={t('entry.email')} value={email} readOnly autoComplete="username" />
      <NewPassword name="password" email={email} />
      <Button type="submit" loading={busy}>{t('entry.enter')}</Button>
    </form>
  )
}

import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { enter, type Method } from '../client/account.ts'
import { asFailure, type Failure } from '../client/failure.ts'
import { useFailureText } from '../shell/states.tsx'

const SecondStep = lazy(() => import('./second-step.tsx').then((file) => ({ default: file.SecondStep })))

interface SignInProps { readonly done: () => void; /** The first step was done elsewhere. */ readonly half?: readonly Method[] | undefined }

/** E-mail and password, which take paste and password managers; then the second step of those who have one. */
export function SignInForm({ done, half }: SignInProps) {
  const [second, setSecond] = useState<readonly Method[] | null>(half ?? null)
  if (second) return <Suspense><SecondStep methods={second} done={done} back={() => setSecond(null)} /></Suspense>
  return <FirstStep done={done} more={setSecond} />
}

function FirstStep({ done, more }: { done: () => void; more: (methods: readonly Method[]) => void }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setBusy(true)
    try {
      const { second } = await enter(String(data.get('email')), String(data.get('password')))
      if (second) more(second)
      else done()
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="form-stack">
      {failure ? <Alert color="red" variant="light" role="alert">{failure.status === 401 && !failure.document.detail ? t('entry.wrong') : say(failure)}</Alert> : null}
      <TextInput name="email" type="email" label={t('entry.email')} autoComplete="username" required withAsterisk={false} autoFocus />
      <PasswordInput name="password" label={t('entry.password')} autoComplete="current-password" required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t('entry.show_password') }} />
      <Button type="submit" loading={busy}>{t('entry.sign_in')}</Button>
    </form>
  )
}

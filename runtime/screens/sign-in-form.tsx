import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure, type Failure } from '../client/failure.ts'
import { signIn } from '../client/system.ts'
import { useFailureText } from '../shell/states.tsx'

/** E-mail and password; takes paste and password managers. */
export function SignInForm({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setBusy(true)
    try {
      await signIn(String(data.get('email')), String(data.get('password')))
      done()
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

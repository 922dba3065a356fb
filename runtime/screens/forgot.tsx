import { Alert, Anchor, Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { asFailure, type Failure } from '../client/failure.ts'
import { forgotPassword, resetPassword } from '../client/system.ts'
import { useFailureText } from '../shell/states.tsx'
import { EntryFrame } from './entry-frame.tsx'

export function ForgotScreen() {
  const { t } = useTranslation()
  return (
    <OneField title={t('entry.forgot')} text={t('entry.forgot_text')} button={t('entry.send_link')} done={t('entry.link_sent')} send={forgotPassword}>
      <TextInput name="value" type="email" label={t('entry.email')} autoComplete="username" required withAsterisk={false} />
    </OneField>
  )
}

export function ResetScreen() {
  const { t } = useTranslation()
  // Behind `#`, so that it is in no log and no Referer.
  const token = useLocation().hash.slice(1)
  return (
    <OneField title={t('entry.new_password')} button={t('entry.save_password')} done={t('entry.password_saved')} send={(password) => resetPassword(token, password)}>
      <PasswordInput name="value" label={t('entry.new_password')} description={t('entry.password_rule')} autoComplete="new-password" minLength={10} required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t('entry.show_password') }} />
    </OneField>
  )
}

interface OneFieldProps { title: string; text?: string; button: string; done: string; send: (value: string) => Promise<void>; children: ReactNode }

function OneField({ title, text, button, done, send, children }: OneFieldProps) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [state, setState] = useState<'open' | 'busy' | 'done' | Failure>('open')
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget).get('value'))
    setState('busy')
    setState(await send(value).then(() => 'done' as const, asFailure))
  }
  return (
    <EntryFrame title={title} {...(text ? { text } : {})}>
      {state === 'done' ? <Alert role="status">{done}</Alert> : (
        <form className="form-stack" onSubmit={(event) => void submit(event)}>
          {typeof state === 'object' ? <Alert color="red" role="alert">{state.problems[0]?.message ?? say(state)}</Alert> : null}
          {children}
          <Button type="submit" loading={state === 'busy'}>{button}</Button>
        </form>
      )}
      <Anchor component={Link} to="/_/sign-in" size="sm">{t('entry.sign_in')}</Anchor>
    </EntryFrame>
  )
}

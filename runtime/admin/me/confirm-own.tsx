import { Alert, Button, Group, Modal, PasswordInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../../client/failure.ts'
import { useFailureText } from '../../shell/states.tsx'

interface ConfirmProps { readonly title: string; readonly text: string; readonly button: string; readonly danger?: boolean; readonly password: boolean; readonly children?: ReactNode; readonly run: (current: string, form: FormData) => Promise<unknown>; readonly close: () => void }

/** What changes the way in is asked for with the password once more, from those who have one. */
export function ConfirmOwn({ title, text, button, danger, password, children, run, close }: ConfirmProps) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem('')
    run(String(form.get('current') ?? ''), form).catch((error: unknown) => setProblem(say(asFailure(error)))).finally(() => setBusy(false))
  }
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={submit}>
        <p>{text}</p>
        {problem ? <Alert color="red" variant="light" role="alert">{problem}</Alert> : null}
        {children}
        {password ? <PasswordInput name="current" label={t('me.present_password')} autoComplete="current-password" required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t('entry.show_password') }} /> : null}
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button type="submit" loading={busy} {...(danger ? { color: 'red' } : {})}>{button}</Button></Group>
      </form>
    </Modal>
  )
}

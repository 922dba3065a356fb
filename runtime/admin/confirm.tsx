import { Alert, Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { useFailureText } from '../shell/states.tsx'

interface ConfirmProps { readonly title: string; readonly text: string; readonly button: string; readonly danger?: boolean; readonly run: () => Promise<unknown>; readonly close: () => void }

/** Names what is done and what follows; a refusal is said in place. */
export function Confirm({ title, text, button, danger = false, run, close }: ConfirmProps) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const go = (): void => {
    setBusy(true)
    run().then(close, (error: unknown) => { const failure = asFailure(error); setProblem(failure.problems[0]?.message ?? say(failure)) }).finally(() => setBusy(false))
  }
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{text}</p>
      {problem ? <Alert color="red" role="alert" mb="sm">{problem}</Alert> : null}
      <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button {...(danger ? { color: 'red' } : {})} loading={busy} onClick={go}>{button}</Button></Group>
    </Modal>
  )
}

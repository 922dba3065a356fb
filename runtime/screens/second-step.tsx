import '../theme/account.css'
import { Alert, Anchor, Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { beginEnrolment, enterByPasskey, finishEnrolment, type Method, passkeysOffered, putAway, sendCode } from '../client/account.ts'
import { asFailure } from '../client/failure.ts'
import { FailureState, useFailureText } from '../shell/states.tsx'
import { secondTexts } from '../texts/second.ts'
import { addTexts } from '../texts/index.ts'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

addTexts(secondTexts)

interface SecondProps { readonly methods: readonly Method[]; readonly done: () => void; readonly back: () => void }

/** After the password: a code of the app, one for emergencies, or a passkey; where a role asks for it, the app is set up first. */
export function SecondStep({ methods, done, back }: SecondProps) {
  const { t } = useTranslation()
  if (methods.includes('enrol')) return <Enrolment done={done} back={back} />
  return (
    <>
      {methods.includes('code') ? <CodeForm recovery={methods.includes('recovery')} done={done} /> : <p>{t('second.passkey_only')}</p>}
      {methods.includes('passkey') ? <PasskeyButton done={done} /> : null}
      <Anchor component="button" type="button" size="sm" onClick={back}>{t('second.back')}</Anchor>
    </>
  )
}

function CodeForm({ recovery, done }: { recovery: boolean; done: () => void }) {
  const { t } = useTranslation()
  const [lost, setLost] = useState(false)
  const { problem, busy, submit } = useCode(sendCode, done)
  return (
    <form className="form-stack" onSubmit={submit}>
      {problem ? <Alert color="red" variant="light" role="alert">{problem}</Alert> : null}
      {lost
        ? <TextInput key="recovery" name="code" label={t('second.recovery')} description={t('second.recovery_text')} autoComplete="off" required withAsterisk={false} autoFocus />
        : <TextInput key="code" name="code" label={t('second.code')} description={t('second.code_text')} inputMode="numeric" autoComplete="one-time-code" maxLength={9} required withAsterisk={false} autoFocus />}
      <Button type="submit" loading={busy}>{t('entry.sign_in')}</Button>
      {recovery ? <Anchor component="button" type="button" size="sm" onClick={() => setLost(!lost)}>{t(lost ? 'second.use_code' : 'second.lost')}</Anchor> : null}
    </form>
  )
}

/** The code in a form of one field, what came of it, and what went wrong. */
export function useCode<T>(send: (code: string) => Promise<T>, done: (answer: T) => void) {
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('code') as HTMLInputElement
    setBusy(true)
    setProblem('')
    send(field.value).then(done, (error: unknown) => { setProblem(say(asFailure(error))); field.select() }).finally(() => setBusy(false))
  }
  return { problem, busy, submit }
}

export function PasskeyButton({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const run = (): void => {
    setProblem('')
    enterByPasskey().then(done, (error: unknown) => { if (!putAway(error)) setProblem(error instanceof Error && error.name.endsWith('Error') && !('document' in error) ? t('second.passkey_failed') : say(asFailure(error))) })
  }
  if (!passkeysOffered()) return null
  return (
    <>
      {problem ? <Alert color="red" variant="light" role="alert">{problem}</Alert> : null}
      <Button variant="default" onClick={run}>{t('second.passkey')}</Button>
    </>
  )
}

function Enrolment({ done, back }: { done: () => void; back: () => void }) {
  const { t } = useTranslation()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const begun = useQuery({ queryKey: ['enrolment'], queryFn: beginEnrolment, staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false })
  const { problem, busy, submit } = useCode(finishEnrolment, (answer) => setCodes(answer.codes))
  if (codes) return <><RecoveryCodes codes={codes} /><Button onClick={done}>{t('second.go_on')}</Button></>
  return (
    <>
      <p>{t('second.required')}</p>
      {begun.isError ? <FailureState error={begun.error} retry={back} /> : null}
      {begun.data ? (
        <form className="form-stack" onSubmit={submit}>
          {problem ? <Alert color="red" variant="light" role="alert">{problem}</Alert> : null}
          <QrCode address={begun.data.address} secret={begun.data.secret} />
          <TextInput name="code" label={t('second.code')} inputMode="numeric" autoComplete="one-time-code" maxLength={9} required withAsterisk={false} />
          <Button type="submit" loading={busy}>{t('second.turn_on')}</Button>
        </form>
      ) : null}
      <Anchor component="button" type="button" size="sm" onClick={back}>{t('second.back')}</Anchor>
    </>
  )
}

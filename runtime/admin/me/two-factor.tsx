import { Alert, Button, Group, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { beginFactor, confirmFactor, dropFactor, type NewSecret, readFactors, renewCodes } from '../../client/account.ts'
import { QrCode } from '../../screens/qr-code.tsx'
import { RecoveryCodes } from '../../screens/recovery-codes.tsx'
import { useCode } from '../../screens/second-step.tsx'
import { FailureState } from '../../shell/states.tsx'
import { dateText } from '../../widgets/format.ts'
import { ConfirmOwn } from './confirm-own.tsx'
import { Section } from './section.tsx'

type Asking = 'begin' | 'off' | 'codes'

/** Codes of an app at each sign-in: on, off, and codes for the day it is lost. */
export function TwoFactor({ password }: { password: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const state = useQuery({ queryKey: ['two-factor'], queryFn: readFactors })
  const [asking, setAsking] = useState<Asking | null>(null)
  const [secret, setSecret] = useState<NewSecret | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const again = (): void => { setAsking(null); void queries.invalidateQueries({ queryKey: ['two-factor'] }); void queries.invalidateQueries({ queryKey: ['system', '/_/sessions'] }) }
  const run: Readonly<Record<Asking, (current: string) => Promise<void>>> = {
    begin: async (current) => { setCodes(null); setSecret(await beginFactor(current)); setAsking(null) },
    off: async (current) => { await dropFactor(current); setCodes(null); again() },
    codes: async (current) => { setCodes((await renewCodes(current)).codes); again() },
  }
  const { app = false, since = null, recovery = 0, required = false } = state.data ?? {}
  return (
    <Section id="two-factor" title={t('me.two_factor')} text={t('me.two_factor_text')}>
      {state.isError ? <FailureState error={state.error} retry={() => void state.refetch()} /> : null}
      <p><span className="dot" data-tone={app ? 'ok' : required ? 'danger' : undefined}>{app ? t('me.on_since', { date: since ? dateText(since.slice(0, 10)) : '' }) : t(required ? 'me.off_required' : 'me.off')}</span></p>
      {app && recovery < 4 ? <Alert color="yellow" variant="light">{t('me.few_codes', { count: recovery })}</Alert> : null}
      {codes ? <RecoveryCodes codes={codes} /> : null}
      {secret && !app ? <Enrol secret={secret} done={(made) => { setSecret(null); setCodes(made); again() }} /> : null}
      {app
        ? <Group><Button variant="default" onClick={() => setAsking('codes')}>{t('me.new_codes')}</Button><Button variant="default" onClick={() => setAsking('off')}>{t('me.turn_off')}</Button></Group>
        : secret ? null : <Group><Button onClick={() => (password ? setAsking('begin') : void run.begin(''))}>{t('me.set_up')}</Button></Group>}
      {asking ? <ConfirmOwn title={t(`me.ask.${asking}`)} text={t(`me.ask_text.${asking}`)} button={t(`me.ask_do.${asking}`)} danger={asking === 'off'} password={password} run={run[asking]} close={() => setAsking(null)} /> : null}
    </Section>
  )
}

function Enrol({ secret, done }: { secret: NewSecret; done: (codes: readonly string[]) => void }) {
  const { t } = useTranslation()
  const { problem, busy, submit } = useCode(confirmFactor, (answer) => done(answer.codes))
  return (
    <form className="form-stack" onSubmit={submit}>
      <QrCode address={secret.address} secret={secret.secret} />
      {problem ? <Alert color="red" variant="light" role="alert">{problem}</Alert> : null}
      <TextInput name="code" label={t('second.code')} inputMode="numeric" autoComplete="one-time-code" maxLength={9} required withAsterisk={false} autoFocus />
      <Group><Button type="submit" loading={busy}>{t('second.turn_on')}</Button></Group>
    </form>
  )
}

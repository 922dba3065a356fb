import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { asFailure, type Failure } from '../client/failure.ts'
import { readSetup, type SetupTemplate, setUp, signIn } from '../client/system.ts'
import { FailureState, useFailureText } from '../shell/states.tsx'
import { EntryFrame } from './entry-frame.tsx'

/** The first administrator and the first app. */
export function SetupScreen() {
  const { t, i18n } = useTranslation()
  const say = useFailureText()
  const queries = useQueryClient()
  const go = useNavigate()
  const setup = useQuery({ queryKey: ['setup'], queryFn: readSetup })
  const [state, setState] = useState<'open' | 'busy' | Failure>('open')
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string): string => String(data.get(name) ?? '')
    setState('busy')
    try {
      await setUp({ name: text('name'), email: text('email'), password: text('password'), template: text('template'), language: i18n.language })
      await signIn(text('email'), text('password')).catch(() => undefined)
      queries.clear()
      await go('/', { replace: true })
    } catch (error) {
      setState(asFailure(error))
    }
  }
  if (setup.isError) return <FailureState error={setup.error} retry={() => void setup.refetch()} />
  if (!setup.data) return null
  if (!setup.data.needed) return <Navigate replace to="/_/sign-in" />
  return (
    <EntryFrame wide title={t('entry.setup')} text={t('entry.setup_text')}>
      <form className="form-stack" onSubmit={(event) => void submit(event)}>
        {typeof state === 'object' ? <Alert color="red" role="alert">{[say(state), ...state.problems.map((one) => one.message)].filter((one, at, all) => all.indexOf(one) === at).join(' ')}</Alert> : null}
        <TextInput name="name" label={t('entry.name')} autoComplete="name" required withAsterisk={false} autoFocus />
        <TextInput name="email" type="email" label={t('entry.email')} autoComplete="username" required withAsterisk={false} />
        <PasswordInput name="password" label={t('entry.password')} description={t('entry.password_rule')} autoComplete="new-password" minLength={10} required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t('entry.show_password') }} />
        <Templates templates={setup.data.templates} />
        <Button type="submit" loading={state === 'busy'}>{t('entry.create_workspace')}</Button>
      </form>
    </EntryFrame>
  )
}

function Templates({ templates }: { templates: readonly SetupTemplate[] }) {
  const { t } = useTranslation()
  return (
    <fieldset className="section">
      <legend>{t('entry.template')}</legend>
      <div className="choices">
        {templates.map((template, index) => (
          <label key={template.name} className="choice-card">
            <input type="radio" name="template" value={template.name} defaultChecked={index === 0} required /> {template.label}
            <small>{template.description}</small>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

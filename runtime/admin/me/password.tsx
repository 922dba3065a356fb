import { Button, Group, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../../client/account.ts'
import { NewPassword } from '../../screens/new-password.tsx'
import { Section, useTask } from './section.tsx'

export function Password({ email }: { email: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { run, busy, told } = useTask()
  const [turn, setTurn] = useState(0)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    if (!(await run(() => changePassword(String(data.get('current')), String(data.get('password'))), t('me.password_changed')))) return
    setTurn(turn + 1)
    await queries.invalidateQueries({ queryKey: ['system', '/_/sessions'] })
  }
  return (
    <Section id="password" title={t('entry.password')} text={t('me.password_text')}>
      {told}
      <form key={turn} className="form-stack" onSubmit={(event) => void submit(event)}>
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput name="current" label={t('me.present_password')} autoComplete="current-password" required withAsterisk={false} visibilityToggleButtonProps={{ 'aria-label': t('entry.show_password') }} />
        <NewPassword name="password" email={email} />
        <Group><Button type="submit" loading={busy}>{t('me.change_password')}</Button></Group>
      </form>
    </Section>
  )
}

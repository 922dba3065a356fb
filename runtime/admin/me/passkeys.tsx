import { Button, Group, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addPasskey, type Passkey, passkeysOffered, putAway, readPasskeys, removePasskey } from '../../client/account.ts'
import { FailureState } from '../../shell/states.tsx'
import { dateTimeText } from '../../widgets/format.ts'
import { ConfirmOwn } from './confirm-own.tsx'
import { Section } from './section.tsx'

/** Keys of the device, in place of password and code. */
export function Passkeys({ password }: { password: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const list = useQuery({ queryKey: ['passkeys'], queryFn: readPasskeys })
  const [asking, setAsking] = useState<'add' | Passkey | null>(null)
  const again = (): void => { setAsking(null); for (const key of [['passkeys'], ['two-factor'], ['system', '/_/sessions']]) void queries.invalidateQueries({ queryKey: key }) }
  const add = async (current: string, form: FormData): Promise<void> => {
    await addPasskey(String(form.get('name')), current).catch((error: unknown) => { if (!putAway(error)) throw error })
    again()
  }
  const possible = (list.data?.possible ?? false) && passkeysOffered()
  return (
    <Section id="passkeys" title={t('me.passkeys')} text={t('me.passkeys_text')}>
      {list.isError ? <FailureState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data?.rows.length ? (
        <ul className="rows">{list.data.rows.map((key) => (
          <li key={key.id}><div><strong dir="auto">{key.name}</strong><small className="muted">{key.host} · {key.last_used_at ? t('me.used', { at: dateTimeText(key.last_used_at) }) : t('me.added', { at: dateTimeText(key.created_at) })}</small></div>
            <Button size="compact-md" variant="default" aria-label={t('me.remove_name', { name: key.name })} onClick={() => setAsking(key)}>{t('me.remove')}</Button></li>))}
        </ul>
      ) : null}
      {list.data && !possible ? <p className="muted">{t('me.no_passkeys_here')}</p> : null}
      {possible ? <Group><Button variant="default" onClick={() => setAsking('add')}>{t('me.add_passkey')}</Button></Group> : null}
      {asking === 'add' ? <ConfirmOwn title={t('me.add_passkey')} text={t('me.add_passkey_text')} button={t('me.add')} password={password} run={add} close={() => setAsking(null)}><TextInput name="name" label={t('me.passkey_name')} defaultValue={t('me.this_device')} maxLength={100} required withAsterisk={false} /></ConfirmOwn> : null}
      {asking && asking !== 'add' ? <ConfirmOwn danger title={t('me.remove_name', { name: asking.name })} text={t('me.remove_passkey_text')} button={t('me.remove')} password={password} run={async (current) => { await removePasskey(asking.id, current); again() }} close={() => setAsking(null)} /> : null}
    </Section>
  )
}

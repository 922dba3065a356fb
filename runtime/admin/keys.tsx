import { Alert, Button, Modal, MultiSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { request } from '../client/request.ts'
import { readList } from '../client/system.ts'
import { useFailureText } from '../shell/states.tsx'
import { type Plain, PlainTable } from './plain-table.tsx'

export function KeysScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [creating, setCreating] = useState(false)
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['system', '/_/keys'] })
  const revoke = async (row: Plain): Promise<void> => {
    await request(`/_/keys/${String(row['id'])}`, { method: 'DELETE' })
    await again()
  }
  return (
    <>
      <PlainTable title={t('admin.keys')} path="/_/keys" columns={['name', 'prefix', 'roles', 'created_at', 'expires_at', 'last_used_at']} action={<Button onClick={() => setCreating(true)}>{t('admin.key_create')}</Button>}
        end={(row) => <Button size="compact-sm" variant="default" onClick={() => void revoke(row)}>{t('admin.key_revoke')}</Button>} />
      {creating ? <CreateKey close={() => { setCreating(false); void again() }} /> : null}
    </>
  )
}

/** The key itself is shown once, here, and never again. */
function CreateKey({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const roles = useQuery({ queryKey: ['system', '/_/roles'], queryFn: () => readList<Plain>('/_/roles') })
  const [chosen, setChosen] = useState<string[]>([])
  const [result, setResult] = useState<{ readonly key?: string; readonly problem?: string }>({})
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name'))
    setResult(await request<{ key: string }>('/_/keys', { method: 'POST', body: { name, roles: chosen } }).then((made) => ({ key: made.key }), (error: unknown) => ({ problem: say(asFailure(error)) })))
  }
  return (
    <Modal opened onClose={close} title={t('admin.key_create')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {result.key ? <Alert title={t('admin.key_once')}><code>{result.key}</code></Alert> : (
        <form className="form-stack" onSubmit={(event) => void submit(event)}>
          {result.problem ? <Alert color="red" role="alert">{result.problem}</Alert> : null}
          <TextInput name="name" label={t('admin.column.name')} required withAsterisk={false} />
          <MultiSelect label={t('admin.roles')} data={(roles.data ?? []).map((role) => ({ value: String(role['key'] ?? role['name']), label: String(role['label'] ?? role['key']) }))} value={chosen} onChange={setChosen} comboboxProps={{ withinPortal: false }} />
          <Button type="submit" disabled={!chosen.length}>{t('admin.key_create')}</Button>
        </form>
      )}
    </Modal>
  )
}

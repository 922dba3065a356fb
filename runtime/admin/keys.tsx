import { Alert, Button, CopyButton, Group, Modal, MultiSelect, TextInput } from '@mantine/core'
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
  const [revoking, setRevoking] = useState<Plain | null>(null)
  return (
    <>
      <PlainTable title={t('admin.keys')} path="/_/keys" columns={['name', 'prefix', 'roles', 'created_at', 'expires_at', 'last_used_at']} action={<Button onClick={() => setCreating(true)}>{t('admin.key_create')}</Button>}
        empty={{ title: t('admin.keys_none'), text: t('admin.keys_text'), action: <Button variant="default" onClick={() => setCreating(true)}>{t('admin.key_create')}</Button> }}
        cells={{ prefix: (row) => <code>{String(row['prefix'])}…</code>, last_used_at: (row) => (row['last_used_at'] ? undefined : t('admin.never')), expires_at: (row) => (row['expires_at'] ? undefined : t('admin.never')) }}
        end={(row) => <Button size="compact-sm" variant="default" onClick={() => setRevoking(row)}>{t('admin.key_revoke')}</Button>} />
      {revoking ? <RevokeKey row={revoking} close={() => { setRevoking(null); void again() }} /> : null}
      {creating ? <CreateKey close={() => { setCreating(false); void again() }} /> : null}
    </>
  )
}

function RevokeKey({ row, close }: { row: Plain; close: () => void }) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [problem, setProblem] = useState('')
  const run = (): void => { request(`/_/keys/${String(row['id'])}`, { method: 'DELETE' }).then(close, (error: unknown) => setProblem(say(asFailure(error)))) }
  return (
    <Modal opened onClose={close} title={t('admin.key_revoke_title', { name: String(row['name']) })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('admin.key_revoke_text')}</p>
      {problem ? <Alert color="red" role="alert" mb="sm">{problem}</Alert> : null}
      <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button color="red" onClick={run}>{t('admin.key_revoke')}</Button></Group>
    </Modal>
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
      {result.key ? <Alert title={t('admin.key_once')}><p><code className="key">{result.key}</code></p><CopyButton value={result.key}>{({ copied, copy }) => <Button size="compact-md" onClick={copy}>{t(copied ? 'admin.copied' : 'admin.copy')}</Button>}</CopyButton></Alert> : (
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

import { Button, Checkbox, Group, Modal, MultiSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asFailure } from '../client/failure.ts'
import { changeSavedView, createSavedView, deleteSavedView } from '../client/saved-views.ts'
import { readList } from '../client/system.ts'
import { useFailureText } from '../shell/states.tsx'
import '../texts/saved-views.ts'
import type { Asking } from './saved-views.tsx'
import type { ListState } from './url-state.ts'
import { type Saved, savedPart } from './use-saved-view.ts'

interface DialogProps { readonly asking: Asking; readonly saved: Saved; readonly state: ListState; readonly close: () => void }
export function SavedViewDialog(props: DialogProps) {
  return props.asking === 'delete' ? <Deleting {...props} /> : <Naming {...props} />
}

/** Runs what the dialog is for; a refusal stays in the dialog. */
function useAsked({ saved, close }: DialogProps) {
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const run = async (work: () => Promise<() => void>): Promise<void> => {
    setBusy(true)
    try {
      const then = await work()
      await saved.reload()
      then()
      close()
    } catch (error) {
      setProblem(say(asFailure(error)))
      setBusy(false)
    }
  }
  return { busy, problem, run }
}

function Naming(props: DialogProps) {
  const { asking, saved, close } = props
  const { t } = useTranslation()
  const old = asking === 'edit' ? saved.active : null
  const [name, setName] = useState(old?.name ?? '')
  const [shared, setShared] = useState(old?.shared ?? false)
  const [roles, setRoles] = useState<readonly string[]>(old?.roles ?? [])
  const { busy, problem, run } = useAsked(props)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const input = { name, shared, roles: shared ? roles : [] }
    void run(async () => {
      if (old) { await changeSavedView(old, saved.mayShare ? input : { name }); return () => undefined }
      const made = await createSavedView(saved.place, { ...input, state: savedPart(props.state) })
      return () => saved.open(made.id)
    })
  }
  return (
    <Modal opened onClose={close} title={t(old ? (saved.mayShare ? 'views.edit' : 'views.rename') : 'views.save_as')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={submit}>
        <TextInput data-autofocus label={t('views.name')} maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} error={problem || null} dir="auto" />
        {saved.mayShare ? <Checkbox label={t('views.share')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} /> : null}
        {saved.mayShare && shared ? <RoleChoice value={roles} change={setRoles} /> : null}
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('views.cancel')}</Button><Button type="submit" loading={busy} disabled={!name.trim()}>{t('views.store')}</Button></Group>
      </form>
    </Modal>
  )
}

interface Role { readonly key: string; readonly label?: string }
function RoleChoice({ value, change }: { value: readonly string[]; change: (roles: readonly string[]) => void }) {
  const { t } = useTranslation()
  const roles = useQuery({ queryKey: ['system', '/_/roles'], queryFn: () => readList<Role>('/_/roles') })
  return <MultiSelect label={t('views.roles')} searchable value={[...value]} onChange={change} data={(roles.data ?? []).map(({ key, label }) => ({ value: key, label: label || key }))} comboboxProps={{ withinPortal: true }} />
}

function Deleting(props: DialogProps) {
  const { saved: { active, open }, close } = props
  const { t } = useTranslation()
  const { busy, problem, run } = useAsked(props)
  if (!active) return null
  return (
    <Modal opened onClose={close} title={t('views.delete_title', { name: active.name })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t(active.shared ? 'views.delete_shared' : 'views.delete_text')}</p>
      {problem ? <p role="alert" className="error">{problem}</p> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>{t('views.cancel')}</Button>
        <Button color="red" loading={busy} onClick={() => void run(async () => { await deleteSavedView(active); return () => open(null) })}>{t('views.delete')}</Button>
      </Group>
    </Modal>
  )
}

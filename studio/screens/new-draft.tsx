import { Alert, Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Problem } from '../../metadata/base/problem.ts'
import { isName } from '../../metadata/base/name.ts'
import { asFailure } from '../../runtime/client/failure.ts'
import { useFailureText } from '../../runtime/shell/states.tsx'
import { createDraft, draftOf, key, readLive } from '../client/publishing.ts'
import { filesOf, filesDropped, layerOf } from '../layer-files/layer-of-files.ts'
import { ProblemList } from '../publish/problem-list.tsx'

interface Making { readonly busy?: boolean; readonly error?: string; readonly problems?: readonly Problem[] }
/** Makes the draft and opens it, or says why it cannot. */
function useMaking() {
  const { t } = useTranslation()
  const go = useNavigate()
  const queries = useQueryClient()
  const say = useFailureText()
  const [state, setState] = useState<Making>({})
  const open = async (make: () => Promise<string>): Promise<void> => {
    setState({ busy: true })
    try {
      const id = await make()
      await queries.invalidateQueries({ queryKey: key('drafts') })
      await go(`/studio/drafts/${id}`)
    } catch (error) {
      setState({ error: say(asFailure(error)) })
    }
  }
  const openFiles = async (files: Promise<readonly File[]>, name: string): Promise<void> => {
    setState({ busy: true })
    const read = await files.then(filesOf).catch(() => null)
    if (!read) return setState({ error: t('draft.bad_zip') })
    const result = layerOf(read)
    if (!result.ok) return setState({ problems: result.problems })
    await open(() => draftOf(result.value, name))
  }
  return { state, open, openFiles }
}

/** A draft of a layer as it is live, of a new layer on top, or of files. */
export function NewDraft({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { state, open, openFiles } = useMaking()
  const live = useQuery({ queryKey: key('live'), queryFn: readLive })
  const [layer, setLayer] = useState<string | null>(null)
  const [own, setOwn] = useState('')
  const [name, setName] = useState('')
  const chosen = layer ?? live.data?.layers.at(-1)?.name ?? ''
  const wanted = chosen === '' ? own : chosen
  const options = [...(live.data?.layers ?? []).map((one) => ({ value: one.name, label: one.label })), { value: '*', label: t('draft.own_layer') }]
  return (
    <Modal opened onClose={close} size="lg" title={t('draft.new')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={(event) => { event.preventDefault(); void open(async () => (await createDraft(wanted, name)).id) }}>
        {state.error ? <Alert color="red" role="alert">{state.error}</Alert> : null}
        {state.problems ? <ProblemList problems={state.problems} /> : null}
        <Select label={t('draft.of_layer')} data={options} value={chosen === '' ? '*' : chosen} onChange={(value) => setLayer(value === '*' ? '' : value)} allowDeselect={false} comboboxProps={{ withinPortal: false }} />
        {chosen === '' ? <TextInput label={t('draft.layer_name')} description={t('draft.layer_name_hint')} value={own} onChange={(event) => setOwn(event.currentTarget.value)} error={own !== '' && !isName(own) ? t('draft.add_bad') : null} /> : null}
        <TextInput label={t('draft.name')} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Group justify="flex-end"><Button type="submit" loading={state.busy ?? false} disabled={!isName(wanted)}>{t('draft.create')}</Button></Group>
        <FileDrop take={(files) => void openFiles(files, name)} />
      </form>
    </Modal>
  )
}

function FileDrop({ take }: { take: (files: Promise<readonly File[]>) => void }) {
  const { t } = useTranslation()
  const folder = useRef<HTMLInputElement>(null)
  const zip = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const chosen = (event: React.ChangeEvent<HTMLInputElement>): void => take(Promise.resolve([...(event.currentTarget.files ?? [])]))
  return (
    <fieldset className="drop" data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(filesDropped(event.dataTransfer)) }}>
      <legend>{t('draft.from_files')}</legend>
      <span className="muted">{t('draft.drop')}</span>
      <Group>
        <Button variant="default" onClick={() => folder.current?.click()}>{t('draft.choose_folder')}</Button>
        <Button variant="default" onClick={() => zip.current?.click()}>{t('draft.choose_zip')}</Button>
      </Group>
      <input ref={folder} type="file" hidden aria-label={t('draft.choose_folder')} onChange={chosen} {...{ webkitdirectory: '' }} />
      <input ref={zip} type="file" hidden accept=".zip,application/zip" aria-label={t('draft.choose_zip')} onChange={chosen} />
    </fieldset>
  )
}

import { ActionIcon, Button, FileButton, Modal } from '@mantine/core'
import { IconEye, IconFile, IconUpload, IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import type { Row } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import { asFailure } from '../client/failure.ts'
import { attach, type Attached, detach, readAttached } from '../client/stories.ts'
import { type StoredFile, uploadFile } from '../client/system.ts'
import { widgetOf } from '../model/field-view.ts'
import { FailureState, useFailureText } from '../shell/states.tsx'
import { fileAddress } from '../widgets/display.tsx'
import { dateTimeText, sizeText } from '../widgets/format.ts'
import { Person } from './person.tsx'

interface Waiting { readonly key: string; readonly file: File; readonly problem: string | null }
interface Place { readonly entity: ClientEntity; readonly id: string }

/** Files of the record, dropped, pasted or chosen; those of its fields stand below. */
export function RecordFiles({ entity, id, row }: Place & { row: Row | null }) {
  const { t } = useTranslation()
  const files = useQuery({ queryKey: ['files', entity.name, id], queryFn: () => readAttached({ entity: entity.name, id }) })
  const { waiting, add, retry, drop, remove } = useUploads({ entity, id })
  const [shown, show] = useState<StoredFile | null>(null)
  const [over, setOver] = useState(false)
  const may = entity.may.update && !row?.['_deleted_at']
  const dropped = (event: DragEvent): void => { event.preventDefault(); setOver(false); add([...event.dataTransfer.files]) }
  const pasted = (event: ClipboardEvent): void => { const given = [...event.clipboardData.files]; if (given.length) { event.preventDefault(); add(given) } }
  if (files.isError) return <FailureState error={files.error} retry={() => void files.refetch()} />
  return (
    <div className="form-stack" onPaste={may ? pasted : undefined}>
      {may ? (
        <div className="drop-zone file-drop" data-over={over ? '' : undefined} role="group" tabIndex={0} aria-label={t('record.files_drop')} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={dropped}>
          <span className="muted">{t('record.files_drop')}</span>
          <FileButton multiple onChange={(chosen) => add(chosen)}>{(button) => <Button {...button} size="compact-sm" variant="default" leftSection={<IconUpload size={16} />}>{t('record.choose_file')}</Button>}</FileButton>
        </div>
      ) : null}
      <ul className="file-list" aria-label={t('record.files')}>
        {waiting.map((one) => <li key={one.key}><span dir="auto">{one.file.name}</span> {one.problem ? <><span className="error" role="alert">{one.problem}</span><Button size="compact-xs" variant="default" onClick={() => retry(one)}>{t('shell.retry')}</Button><ActionIcon size="sm" aria-label={t('record.remove_file', { name: one.file.name })} onClick={() => drop(one)}><IconX size={14} /></ActionIcon></> : <span className="muted" role="status">{t('record.uploading')}</span>}</li>)}
        {byName(files.data ?? []).map(([newest, ...older]) => (newest ? <FileItem key={newest.id} file={newest} older={older} show={show} remove={may ? remove : null} /> : null))}
        {ofFields(entity, row).map(({ label, file }) => <li key={file.id}><FileName file={file} show={show} /><span className="muted">{label}</span></li>)}
      </ul>
      {files.data?.length === 0 && waiting.length === 0 && ofFields(entity, row).length === 0 ? <p className="muted">{t('record.no_files')}</p> : null}
      {shown ? <Preview file={shown} close={() => show(null)} /> : null}
    </div>
  )
}

/** A file of the same name is a newer version of it. */
function byName(files: readonly Attached[]): readonly (readonly Attached[])[] {
  const names = new Map<string, Attached[]>()
  for (const file of files) names.set(file.name, [...(names.get(file.name) ?? []), file])
  return [...names.values()]
}
function ofFields(entity: ClientEntity, row: Row | null): readonly { readonly label: string; readonly file: StoredFile }[] {
  return entity.fields.filter((field) => ['file', 'files', 'image'].includes(widgetOf(field)))
    .flatMap((field) => [row?.[field.name]].flat().filter(isObject).map((file) => ({ label: field.label, file: file as unknown as StoredFile })))
}

function useUploads({ entity, id }: Place) {
  const queries = useQueryClient()
  const say = useFailureText()
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const about = { entity: entity.name, id }
  const again = (): Promise<unknown> => Promise.all([queries.invalidateQueries({ queryKey: ['files', entity.name, id] }), queries.invalidateQueries({ queryKey: ['history', entity.name, id] })])
  const send = async ({ key, file }: Waiting): Promise<void> => {
    try {
      await attach(about, (await uploadFile(file)).id)
      await again()
      setWaiting((all) => all.filter((one) => one.key !== key))
    } catch (error) {
      setWaiting((all) => all.map((one) => (one.key === key ? { ...one, problem: say(asFailure(error)) } : one)))
    }
  }
  const add = (files: readonly File[]): void => {
    const fresh = files.map((file) => ({ key: crypto.randomUUID(), file, problem: null }))
    setWaiting((all) => [...all, ...fresh])
    for (const one of fresh) void send(one)
  }
  const retry = (one: Waiting): void => { setWaiting((all) => all.map((each) => (each.key === one.key ? { ...each, problem: null } : each))); void send(one) }
  const drop = (one: Waiting): void => setWaiting((all) => all.filter((each) => each.key !== one.key))
  const remove = (file: Attached): void => { void detach(about, file.id).catch(() => undefined).then(again) }
  return { waiting, add, retry, drop, remove }
}

interface ItemProps { readonly file: Attached; readonly older: readonly Attached[]; readonly show: (file: StoredFile) => void; readonly remove: ((file: Attached) => void) | null }
function FileItem({ file, older, show, remove }: ItemProps) {
  const { t } = useTranslation()
  return (
    <li>
      <FileName file={file} show={show} />
      {remove ? <ActionIcon size="sm" aria-label={t('record.remove_file', { name: file.name })} onClick={() => remove(file)}><IconX size={14} /></ActionIcon> : null}
      <span className="muted"><Person who={file.owner} /> <time dateTime={file.created_at}>{dateTimeText(file.created_at)}</time></span>
      {older.length ? <details><summary>{t('record.versions', { count: String(older.length) })}</summary><ul className="file-list">{older.map((one) => <FileItem key={one.id} file={one} older={[]} show={show} remove={remove} />)}</ul></details> : null}
    </li>
  )
}
const seen = (file: StoredFile): boolean => file.type.startsWith('image/') || file.type.startsWith('text/') || file.type === 'application/json' || file.type === 'application/pdf'
function FileName({ file, show }: { file: StoredFile; show: (file: StoredFile) => void }) {
  const { t } = useTranslation()
  return (
    <span className="file-name">
      {file.type.startsWith('image/') ? <img className="thumb" src={fileAddress(file.id)} alt="" loading="lazy" /> : <IconFile size={16} aria-hidden />}
      <a href={fileAddress(file.id)} download={file.name} dir="auto">{file.name}</a> <span className="muted">{sizeText(file.size)}</span>
      {seen(file) ? <ActionIcon size="sm" aria-label={t('record.preview_file', { name: file.name })} onClick={() => show(file)}><IconEye size={14} /></ActionIcon> : null}
    </span>
  )
}

/** Pictures and texts are shown here, a document in a tab of its own that may run nothing. */
function Preview({ file, close }: { file: StoredFile; close: () => void }) {
  const { t } = useTranslation()
  const address = fileAddress(file.id)
  const picture = file.type.startsWith('image/')
  const paper = file.type === 'application/pdf'
  const text = useQuery({ queryKey: ['file-text', file.id], enabled: !picture && !paper, staleTime: Number.POSITIVE_INFINITY, queryFn: async () => (await (await fetch(address, { credentials: 'same-origin' })).text()).slice(0, 200_000) })
  return (
    <Modal opened onClose={close} size="xl" title={file.name} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      {picture ? <img className="whole-picture" src={address} alt={file.name} /> : null}
      {paper ? <Button component="a" href={address} target="_blank" rel="noreferrer noopener">{t('record.open_tab')}</Button> : null}
      {text.data === undefined ? null : <pre className="file-text" tabIndex={0} dir="auto">{text.data}</pre>}
      <p><a href={address} download={file.name}>{t('record.download')}</a></p>
    </Modal>
  )
}

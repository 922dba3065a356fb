import { ActionIcon, Button, FileButton } from '@mantine/core'
import { IconUpload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import { asFailure } from '../client/failure.ts'
import { type StoredFile, uploadFile } from '../client/system.ts'
import { useFailureText } from '../shell/states.tsx'
import { Shown } from './display.tsx'
import type { EditProps } from './widget.ts'

const one = (value: unknown): readonly StoredFile[] => (isObject(value) ? [value as unknown as StoredFile] : [])

/** A file is stored as soon as it is chosen; the record then names it when it is saved. */
export const FileEdit = (props: EditProps) => <Files {...props} files={one(props.value)} multiple={false} set={(files) => props.change(files.at(-1) ?? null)} />
export const FilesEdit = (props: EditProps) =>
  <Files {...props} files={Array.isArray(props.value) ? props.value.flatMap(one) : []} multiple set={props.change} />

interface FilesProps extends EditProps { readonly files: readonly StoredFile[]; readonly multiple: boolean; readonly set: (files: readonly StoredFile[]) => void }

function Files(props: FilesProps) {
  const { t } = useTranslation()
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const add = async (chosen: readonly File[]): Promise<void> => {
    if (!chosen.length) return
    setBusy(true)
    setProblem(null)
    try {
      const stored = await Promise.all(chosen.map(uploadFile))
      // The server tells by the content what a file is, whatever its name says.
      const strange = props.field.type === 'image' ? stored.find((file) => !file.type.startsWith('image/')) : undefined
      if (strange) setProblem(t('record.no_picture', { name: strange.name }))
      else props.set([...props.files, ...stored])
    } catch (error) {
      setProblem(say(asFailure(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="files" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); void add([...event.dataTransfer.files]) }}>
      {props.files.map((file) => (
        <div key={file.id}>
          <Shown field={{ ...props.field, type: props.field.type === 'image' ? 'image' : 'file' }} value={file} />
          <ActionIcon size="sm" aria-label={t('record.remove_file', { name: file.name })} onClick={() => props.set(props.files.filter((other) => other.id !== file.id))}><IconX size={14} /></ActionIcon>
        </div>
      ))}
      <FileButton multiple={props.multiple} {...(props.field.type === 'image' ? { accept: 'image/*' } : {})} onChange={(chosen) => void add(Array.isArray(chosen) ? chosen : chosen ? [chosen as File] : [])}>
        {(button) => <Button {...button} id={props.id} aria-label={`${t('record.choose_file')}: ${props.label ?? props.field.label}`} variant="default" size="compact-sm" loading={busy} leftSection={<IconUpload size={16} />}>{t('record.choose_file')}</Button>}
      </FileButton>
      {problem ? <p className="error" role="alert">{problem}</p> : null}
    </div>
  )
}

import { Button, Group, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../metadata/base/json.ts'
import { isComputed, shownAs, widgetOf } from '../model/field-view.ts'
import { fieldOf } from '../model/model.ts'
import type { View } from '../model/views.ts'
import { edits } from '../widgets/edit.tsx'
import '../texts/bulk.ts'

const alone: ReadonlySet<string> = new Set(['children', 'file', 'files', 'image', 'signature'])
interface BulkEditProps { readonly view: View; readonly count: number; readonly close: () => void; readonly run: (name: string, value: unknown) => void }
/** One field, one value, for all chosen rows. */
export function BulkEdit({ view, count, close, run }: BulkEditProps) {
  const { t } = useTranslation()
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const field = name ? fieldOf(view.entity, name) : undefined
  const Edit = field ? edits[shownAs(field)] : null
  const offered = view.entity.fields.filter((one) => one.write && !isComputed(one) && !alone.has(widgetOf(one)))
  const plain = field && shownAs(field) === 'switch' ? value === true : field?.relation?.kind === 'link' && isObject(value) ? value['id'] : value
  return (
    <Modal opened onClose={close} title={t('bulk.edit_title', { count: String(count), plural: view.entity.plural })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className="form-stack" onSubmit={(event) => { event.preventDefault(); if (name) { close(); run(name, plain) } }}>
        <Select data-autofocus label={t('list.field')} searchable openOnFocus={false} value={name} onChange={(next) => { setName(next); setValue(null) }} data={offered.map((one) => ({ value: one.name, label: one.label }))} />
        {field && Edit ? <Edit field={field} value={value} change={setValue} label={t('list.value')} /> : null}
        {field ? <p className="muted">{t('bulk.empty')}</p> : null}
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('record.cancel')}</Button><Button type="submit" disabled={!field}>{t('bulk.apply', { count: String(count) })}</Button></Group>
      </form>
    </Modal>
  )
}

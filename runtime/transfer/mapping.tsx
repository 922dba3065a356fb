import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClientField } from '../../metadata/api/client-model.ts'
import type { Loaded } from './import-file.ts'

interface MappingProps { readonly file: Loaded; readonly writable: readonly ClientField[]; readonly fields: readonly (string | null)[]; readonly updating: boolean; readonly change: (fields: readonly (string | null)[]) => void }

/** Each column of the file and the field that it fills. */
export function Mapping({ file, writable, fields, updating, change }: MappingProps) {
  const { t } = useTranslation()
  const data = [{ value: '', label: t('transfer.skip') }, ...writable.map((field) => ({ value: field.name, label: field.label })), { value: 'id', label: t('transfer.key_id') }]
  const label = (name: string): string => data.find((one) => one.value === name)?.label ?? name
  const missing = updating ? [] : writable.filter((field) => field.required === true && field.default === null && !fields.includes(field.name))
  const twice = [...new Set(fields.filter((name, at) => name && fields.indexOf(name) !== at))].map((name) => label(name ?? ''))
  return (
    <>
      <div className="scroll-x"><table className="plain mapping">
        <thead><tr><th scope="col">{t('transfer.column')}</th><th scope="col">{t('transfer.field')}</th><th scope="col">{t('transfer.sample')}</th></tr></thead>
        <tbody>{file.headings.map((heading, at) => (
          <tr key={at}>
            <th scope="row" dir="auto">{heading}</th>
            <td><Select size="xs" aria-label={t('transfer.field_of', { column: heading })} searchable allowDeselect={false} value={fields[at] ?? ''} data={data} onChange={(value) => change(fields.map((one, other) => (other === at ? value || null : one)))} /></td>
            <td dir="auto" className="muted">{file.rows.slice(0, 3).map((row) => row[at]).filter(Boolean).join(' · ').slice(0, 120)}</td>
          </tr>
        ))}</tbody>
      </table></div>
      {missing.length > 0 ? <p className="dot" data-tone="warn" role="status">{t('transfer.missing', { fields: missing.map((field) => field.label).join(', ') })}</p> : null}
      {twice.length > 0 ? <p className="dot" data-tone="danger" role="alert">{t('transfer.twice', { fields: twice.join(', ') })}</p> : null}
    </>
  )
}

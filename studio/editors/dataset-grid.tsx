import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { datasetKind } from '../../metadata/kinds/dataset.ts'
import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'
import { useEntities } from '../draft/context.tsx'
import type { Doc } from '../draft/effective.ts'
import { entityAt, fieldsOf, labelOf } from '../schema/refs.ts'
import { SchemaForm } from '../schema/schema-form.tsx'
import type { EditorProps } from './index.ts'

const schema = JSON.parse(JSON.stringify(datasetKind.schema)) as JsonSchema
const pageSize = 50
const shown = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value))
/** What a cell means: numbers, truth and lists as they are in JSON, anything else as text. */
export function cellValue(text: string, type: string): unknown {
  if (text === '') return undefined
  if (['text', 'long_text', 'rich_text', 'choice', 'email', 'phone', 'url', 'barcode', 'date', 'datetime', 'time', 'sequence', 'colour', 'decimal', 'money', 'percent'].includes(type)) return text
  try { return JSON.parse(text) as unknown } catch { return text }
}

/** Reference and sample rows as a table that is typed into. */
export function DatasetGrid({ place, doc, change, problems }: EditorProps) {
  const { t } = useTranslation()
  const [page, setPage] = useState(0)
  const fields = fieldsOf(entityAt(useEntities(), String(doc['of'] ?? '')))
  const rows = Array.isArray(doc['rows']) ? (doc['rows'] as readonly Doc[]) : []
  const columns = [...new Set([...[doc['key']].flat().map(String), ...rows.flatMap((row) => Object.keys(row)), ...Object.keys(fields).slice(0, 6)])].filter((key) => Object.hasOwn(fields, key) || rows.some((row) => Object.hasOwn(row, key)))
  const put = (next: readonly Doc[], label: string, stroke?: string): void => change({ ...doc, rows: next }, label, stroke)
  const set = (at: number, key: string, text: string): void => {
    const value = cellValue(text, String(fields[key]?.['type'] ?? 'text'))
    const { [key]: _, ...rest } = rows[at]!
    put(rows.with(at, value === undefined ? rest : { ...rows[at]!, [key]: value }), t('design.rows.cell', { field: labelOf(fields[key], key), row: at + 1 }), `cell ${at} ${key}`)
  }
  const first = Math.min(page * pageSize, Math.max(0, Math.floor((rows.length - 1) / pageSize) * pageSize))
  return (
    <div className="dataset">
      <section className="properties"><SchemaForm schema={schema} value={doc} of={String(doc['of'] ?? '')} path="" problems={problems} without={['rows']} change={(next, key, stroke) => change(next, t('design.did.part', { part: key, name: labelOf(doc, place.key) }), stroke)} /></section>
      <section className="canvas">
        <div className="scroll-x"><table className="plain dataset-table">
          <thead><tr>{columns.map((key) => <th key={key} scope="col">{labelOf(fields[key], key)}</th>)}<th className="slim" /></tr></thead>
          <tbody>{rows.slice(first, first + pageSize).map((row, i) => {
            const at = first + i
            return <tr key={at}>{columns.map((key) => <td key={key}><TextInput size="xs" variant="unstyled" dir="auto" aria-label={t('design.rows.cell', { field: labelOf(fields[key], key), row: at + 1 })} value={shown(row[key])} onChange={(event) => set(at, key, event.currentTarget.value)} /></td>)}<td className="slim"><ActionIcon variant="subtle" size="sm" aria-label={t('design.rows.remove', { row: at + 1 })} onClick={() => put(rows.toSpliced(at, 1), t('design.rows.remove', { row: at + 1 }))}><IconTrash size={14} /></ActionIcon></td></tr>
          })}</tbody>
        </table></div>
        <div className="text-bar">
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => { put([...rows, {}], t('design.rows.add')); setPage(Math.floor(rows.length / pageSize)) }}>{t('design.rows.add')}</Button>
          {rows.length > pageSize ? <><span className="muted">{t('design.rows.shown', { from: first + 1, to: Math.min(first + pageSize, rows.length), count: rows.length })}</span><Button size="xs" variant="subtle" disabled={page === 0} onClick={() => setPage(page - 1)}>‹</Button><Button size="xs" variant="subtle" disabled={first + pageSize >= rows.length} onClick={() => setPage(page + 1)}>›</Button></> : null}
        </div>
      </section>
    </div>
  )
}

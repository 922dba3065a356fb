import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Env } from '../../metadata/expressions/evaluate.ts'
import { condition, envOf, recordOf } from '../form/evaluation.ts'
import { useForm } from '../form/form-context.tsx'
import type { Values } from '../form/record-store.ts'
import { isComputed, isNumeric, widgetOf } from '../model/field-view.ts'
import { Shown } from '../widgets/display.tsx'
import { edits } from '../widgets/edit.tsx'
import { keyOfLine } from './rows.ts'
import type { LineActs } from './use-lines.ts'

interface LineProps {
  readonly row: Values; readonly at: number; readonly last: boolean; readonly columns: readonly ClientField[]; readonly child: ClientEntity; readonly fixed: boolean
  readonly acts: LineActs; readonly parent: ReturnType<typeof recordOf> | null
  readonly errors: Readonly<Record<string, string>> | undefined; readonly measure: ((row: HTMLElement | null) => void) | undefined
}

/** Drawn again only when the line itself changes. */
export const LineRow = memo(function LineRow({ row, at, last, columns, child, fixed, acts, parent, errors, measure }: LineProps) {
  const { rules } = useForm()
  const env = envOf({ ...rules, parent }, recordOf(rules.model, child, row))
  const key = keyOfLine(row, at)
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2}>
      <td className="slim">{at + 1}</td>
      {columns.map((one, column) => <Cell key={one.key} field={one} value={row[one.name]} place={{ at, column }} env={env} fixed={fixed} error={errors?.[one.name]} change={(value) => acts.set(key, one.name, value)} />)}
      {fixed ? null : <td className="slim"><LineActions at={at} last={last} acts={acts} /></td>}
    </tr>
  )
})

/** For the pointer: the keys do the same, so that Tab goes from cell to cell. */
function LineActions({ at, last, acts }: { at: number; last: boolean; acts: LineActs }) {
  const { t } = useTranslation()
  const line = String(at + 1)
  return (
    <div className="line-actions">
      <ActionIcon size="sm" tabIndex={-1} aria-label={t('record.line_up', { line })} disabled={at === 0} onClick={() => acts.move(at, -1)}><IconArrowUp size={14} /></ActionIcon>
      <ActionIcon size="sm" tabIndex={-1} aria-label={t('record.line_down', { line })} disabled={last} onClick={() => acts.move(at, 1)}><IconArrowDown size={14} /></ActionIcon>
      <ActionIcon size="sm" tabIndex={-1} aria-label={t('record.line_copy', { line })} onClick={() => acts.copy(at)}><IconCopy size={14} /></ActionIcon>
      <ActionIcon size="sm" tabIndex={-1} aria-label={t('record.line_remove', { line })} onClick={() => acts.remove(at)}><IconTrash size={14} /></ActionIcon>
    </div>
  )
}

interface CellProps { readonly field: ClientField; readonly value: unknown; readonly place: { readonly at: number; readonly column: number }; readonly env: Env; readonly fixed: boolean; readonly error: string | undefined; readonly change: (value: unknown) => void }
function Cell({ field, value, place: { at, column }, env, fixed, error, change }: CellProps) {
  const where = { 'data-line': at, 'data-column': column, 'data-label': field.label }
  if (condition(field.visible, env) === false) return <td {...where} data-none="" />
  const shown = fixed || !field.write || isComputed(field) || field.formula !== null || condition(field.readonly, env) === true
  const Edit = edits[widgetOf(field)]
  const id = `line-${field.key}-${at}-error`
  return (
    <td {...where} data-numeric={isNumeric(field) ? '' : undefined}>
      {shown ? <div className="shown"><Shown compact field={field} value={value} /></div> : <Edit field={field} value={value ?? null} change={change} label={`${field.label} ${at + 1}`} invalid={error !== undefined} {...(error === undefined ? {} : { describedBy: id })} />}
      {error === undefined ? null : <div className="error" id={id}>{error}</div>}
    </td>
  )
}

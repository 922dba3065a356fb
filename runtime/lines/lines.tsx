import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { condition, defaultsOf, envOf, recordOf } from '../form/evaluation.ts'
import { useForm } from '../form/form-context.tsx'
import { useErrors, type Values } from '../form/record-store.ts'
import { isComputed, isNumeric, widgetOf } from '../model/field-view.ts'
import { Shown } from '../widgets/display.tsx'
import { edits } from '../widgets/edit.tsx'
import { copyOf, lineKey, moveLine } from './rows.ts'

interface LinesProps { readonly field: ClientField; readonly child: ClientEntity; readonly rows: readonly Values[]; readonly change: (rows: readonly Values[]) => void; readonly fixed: boolean }

/** The lines of a record as a table: Enter in the last row adds one, Alt and arrows move a row. */
export function Lines({ field, child, rows, change, fixed }: LinesProps) {
  const { t } = useTranslation()
  const { rules, entity, store } = useForm()
  const columns = useMemo(() => child.fields.filter((one) => !one.childEntity), [child])
  const parent = recordOf(rules.model, entity, store.values())
  const add = (): void => change([...rows, { ...defaultsOf({ ...rules, parent }, child), _key: lineKey() }])
  const keys = (event: KeyboardEvent, at: number): void => {
    if (event.nativeEvent.isComposing) return
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) { event.preventDefault(); change(moveLine(rows, at, event.key === 'ArrowUp' ? -1 : 1)) }
    if (event.key === 'Enter' && at === rows.length - 1 && event.target instanceof HTMLInputElement && event.target.getAttribute('aria-expanded') !== 'true') { event.preventDefault(); add() }
  }
  return (
    <div className="lines">
      <table aria-labelledby={`field-${field.name}-label`}>
        <thead><tr><th className="slim" scope="col">#</th>{columns.map((one) => <th key={one.key} scope="col" data-numeric={isNumeric(one) ? '' : undefined}>{one.label}{one.required === true ? ' *' : ''}</th>)}{fixed ? null : <th className="slim"><span className="hidden">{t('record.actions')}</span></th>}</tr></thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={String(row['id'] ?? row['_key'] ?? at)} onKeyDown={(event) => keys(event, at)}>
              <td className="slim">{at + 1}</td>
              {columns.map((one) => <Cell key={one.key} field={one} child={child} row={row} path={`/${field.name}/${at}/${one.name}`} label={`${one.label} ${at + 1}`} fixed={fixed} parent={parent} change={(value) => change(rows.with(at, { ...row, [one.name]: value }))} />)}
              {fixed ? null : (
                <td className="slim"><div className="line-actions">
                  <ActionIcon size="sm" aria-label={t('record.line_up', { line: String(at + 1) })} disabled={at === 0} onClick={() => change(moveLine(rows, at, -1))}><IconArrowUp size={14} /></ActionIcon>
                  <ActionIcon size="sm" aria-label={t('record.line_down', { line: String(at + 1) })} disabled={at === rows.length - 1} onClick={() => change(moveLine(rows, at, 1))}><IconArrowDown size={14} /></ActionIcon>
                  <ActionIcon size="sm" aria-label={t('record.line_copy', { line: String(at + 1) })} onClick={() => change(rows.toSpliced(at + 1, 0, copyOf(row)))}><IconCopy size={14} /></ActionIcon>
                  <ActionIcon size="sm" aria-label={t('record.line_remove', { line: String(at + 1) })} onClick={() => change(rows.toSpliced(at, 1))}><IconTrash size={14} /></ActionIcon>
                </div></td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {fixed ? null : <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={add}>{t('record.line_add')}</Button>}
    </div>
  )
}

interface CellProps { readonly field: ClientField; readonly child: ClientEntity; readonly row: Values; readonly path: string; readonly label: string; readonly fixed: boolean; readonly parent: ReturnType<typeof recordOf>; readonly change: (value: unknown) => void }
function Cell({ field, child, row, path, label, fixed, parent, change }: CellProps) {
  const { rules, store } = useForm()
  const error = useErrors(store)[path]
  const env = envOf({ ...rules, parent }, recordOf(rules.model, child, row))
  const shown = fixed || !field.write || isComputed(field) || field.formula !== null || condition(field.readonly, env) === true
  const Edit = edits[widgetOf(field)]
  if (condition(field.visible, env) === false) return <td />
  return (
    <td data-numeric={isNumeric(field) ? '' : undefined}>
      {shown ? <div className="shown"><Shown compact field={field} value={row[field.name]} /></div> : <Edit field={field} value={row[field.name] ?? null} change={change} label={label} invalid={error !== undefined} />}
      {typeof error === 'string' ? <div className="error">{error}</div> : null}
    </td>
  )
}

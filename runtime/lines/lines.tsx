import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ClipboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { recordOf } from '../form/evaluation.ts'
import { useForm } from '../form/form-context.tsx'
import { useErrors, useValues, type Values } from '../form/record-store.ts'
import { readsParent } from '../form/reads.ts'
import { isNumeric, shownAs } from '../model/field-view.ts'
import { Shown } from '../widgets/display.tsx'
import { placeOf } from './cell-keys.ts'
import { LineRow } from './line-row.tsx'
import { isTable } from './paste.ts'
import { keyOfLine, summed, sumOf } from './rows.ts'
import { useFocus, useKeys } from './use-keys.ts'
import { useLines } from './use-lines.ts'
import { few, useWindow } from './use-window.ts'

interface LinesProps { readonly field: ClientField; readonly child: ClientEntity; readonly rows: readonly Values[]; readonly fixed: boolean }
const widthOf = (field: ClientField): number => ({ switch: 80, number: 80, money: 100, percent: 80, date: 136, time: 100, datetime: 190, duration: 90, choice: 130 } as Record<string, number>)[shownAs(field)] ?? 150

/** The lines of a record with the keys of a spreadsheet. */
export function Lines({ field, child, rows, fixed }: LinesProps) {
  const { scope } = useForm()
  const columns = useMemo(() => child.fields.filter((one) => !one.childEntity), [child])
  const { acts, message } = useLines({ field, child, columns })
  const grid = useRef<HTMLDivElement>(null)
  const [held, hold] = useState<number | null>(null)
  const window = useWindow(rows, grid, held)
  const focus = useFocus(grid, window.show)
  const handle = useKeys({ rows, acts, focus, columns: columns.length })
  const parent = useParent(child)
  const errors = useLineErrors(field.name)
  const add = (): void => { acts.add(); focus({ at: rows.length, column: 0 }) }
  const paste = (event: ClipboardEvent): void => {
    const [place, text] = [placeOf(event.target), event.clipboardData.getData('text/plain')]
    if (fixed || !place || !isTable(text)) return
    event.preventDefault()
    acts.paste(place, text)
  }
  const width = columns.reduce((sum, one) => sum + widthOf(one), fixed ? 32 : 128)
  return (
    <div>
      <div className="lines" ref={grid} onKeyDownCapture={fixed ? undefined : handle} onPasteCapture={paste} onFocus={(event) => hold(placeOf(event.target)?.at ?? null)} data-many={rows.length > few ? '' : undefined}>
        <table aria-labelledby={`field-${scope}${field.name}-label`} aria-rowcount={rows.length + 1} style={{ minInlineSize: width }}>
          <Head columns={columns} fixed={fixed} />
          <tbody>
            <Spacer height={window.before} span={columns.length + 2} />
            {window.shown.map((at) => {
              const row = rows[at]
              return row ? <LineRow key={keyOfLine(row, at)} {...{ row, at, columns, child, fixed, acts, parent }} last={at === rows.length - 1} measure={window.measure} errors={errors.get(at)} /> : null
            })}
            <Spacer height={window.after} span={columns.length + 2} />
          </tbody>
          <Totals rows={rows} columns={columns} child={child} fixed={fixed} />
        </table>
      </div>
      <Foot {...{ fixed, add, message }} count={rows.length} />
    </div>
  )
}
function Head({ columns, fixed }: { columns: readonly ClientField[]; fixed: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <colgroup><col style={{ inlineSize: 32 }} />{columns.map((one) => <col key={one.key} style={{ inlineSize: widthOf(one) }} />)}{fixed ? null : <col style={{ inlineSize: 96 }} />}</colgroup>
      <thead><tr>
        <th className="slim" scope="col">#</th>
        {columns.map((one) => <th key={one.key} scope="col" data-numeric={isNumeric(one) ? '' : undefined} title={one.label}>{one.label}{one.required === true ? ' *' : ''}</th>)}
        {fixed ? null : <th className="slim"><span className="hidden">{t('record.actions')}</span></th>}
      </tr></thead>
    </>
  )
}
function Foot({ fixed, add, message, count }: { fixed: boolean; add: () => void; message: string; count: number }) {
  const { t } = useTranslation()
  return (
    <div className="lines-foot">
      {fixed ? null : <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={add}>{t('record.line_add')}</Button>}
      <span className="muted" role="status">{message || (count > few ? t('record.line_count', { count: String(count) }) : '')}</span>
      {fixed ? null : <span className="muted wide line-hint">{t('record.line_hint')}</span>}
    </div>
  )
}
const Spacer = ({ height, span }: { height: number; span: number }) => (height > 0 ? <tr aria-hidden><td colSpan={span} style={{ blockSize: height, padding: 0, border: 0 }} /></tr> : null)

/** The record above, for lines that look at it; for others null, so that they are not drawn again with each of its keys. */
function useParent(child: ClientEntity) {
  const { rules, entity, store } = useForm()
  const values = useValues(store)
  const looks = useMemo(() => child.fields.some((field) => [field.visible, field.readonly, field.required].some((expr) => expr !== null && typeof expr === 'object' && readsParent(expr))), [child])
  return looks ? recordOf(rules.model, entity, values) : null
}
function useLineErrors(name: string): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const all = useErrors(useForm().store)
  return useMemo(() => {
    const lines = new Map<number, Record<string, string>>()
    for (const [path, message] of Object.entries(all)) {
      const [, field, line, cell = ''] = path.split('/')
      if (field === name && line !== undefined) lines.set(Number(line), { ...lines.get(Number(line)), [cell]: String(message) })
    }
    return lines
  }, [all, name])
}

function Totals({ rows, columns, child, fixed }: { rows: readonly Values[]; columns: readonly ClientField[]; child: ClientEntity; fixed: boolean }) {
  const { t } = useTranslation()
  const adding = useMemo(() => summed(child), [child])
  if (rows.length < 2 || !adding.length) return null
  return (
    <tfoot><tr>
      <td className="slim"><span className="hidden">{t('record.line_total')}</span>Σ</td>
      {columns.map((one) => <td key={one.key} data-label={one.label} data-numeric={isNumeric(one) ? '' : undefined} data-none={adding.includes(one) ? undefined : ''}>{adding.includes(one) ? <div className="shown"><Shown compact field={one} value={sumOf(rows, one.name)} /></div> : null}</td>)}
      {fixed ? null : <td className="slim" />}
    </tr></tfoot>
  )
}

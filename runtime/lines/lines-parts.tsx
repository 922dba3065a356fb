import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import type { Values } from '../form/record-store.ts'
import { isNumeric, shownAs } from '../model/field-view.ts'
import { Shown } from '../widgets/display.tsx'
import { summed, sumOf } from './rows.ts'
import { few } from './use-window.ts'

const widths: Readonly<Record<string, number>> = { switch: 80, number: 80, money: 100, percent: 80, date: 136, time: 100, datetime: 190, duration: 90, choice: 130 }
const edges = { number: 34, actions: 62 }
/** Of the words at the head of a column, so that none is cut: wide signs count double. */
const headWidth = (field: ClientField): number => [...field.label].reduce((sum, sign) => sum + (sign > '\u2e80' ? 12.5 : 7.2), field.required === true ? 28 : 18)
const widthOf = (field: ClientField): number => Math.max(widths[shownAs(field)] ?? 150, Math.min(240, Math.ceil(headWidth(field))))
export const widthOfAll = (columns: readonly ClientField[], fixed: boolean): number => columns.reduce((sum, one) => sum + widthOf(one), fixed ? edges.number : edges.number + edges.actions)

export function Head({ columns, fixed }: { columns: readonly ClientField[]; fixed: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <colgroup><col style={{ inlineSize: edges.number }} />{columns.map((one) => <col key={one.key} style={{ inlineSize: widthOf(one) }} />)}{fixed ? null : <col style={{ inlineSize: edges.actions }} />}</colgroup>
      <thead><tr>
        <th className="slim" scope="col">#</th>
        {columns.map((one) => <th key={one.key} scope="col" data-numeric={isNumeric(one) ? '' : undefined} title={one.label}>{one.label}{one.required === true ? ' *' : ''}</th>)}
        {fixed ? null : <th className="slim" scope="col"><span className="hidden">{t('record.actions')}</span></th>}
      </tr></thead>
    </>
  )
}
export function Foot({ fixed, add, message, count }: { fixed: boolean; add: () => void; message: string; count: number }) {
  const { t } = useTranslation()
  return (
    <div className="lines-foot">
      {fixed ? null : <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={add}>{t('record.line_add')}</Button>}
      <span className="muted" role="status">{message || (count > few ? t('record.line_count', { count: String(count) }) : '')}</span>
      {fixed ? null : <span className="muted wide line-hint">{t('record.line_hint')}</span>}
    </div>
  )
}
export const Spacer = ({ height, span }: { height: number; span: number }) => (height > 0 ? <tr aria-hidden><td colSpan={span} style={{ blockSize: height, padding: 0, border: 0 }} /></tr> : null)

export function Totals({ rows, columns, child, fixed }: { rows: readonly Values[]; columns: readonly ClientField[]; child: ClientEntity; fixed: boolean }) {
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

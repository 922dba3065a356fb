import type { ClientField } from '../../metadata/api/client-model.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { Values } from '../form/record-store.ts'
import { choicesOf, shownAs } from '../model/field-view.ts'
import { linkTitle } from '../model/title.ts'
import { decimalText, durationText } from '../widgets/format.ts'
import type { CellPlace } from './cell-keys.ts'

/** Cells from one corner to the other, both included. */
export interface Range { readonly anchor: CellPlace; readonly head: CellPlace }
export interface Box { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

export const boxOf = ({ anchor, head }: Range): Box => ({
  top: Math.min(anchor.at, head.at), bottom: Math.max(anchor.at, head.at), left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column),
})
export const isOne = (range: Range): boolean => range.anchor.at === range.head.at && range.anchor.column === range.head.column

/** What is filled from where: a range from its first line; a single cell, or cells side by side, from the line above. */
export function fillOf(box: Box): { readonly from: number; readonly top: number; readonly bottom: number } {
  return box.top === box.bottom ? { from: box.top - 1, top: box.top, bottom: box.bottom } : { from: box.top, top: box.top + 1, bottom: box.bottom }
}

/** A cell as a spreadsheet takes it: numbers in the reader's notation, dates as ISO, names for links. */
export function cellText(field: ClientField, value: unknown): string {
  if (value === null || value === undefined) return ''
  switch (shownAs(field)) {
    case 'number': case 'money': case 'percent': return decimalText(isObject(value) ? value['amount'] : value)
    case 'duration': return typeof value === 'number' ? durationText(value) : String(value)
    case 'choice': return choicesOf(field).find((one) => one.key === value)?.label ?? String(value)
    case 'multi_choice': return (Array.isArray(value) ? value : []).map((key) => choicesOf(field).find((one) => one.key === key)?.label ?? String(key)).join('; ')
    case 'switch': return value === true ? 'TRUE' : 'FALSE'
    case 'link': case 'user': case 'dynamic_link': return linkTitle(value)
    case 'links': return (Array.isArray(value) ? value : []).map(linkTitle).join('; ')
    default: return isObject(value) ? String(value['name'] ?? JSON.stringify(value)) : String(value)
  }
}
const quoted = (text: string): string => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The cells as text that every spreadsheet reads. */
export const tableText = (rows: readonly Values[], columns: readonly ClientField[], box: Box): string =>
  rows.slice(box.top, box.bottom + 1).map((row) => columns.slice(box.left, box.right + 1).map((field) => quoted(cellText(field, row[field.name]))).join('\t')).join('\n')

import type { ClientField } from '../../metadata/api/client-model.ts'
import { choicesOf, shownAs } from '../model/field-view.ts'
import { parseDecimal, parseDuration } from '../widgets/format.ts'

/** Cells as spreadsheets copy them: tabs between cells, line ends between rows; a cell with either stands in quotes. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const end = (): void => { rows.at(-1)?.push(cell); cell = '' }
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') { cell += '"'; at++ } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === '\t') end()
    else if (char === '\n') { end(); rows.push([]) } else if (char !== '\r') cell += char
  }
  end()
  return rows.filter((row, at) => at < rows.length - 1 || row.length > 1 || row[0] !== '')
}
/** More than one cell? Else the text goes into the one that has the focus. */
export const isTable = (text: string): boolean => /[\t\n]/.test(text.replace(/\r?\n$/, ''))

/** The value of a pasted cell; what does not read is kept as it is, so that checking names it. A link is still a text here. */
export type Pasted = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly text: string }
const good = (value: unknown): Pasted => ({ ok: true, value })

export function readCell(field: ClientField, raw: string, locale: string): Pasted {
  const text = raw.trim()
  const bad: Pasted = { ok: false, text }
  if (text === '') return good(null)
  const orBad = (value: unknown): Pasted => (value === null ? bad : good(value))
  switch (shownAs(field)) {
    case 'number': case 'money': case 'percent': case 'rating': return orBad(numberOf(field, text))
    case 'date': return orBad(dateOf(text, locale))
    case 'duration': return orBad(parseDuration(text))
    case 'switch': return orBad(truthOf(text))
    case 'choice': return orBad(choiceOf(field, text))
    case 'time': return /^\d?\d:\d\d(:\d\d)?$/.test(text) ? good(`${text.padStart(text.length === 4 || text.length === 7 ? text.length + 1 : text.length, '0')}${text.split(':').length < 3 ? ':00' : ''}`) : bad
    case 'multi_choice': { const all = text.split(/[,;]/).map((one) => choiceOf(field, one.trim())); return all.includes(null) ? bad : good(all) }
    case 'datetime': { const date = new Date(text); return Number.isNaN(date.getTime()) ? bad : good(date.toISOString()) }
    case 'text': case 'long_text': case 'rich_text': case 'email': case 'phone': case 'url': case 'colour': case 'barcode': return good(raw)
    default: return bad
  }
}
/** Spreadsheets copy amounts with their unit and percentages with their sign. */
function numberOf(field: ClientField, text: string): string | number | null {
  const plain = parseDecimal(text.replaceAll(/[€$£¥%]|\b[A-Z]{3}\b/g, '').trim())
  if (plain === null) return null
  return field.type === 'integer' || field.type === 'rating' ? (/^-?\d{1,15}(\.0*)?$/.test(plain) ? Number(plain) : null) : plain
}
const yes = /^(true|yes|y|1|x|sí|si|是|✓|wahr|verdadero)$/i
const no = /^(false|no|n|0|否|falsch|falso)$/i
const truthOf = (text: string): boolean | null => (yes.test(text) ? true : no.test(text) ? false : null)
function choiceOf(field: ClientField, text: string): string | null {
  const wished = text.toLowerCase()
  return choicesOf(field).find((one) => one.key.toLowerCase() === wished || one.label.toLowerCase() === wished)?.key ?? null
}
/** `2026-03-12`, `12.3.2026`, and `3/12/2026` in the reader's order of day and month. */
export function dateOf(text: string, locale: string): string | null {
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/.exec(text)
  const other = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text)
  const dayFirst = other?.[2] !== '/' || new Intl.DateTimeFormat(locale).formatToParts(0).findIndex((part) => part.type === 'day') < new Intl.DateTimeFormat(locale).formatToParts(0).findIndex((part) => part.type === 'month')
  const parts = iso ? [iso[1], iso[2], iso[3]] : other ? [other[4], ...(dayFirst ? [other[3], other[1]] : [other[1], other[3]])] : null
  if (!parts) return null
  const day = `${parts[0] ?? ''}-${String(parts[1]).padStart(2, '0')}-${String(parts[2]).padStart(2, '0')}`
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? day : null
}

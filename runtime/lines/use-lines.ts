import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { withDependents } from '../form/dependents.ts'
import { condition, defaultsOf, envOf, recordOf } from '../form/evaluation.ts'
import { type FormPlace, useForm } from '../form/form-context.tsx'
import type { Values } from '../form/record-store.ts'
import { isComputed, widgetOf } from '../model/field-view.ts'
import { cellsOf, readCell } from './paste.ts'
import { namedRecords } from './paste-links.ts'
import type { CellPlace } from './cell-keys.ts'
import { createPast, type Past } from './past.ts'
import { type Box, fillOf } from './range.ts'
import { copyOf, keyOfLine, lineKey, moveLine, placeLine } from './rows.ts'

/** What can be done with lines. Each act looks at the lines as they are then, so an answer that comes late finds its own. */
export interface LineActs {
  readonly set: (key: string, name: string, value: unknown) => void
  /** A new line before this place; at the end of all lines, after them. */
  readonly insert: (at: number) => void
  readonly copy: (at: number) => void
  readonly remove: (at: number) => void
  readonly move: (at: number, by: -1 | 1) => void
  /** Puts a line before the place `to`, counted before it is moved. */
  readonly place: (at: number, to: number) => void
  readonly fill: (box: Box) => void
  /** From the last of the chosen lines to those above it. */
  readonly fillUp: (box: Box) => void
  readonly clear: (box: Box) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly paste: (place: CellPlace, text: string) => void
}
interface LinesOf { readonly field: ClientField; readonly child: ClientEntity; readonly columns: readonly ClientField[] }
interface Hand extends LinesOf { readonly form: FormPlace; readonly say: (key: string, values?: Record<string, string>) => string; readonly tell: (message: string) => void; readonly locale: string; readonly past: Past }

export function useLines(of: LinesOf): { readonly acts: LineActs; readonly message: string } {
  const { t, i18n } = useTranslation()
  const form = useForm()
  const [message, tell] = useState('')
  const { field, child, columns } = of
  const [past] = useState(() => createPast(form.store.base))
  const acts = useMemo(() => actsOf({ field, child, columns, form, tell, say: (key, values) => t(key, values ?? {}), locale: i18n.language, past }), [field, child, columns, form, t, i18n.language, past])
  return { acts, message }
}

function actsOf(hand: Hand): LineActs {
  const { field, child, past, form: { store, rules, entity } } = hand
  const rows = (): readonly Values[] => { const held = store.values()[field.name]; return Array.isArray(held) ? (held as readonly Values[]) : [] }
  const put = (next: readonly Values[], tag: string | null = null): void => { if (next !== rows()) { past.keep(rows(), tag); store.set(field.name, next) } }
  const setting = () => ({ ...rules, parent: recordOf(rules.model, entity, store.values()) })
  const fresh = (): Values => ({ ...defaultsOf(setting(), child), _key: lineKey() })
  const restore = (kept: readonly Values[] | null): void => { if (kept) store.set(field.name, kept) }
  return {
    set: (key, name, value) => {
      const at = rows().findIndex((row, index) => keyOfLine(row, index) === key)
      const before = rows()[at]
      if (before) put(rows().with(at, withDependents(setting(), child, { before, after: { ...before, [name]: value }, name })), `${key}/${name}`)
    },
    insert: (at) => put(rows().toSpliced(at, 0, fresh())),
    copy: (at) => { const row = rows()[at]; if (row) put(rows().toSpliced(at + 1, 0, copyOf(row))) },
    remove: (at) => put(rows().toSpliced(at, 1)),
    move: (at, by) => put(moveLine(rows(), at, by)),
    place: (at, to) => put(placeLine(rows(), at, to)),
    fill: (box) => put(filled(hand, { rows: rows(), box, value: (name) => rows()[fillOf(box).from]?.[name], ...fillOf(box) })),
    fillUp: (box) => put(filled(hand, { rows: rows(), box, value: (name) => rows()[box.bottom]?.[name], top: box.top, bottom: box.bottom - 1 })),
    clear: (box) => put(filled(hand, { rows: rows(), box, value: () => null, top: box.top, bottom: box.bottom })),
    undo: () => restore(past.back(rows())),
    redo: () => restore(past.again(rows())),
    paste: (place, text) => void paste(hand, { place, text, rows, fresh, put }),
  }
}

interface Filling { readonly rows: readonly Values[]; readonly box: Box; readonly top: number; readonly bottom: number; readonly value: (name: string) => unknown }
/** The same value down the chosen columns, in cells that may be written; defaults that follow from it follow. */
function filled({ columns, child, form: { rules, store, entity } }: Hand, { rows, box, top, bottom, value }: Filling): readonly Values[] {
  const setting = { ...rules, parent: recordOf(rules.model, entity, store.values()) }
  const wished = columns.slice(box.left, box.right + 1).filter((one) => writes(one) && value(one.name) !== undefined)
  if (!wished.length) return rows
  return rows.map((row, at) => {
    if (at < top || at > bottom) return row
    return wished.reduce((before: Values, { name, readonly }) => {
      const fixed = condition(readonly, envOf(setting, recordOf(rules.model, child, before))) === true
      return fixed ? before : withDependents(setting, child, { before, after: { ...before, [name]: value(name) }, name })
    }, row)
  })
}
const writes = (field: ClientField): boolean => field.write && !isComputed(field) && !field.formula

interface Paste { readonly place: CellPlace; readonly text: string; readonly rows: () => readonly Values[]; readonly fresh: () => Values; readonly put: (rows: readonly Values[], tag?: string | null) => void }
interface Bad { readonly key: string; readonly name: string; readonly message: string }

/** Cells from the given one to the right and down; lines are added as needed, links follow once they are looked up. */
async function paste(hand: Hand, { place, text, rows, fresh, put }: Paste): Promise<void> {
  const cells = cellsOf(text)
  const columns = hand.columns.slice(place.column)
  const bad: Bad[] = []
  const tag = lineKey()
  const links = columns.map((): { key: string; text: string }[] => [])
  const next = [...rows()]
  cells.forEach((line, down) => {
    const at = place.at + down
    const row: Record<string, unknown> = { ...(next[at] ?? fresh()) }
    const key = keyOfLine(row, at)
    line.slice(0, columns.length).forEach((raw, right) => {
      const field = columns[right]
      if (!field || !writes(field)) return
      if (isLink(field)) { if (raw.trim()) links[right]?.push({ key, text: raw.trim() }); else row[field.name] = null; return }
      const read = readCell(field, raw, hand.locale)
      row[field.name] = read.ok ? read.value : keepsText(field) ? read.text : null
      if (!read.ok) bad.push({ key, name: field.name, message: hand.say('record.paste_bad', { text: read.text }) })
    })
    next[at] = row
  })
  put(next, tag)
  mark(hand, rows(), bad)
  hand.tell(hand.say('record.pasting'))
  await Promise.all(links.map((asked, right) => { const field = columns[right]; return field && asked.length ? link(hand, { field, asked, rows, put: (linked) => put(linked, tag) }) : undefined }))
  hand.tell(hand.say('record.pasted', { count: String(cells.length) }))
}
const isLink = (field: ClientField): boolean => widgetOf(field) === 'link' || widgetOf(field) === 'user'
const keepsText = (field: ClientField): boolean => ['number', 'money', 'percent', 'duration'].includes(widgetOf(field))

interface Linking { readonly field: ClientField; readonly asked: readonly { readonly key: string; readonly text: string }[]; readonly rows: () => readonly Values[]; readonly put: (rows: readonly Values[]) => void }
async function link(hand: Hand, { field, asked, rows, put }: Linking): Promise<void> {
  const { rules, entity, store } = hand.form
  const found = await namedRecords(rules.model, field, asked.map((one) => one.text)).catch(() => null)
  const wished = new Map(asked.map((one) => [one.key, one.text]))
  const setting = { ...rules, parent: recordOf(rules.model, entity, store.values()) }
  const bad: Bad[] = []
  put(rows().map((row, at) => {
    const key = keyOfLine(row, at)
    const text = wished.get(key)
    if (text === undefined) return row
    const named = found?.get(text)
    if (named?.kind !== 'one') {
      bad.push({ key, name: field.name, message: hand.say(named?.kind === 'several' ? 'record.paste_several' : 'record.paste_none', { text }) })
      return { ...row, [field.name]: null }
    }
    return withDependents(setting, hand.child, { before: row, after: { ...row, [field.name]: named.value }, name: field.name })
  }))
  mark(hand, rows(), bad)
}
/** What did not read stands at its cell, beside what is already said of others. */
function mark({ field, form: { store } }: Hand, rows: readonly Values[], bad: readonly Bad[]): void {
  if (!bad.length) return
  const at = new Map(rows.map((row, index) => [keyOfLine(row, index), index]))
  const found = bad.map((one) => [`/${field.name}/${at.get(one.key) ?? 0}/${one.name}`, one.message] as const)
  store.setErrors({ ...(store.errors() as Readonly<Record<string, string>>), ...Object.fromEntries(found) })
}

import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientEntity, ClientField } from '../../metadata/api/client-model.ts'
import { withDependents } from '../form/dependents.ts'
import { defaultsOf, recordOf } from '../form/evaluation.ts'
import { type FormPlace, useForm } from '../form/form-context.tsx'
import type { Values } from '../form/record-store.ts'
import { isComputed, widgetOf } from '../model/field-view.ts'
import { cellsOf, readCell } from './paste.ts'
import { namedRecords } from './paste-links.ts'
import type { CellPlace } from './cell-keys.ts'
import { copyOf, keyOfLine, lineKey, moveLine } from './rows.ts'

/** What can be done with lines. Each act looks at the lines as they are then, so an answer that comes late finds its own. */
export interface LineActs {
  readonly set: (key: string, name: string, value: unknown) => void
  readonly add: () => void
  readonly copy: (at: number) => void
  readonly remove: (at: number) => void
  readonly move: (at: number, by: -1 | 1) => void
  readonly paste: (place: CellPlace, text: string) => void
}
interface LinesOf { readonly field: ClientField; readonly child: ClientEntity; readonly columns: readonly ClientField[] }
interface Hand extends LinesOf { readonly form: FormPlace; readonly say: (key: string, values?: Record<string, string>) => string; readonly tell: (message: string) => void; readonly locale: string }

export function useLines(of: LinesOf): { readonly acts: LineActs; readonly message: string } {
  const { t, i18n } = useTranslation()
  const form = useForm()
  const [message, tell] = useState('')
  const { field, child, columns } = of
  const acts = useMemo(() => actsOf({ field, child, columns, form, tell, say: (key, values) => t(key, values ?? {}), locale: i18n.language }), [field, child, columns, form, t, i18n.language])
  return { acts, message }
}

function actsOf(hand: Hand): LineActs {
  const { field, child, form: { store, rules, entity } } = hand
  const rows = (): readonly Values[] => { const held = store.values()[field.name]; return Array.isArray(held) ? (held as readonly Values[]) : [] }
  const put = (next: readonly Values[]): void => store.set(field.name, next)
  const setting = () => ({ ...rules, parent: recordOf(rules.model, entity, store.values()) })
  const fresh = (): Values => ({ ...defaultsOf(setting(), child), _key: lineKey() })
  return {
    set: (key, name, value) => {
      const at = rows().findIndex((row, index) => keyOfLine(row, index) === key)
      const before = rows()[at]
      if (before) put(rows().with(at, withDependents(setting(), child, { before, after: { ...before, [name]: value }, name })))
    },
    add: () => put([...rows(), fresh()]),
    copy: (at) => { const row = rows()[at]; if (row) put(rows().toSpliced(at + 1, 0, copyOf(row))) },
    remove: (at) => put(rows().toSpliced(at, 1)),
    move: (at, by) => put(moveLine(rows(), at, by)),
    paste: (place, text) => void paste(hand, { place, text, rows, fresh, put }),
  }
}

interface Paste { readonly place: CellPlace; readonly text: string; readonly rows: () => readonly Values[]; readonly fresh: () => Values; readonly put: (rows: readonly Values[]) => void }
interface Bad { readonly key: string; readonly name: string; readonly message: string }

/** Cells from the given one to the right and down; lines are added as needed, links follow once they are looked up. */
async function paste(hand: Hand, { place, text, rows, fresh, put }: Paste): Promise<void> {
  const cells = cellsOf(text)
  const columns = hand.columns.slice(place.column)
  const bad: Bad[] = []
  const links = columns.map((): { key: string; text: string }[] => [])
  const next = [...rows()]
  cells.forEach((line, down) => {
    const at = place.at + down
    const row: Record<string, unknown> = { ...(next[at] ?? fresh()) }
    const key = keyOfLine(row, at)
    line.slice(0, columns.length).forEach((raw, right) => {
      const field = columns[right]
      if (!field || !field.write || isComputed(field) || field.formula) return
      if (isLink(field)) { if (raw.trim()) links[right]?.push({ key, text: raw.trim() }); else row[field.name] = null; return }
      const read = readCell(field, raw, hand.locale)
      row[field.name] = read.ok ? read.value : keepsText(field) ? read.text : null
      if (!read.ok) bad.push({ key, name: field.name, message: hand.say('record.paste_bad', { text: read.text }) })
    })
    next[at] = row
  })
  put(next)
  mark(hand, rows(), bad)
  hand.tell(hand.say('record.pasting'))
  await Promise.all(links.map((asked, right) => { const field = columns[right]; return field && asked.length ? link(hand, { field, asked, rows, put }) : undefined }))
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

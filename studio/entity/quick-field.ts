import { isObject } from '../../metadata/base/json.ts'
import { commonOptions } from '../../metadata/fields/common.ts'
import { fieldTypes } from '../../metadata/fields/index.ts'
import { keyFor } from '../schema/key-for.ts'

export interface QuickField { readonly label: string; readonly type: string; readonly options: Readonly<Record<string, unknown>> }
/** Entities that may be linked to: key and label. */
export type Targets = readonly { readonly key: string; readonly label: string }[]

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
/** Words for a type beside its names in the three languages. */
const more: Readonly<Record<string, readonly string[]>> = {
  text: ['string'], long_text: ['notes', 'note', 'paragraph', 'nota', 'notas'], integer: ['int', 'whole', 'entero'], decimal: ['number', 'quantity', 'número', 'cantidad', '数字'], money: ['amount', 'price', 'currency', 'importe', 'precio'],
  boolean: ['yes/no', 'bool', 'checkbox', 'sí/no'], datetime: ['date time', 'timestamp'], choice: ['select', 'status', 'list'], multi_choice: ['tags'], user: ['owner', 'assignee', 'responsable'], url: ['link address', 'website', 'web'], image: ['photo', 'foto'], percent: ['%', 'discount'], children: ['lines', 'líneas'],
}
const names: readonly (readonly [word: string, type: string])[] = Object.values(fieldTypes)
  .flatMap(({ name, label }) => [name, name.replaceAll('_', ' '), label.en, label.es, label.zh, ...(more[name] ?? [])].map((word) => [plain(word), name] as const))
  .toSorted(([a], [b]) => b.length - a.length)

/** What a name alone suggests. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/e-?mail|correo|邮箱/i, 'email'], [/\b(phone|mobile|tel|teléfono|móvil)\b|电话|手机/i, 'phone'], [/\b(website|url|web)\b|网址/i, 'url'], [/\b(amount|price|cost|total|budget|salary|importe|precio|coste)\b|金额|价格|费用/i, 'money'],
  [/\b(percent|discount|rate|descuento)\b|%|折扣|比例/i, 'percent'], [/\b(quantity|qty|weight|cantidad|peso)\b|数量|重量/i, 'decimal'], [/\b(count|number of|days|age|seats|número de|días)\b|天数|人数/i, 'integer'],
  [/\b(at|time)$|时间$/i, 'datetime'], [/\b(date|day|due|deadline|birthday|since|until|fecha|vencimiento)\b|日期|生日/i, 'date'], [/^(is|has|active|done)\b|^(es|tiene|activo)\b|^是否/i, 'boolean'],
  [/\b(notes?|description|remarks?|comment|notas?|descripción)\b|备注|说明/i, 'long_text'], [/\b(photo|picture|logo|image|foto|imagen)\b|照片|图片/i, 'image'], [/\b(attachments?|files|adjuntos)\b|附件/i, 'files'], [/\b(owner|manager|responsible|assignee|responsable)\b|负责人/i, 'user'], [/\b(rating|score|valoración)\b|评分/i, 'rating'],
]

/**
 * One line of typing as a field: `Amount money`, `Stage: new | won | lost`, `Customer -> customer`, or a name alone, from which the type is
 * guessed. The guess is shown before it is taken.
 */
export function quickField(line: string, targets: Targets): QuickField | null {
  const text = line.trim()
  if (text === '') return null
  const link = /^(.*?)\s*(?:->|→)\s*(.+)$/.exec(text)
  if (link) return linkTo(link[1]!, link[2]!, targets)
  const options = /^([^:|]+):\s*(.+\|.+)$/.exec(text)
  if (options) return choiceOf(options[1]!.trim(), options[2]!)
  const small = plain(text)
  for (const [word, type] of names) {
    const rest = small.endsWith(` ${word}`) ? text.slice(0, text.length - word.length).trim() : ''
    if (rest !== '') return { label: rest, type, options: optionsOf(type, rest, targets) }
  }
  const target = targets.find(({ key, label }) => plain(label) === small || key === small.replaceAll(' ', '_'))
  if (target) return { label: text, type: 'link', options: { to: target.key } }
  return { label: text, type: hints.find(([hint]) => hint.test(text))?.[1] ?? 'text', options: {} }
}
/** A link whose name is that of an entity leads there. */
const optionsOf = (type: string, label: string, targets: Targets): QuickField['options'] => {
  const to = type === 'link' || type === 'links' ? targets.find((one) => plain(one.label) === plain(label) || one.key === plain(label).replaceAll(' ', '_'))?.key : undefined
  return to === undefined ? {} : { to }
}
function linkTo(name: string, target: string, targets: Targets): QuickField {
  const found = targets.find(({ key, label }) => key === plain(target) || plain(label) === plain(target)) ?? targets.find(({ key, label }) => key.startsWith(plain(target)) || plain(label).startsWith(plain(target)))
  return { label: name.trim() || (found?.label ?? target), type: 'link', options: { to: found?.key ?? plain(target).replaceAll(' ', '_') } }
}
function choiceOf(label: string, list: string): QuickField {
  const options: Record<string, { label: string }> = {}
  for (const one of list.split('|').map((word) => word.trim()).filter(Boolean)) options[keyFor(one, Object.keys(options))] = { label: one }
  return { label, type: 'choice', options: { options } }
}

/** Lines of a pasted list, one field each. */
export const quickFields = (text: string, targets: Targets): QuickField[] => text.split(/\r?\n/).flatMap((line) => quickField(line, targets) ?? [])

type Fields = Readonly<Record<string, unknown>>
/** The fields with this one after the others, or after the one named; its key follows from its label. */
export function withField(fields: Fields, { label, type, options }: QuickField, after?: string): { readonly fields: Fields; readonly key: string } {
  const key = keyFor(label, Object.keys(fields))
  const entry = [key, { type, label, ...needed(type, label), ...options }] as const
  const entries = Object.entries(fields)
  const at = after === undefined ? entries.length : entries.findIndex(([one]) => one === after) + 1
  return { fields: Object.fromEntries(entries.toSpliced(at, 0, [...entry])), key }
}
/** What a type cannot do without. */
const needed = (type: string, label: string): Fields => ({
  choice: { options: {} }, multi_choice: { options: {} }, children: { fields: { name: { type: 'text', label: 'Name' } } }, formula: { formula: '0' }, sequence: { pattern: `${label.replace(/[^A-Za-z]/g, '').slice(0, 3).toUpperCase() || 'NO'}-{0000}` },
} as Readonly<Record<string, Fields>>)[type] ?? {}

export function moved(fields: Fields, key: string, to: number): Fields {
  const entries = Object.entries(fields)
  const from = entries.findIndex(([one]) => one === key)
  return from < 0 ? fields : Object.fromEntries(entries.toSpliced(from, 1).toSpliced(to, 0, entries[from]!))
}
/** Another type keeps what any field may have; what only the old type knew goes. */
export function retyped(field: Fields, type: string): Fields {
  const kept = Object.fromEntries(Object.entries(field).filter(([key]) => Object.hasOwn(commonOptions, key) && key !== 'default'))
  return { ...kept, type, ...needed(type, String(field['label'] ?? '')), ...(type === 'multi_choice' || type === 'choice' ? (isObject(field['options']) ? { options: field['options'] } : {}) : {}) }
}

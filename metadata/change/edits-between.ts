import { equal, isObject } from '../base/json.ts'
import { longestRising } from '../base/longest-rising.ts'
import { mergeOrder } from './merge.ts'
import { editDocument, elementName } from '../model/edit-document.ts'
import type { Edit } from '../model/model.ts'

type Doc = Readonly<Record<string, unknown>>
type Edits = Readonly<Record<string, Edit>>
/** Who edits; `previous` are the edits that are there: those that stay the same keep who made them, when and why. */
export interface Editing { readonly kind: string; readonly previous?: Edits; readonly by?: string; readonly at?: string }

/**
 * The edits that make `wanted` of the vendor's document, each of one named part: the inverse of `editDocument`. A field of an entity that
 * is not wanted any more is hidden. Edits that met nothing before are kept, so that none is lost without being seen.
 */
export function editsBetween(vendor: Doc, wanted: Doc, { kind, previous = {}, ...stamp }: Editing): Edits {
  const fine: Found = {}
  compareTrees([], vendor, withHidden(vendor, wanted, kind), { kind, found: fine })
  const found = sameText(editDocument(vendor, fine, kind).doc, withHidden(vendor, wanted, kind)) ? fine : coarse(vendor, wanted)
  const unmet = Object.entries(previous).filter(([path, edit]) => !(path in found) && editDocument(vendor, { [path]: edit }, kind).problems.length > 0)
  return { ...Object.fromEntries(Object.entries(found).map(([path, edit]) => [path, stamped(edit, previous[path], stamp)])), ...Object.fromEntries(unmet) }
}

type Found = Record<string, Edit>
interface Job { readonly kind: string; readonly found: Found }
type Entry = readonly [key: string, value: unknown]

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const hidden = (field: unknown): unknown => ({ ...(field as Doc), visible: 'false' })

/** Fields that the vendor has are never taken out of an entity; what is not wanted is hidden. */
function withHidden(vendor: Doc, wanted: Doc, kind: string): Doc {
  const [before, after] = [vendor['fields'], wanted['fields']]
  if (kind !== 'entity' || !isObject(before) || !isObject(after)) return wanted
  const { order } = mergeOrder(Object.keys(before), Object.keys(after), Object.keys(before))
  return order.length === Object.keys(after).length ? wanted : { ...wanted, fields: Object.fromEntries(order.map((key) => [key, Object.hasOwn(after, key) ? after[key] : hidden(before[key])])) }
}

function compareTrees(path: readonly string[], before: unknown, after: unknown, job: Job): void {
  const here = path.join('.')
  if (sameText(before, after)) return
  const [old, now] = [entriesOf(before), entriesOf(after)]
  if (!old || !now || Array.isArray(before) !== Array.isArray(after)) return void (job.found[here] = { set: after, ...(before === undefined ? {} : { base: before }) })
  if (job.kind === 'entity' && path.at(-2) === 'fields' && sameText(after, hidden(before))) return void (job.found[here] = { hide: true })
  for (const [key] of old) if (!now.some(([other]) => other === key)) job.found[[...path, key].join('.')] = { hide: true }
  order(path, { old, now, listed: Array.isArray(after) }, job)
}

interface Both { readonly old: readonly Entry[]; readonly now: readonly Entry[]; readonly listed: boolean }
/** Goes through what is wanted in its order; only what is new, changed or out of its place becomes an edit. */
function order(path: readonly string[], { old, now, listed }: Both, job: Job): void {
  const before = new Map(old)
  const place = new Map(old.map(([key], at) => [key, at]))
  const kept = now.filter(([key]) => before.has(key)).map(([key]) => key)
  const staying = new Set(longestRising(kept.map((key) => place.get(key)!)).map((at) => kept[at]!))
  const present = old.filter(([key]) => now.some(([other]) => other === key)).map(([key]) => key)
  for (const [i, [key, value]] of now.entries()) {
    const neighbour = i === 0 ? '' : now[i - 1]![0]
    const at = [...path, key]
    if (before.has(key)) {
      compareTrees(at, before.get(key), value, job)
      if (!staying.has(key)) moveOf(at.join('.'), neighbour, job)
    } else {
      const last = (present.at(-1) ?? '') === neighbour
      job.found[at.join('.')] = { ...(listed || isObject(value) ? { add: value } : { set: value }), ...(last ? {} : { after: neighbour }) }
    }
    if (!staying.has(key)) shift(present, key, neighbour)
  }
}
/** What is hidden cannot say where it stands, so its two parts are told apart. */
function moveOf(path: string, after: string, { found }: Job): void {
  const { hide, ...edit } = found[path] ?? {}
  if (hide) found[`${path}.visible`] = { set: 'false' }
  found[path] = { ...edit, after }
}
function shift(present: string[], key: string, neighbour: string): void {
  const from = present.indexOf(key)
  if (from >= 0) present.splice(from, 1)
  present.splice(neighbour === '' ? 0 : present.indexOf(neighbour) + 1, 0, key)
}

/** Parts by name; null where parts have none that a path can hold: then the whole is one value. */
function entriesOf(node: unknown): Entry[] | null {
  if (!isObject(node) && !Array.isArray(node)) return null
  const named = (item: unknown): boolean => !Array.isArray(node) || typeof item === 'string' || (isObject(item) && (item['field'] ?? item['related']) !== undefined)
  const entries = Array.isArray(node) ? node.map((item, i): Entry => [elementName(item, i), item]) : Object.entries(node)
  const keys = new Set(entries.map(([key]) => key))
  return keys.size === entries.length && entries.every(([key, item]) => !key.includes('.') && key !== '' && named(item)) ? entries : null
}

/** Whole top parts: always possible, but an upgrade can merge it only as a whole. */
function coarse(vendor: Doc, wanted: Doc): Found {
  const gone = Object.keys(vendor).filter((key) => !Object.hasOwn(wanted, key)).map((key): [string, Edit] => [key, { hide: true }])
  const changed = Object.entries(wanted).filter(([key, value]) => !sameText(value, vendor[key]))
  return Object.fromEntries([...gone, ...changed.map(([key, value]): [string, Edit] => [key, { set: value, ...(Object.hasOwn(vendor, key) ? { base: vendor[key] } : {}) }])])
}

function stamped(edit: Edit, before: Edit | undefined, stamp: Pick<Editing, 'by' | 'at'>): Edit {
  const what = ({ set, add, after, hide }: Edit): unknown => ({ set: set ?? null, add: add ?? null, after: after ?? null, hide: hide ?? false })
  if (before && equal(what(edit), what(before)) && 'set' in edit === 'set' in before) return before
  return { ...edit, ...stamp, ...(before?.why === undefined ? {} : { why: before.why }) }
}

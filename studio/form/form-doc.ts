import { isObject } from '../../metadata/base/json.ts'
import { elementName } from '../../metadata/model/edit-document.ts'
import type { Doc } from '../draft/effective.ts'
import { keyFor } from '../schema/key-for.ts'

/** Where a part of a form stands: a tab (null where the form has none), a section, an entry by its place. */
export interface SectionAt { readonly tab: string | null; readonly section: string }
export interface EntryAt extends SectionAt { readonly entry: number }
type Parts = Readonly<Record<string, Doc>>

export const tabsOf = (doc: Doc): Parts => (isObject(doc['tabs']) ? (doc['tabs'] as Parts) : {})
export const sectionsOf = (doc: Doc, tab: string | null): Parts => {
  const holder = tab === null ? doc : (tabsOf(doc)[tab] ?? {})
  return isObject(holder['sections']) ? (holder['sections'] as Parts) : {}
}
export const entriesOf = (doc: Doc, { tab, section }: SectionAt): readonly unknown[] => { const fields = sectionsOf(doc, tab)[section]?.['fields']; return Array.isArray(fields) ? fields : [] }
export const fieldIn = (entry: unknown): string | null => (typeof entry === 'string' ? entry : isObject(entry) && typeof entry['field'] === 'string' ? entry['field'] : null)
export const nameOf = elementName

export const tabKeys = (doc: Doc): readonly (string | null)[] => (isObject(doc['tabs']) ? Object.keys(doc['tabs']) : [null])
export function withSections(doc: Doc, tab: string | null, sections: Parts): Doc {
  return tab === null ? { ...doc, sections } : { ...doc, tabs: { ...tabsOf(doc), [tab]: { ...tabsOf(doc)[tab], sections } } }
}
export const withSection = (doc: Doc, at: SectionAt, section: Doc): Doc => withSections(doc, at.tab, { ...sectionsOf(doc, at.tab), [at.section]: section })
export const withEntries = (doc: Doc, at: SectionAt, fields: readonly unknown[]): Doc => withSection(doc, at, { ...sectionsOf(doc, at.tab)[at.section], fields })

/** Fields that the form shows somewhere. */
export const usedIn = (doc: Doc): ReadonlySet<string> =>
  new Set(tabKeys(doc).flatMap((tab) => Object.keys(sectionsOf(doc, tab)).flatMap((section) => entriesOf(doc, { tab, section }).flatMap((entry) => fieldIn(entry) ?? []))))

export function insert(doc: Doc, at: EntryAt, entry: unknown): Doc {
  return withEntries(doc, at, entriesOf(doc, at).toSpliced(at.entry, 0, entry))
}
export const removeEntry = (doc: Doc, at: EntryAt): Doc => withEntries(doc, at, entriesOf(doc, at).toSpliced(at.entry, 1))
/** Within a section the place is that after the taking out. */
export function moveEntry(doc: Doc, from: EntryAt, to: EntryAt): Doc {
  const entry = entriesOf(doc, from)[from.entry]
  if (entry === undefined) return doc
  const same = from.tab === to.tab && from.section === to.section
  return insert(removeEntry(doc, from), { ...to, entry: same && from.entry < to.entry ? to.entry - 1 : to.entry }, entry)
}
/** One step up or down; past the first or last of a section, into the one before or after. */
export function stepEntry(doc: Doc, from: EntryAt, by: -1 | 1): { readonly doc: Doc; readonly at: EntryAt } {
  const next = from.entry + by
  if (next >= 0 && next < entriesOf(doc, from).length) return { doc: moveEntry(doc, from, { ...from, entry: by === 1 ? next + 1 : next }), at: { ...from, entry: next } }
  const all = tabKeys(doc).flatMap((tab) => Object.keys(sectionsOf(doc, tab)).map((section): SectionAt => ({ tab, section })))
  const here = all.findIndex(({ tab, section }) => tab === from.tab && section === from.section)
  const there = all[here + by]
  if (!there) return { doc, at: from }
  const at = { ...there, entry: by === 1 ? 0 : entriesOf(doc, there).length }
  return { doc: moveEntry(doc, from, at), at }
}
export function moveSection(doc: Doc, { tab, section }: SectionAt, by: -1 | 1): Doc {
  const entries = Object.entries(sectionsOf(doc, tab))
  const from = entries.findIndex(([key]) => key === section)
  const to = from + by
  return to < 0 || to >= entries.length ? doc : withSections(doc, tab, Object.fromEntries(entries.toSpliced(from, 1).toSpliced(to, 0, entries[from]!)))
}
export function addSection(doc: Doc, tab: string | null, label: string): { readonly doc: Doc; readonly at: SectionAt } {
  const section = keyFor(label, Object.keys(sectionsOf(doc, tab)))
  return { doc: withSections(doc, tab, { ...sectionsOf(doc, tab), [section]: { label, fields: [] } }), at: { tab, section } }
}
/** A form without tabs gets its first two: what it has becomes the first. */
export function addTab(doc: Doc, label: string, first: string): { readonly doc: Doc; readonly tab: string } {
  const { sections, ...rest } = doc
  const tabs: Parts = isObject(doc['tabs']) ? tabsOf(doc) : { [keyFor(first, [])]: { label: first, sections: sections ?? {} } }
  const tab = keyFor(label, Object.keys(tabs))
  return { doc: { ...rest, tabs: { ...tabs, [tab]: { label, sections: {} } } }, tab }
}

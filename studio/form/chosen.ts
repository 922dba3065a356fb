import { isObject } from '../../metadata/base/json.ts'
import type { Doc } from '../draft/effective.ts'
import { labelOf } from '../schema/refs.ts'
import { type EntryAt, fieldIn } from './form-doc.ts'

/** The part of a form whose properties are shown. */
export type Chosen = { readonly what: 'entry'; readonly at: EntryAt } | { readonly what: 'section'; readonly tab: string | null; readonly section: string } | { readonly what: 'tab'; readonly tab: string } | null
export const fieldDrag = 'application/x-officina-form-field'
export const entryDrag = 'application/x-officina-form-entry'

export function entryLabel(entry: unknown, fields: Readonly<Record<string, Doc>>, related: string): string {
  const field = fieldIn(entry)
  if (field !== null) return labelOf(fields[field], field)
  if (!isObject(entry)) return String(entry)
  return typeof entry['text'] === 'string' ? entry['text'] : `${related}: ${String(entry['label'] ?? entry['related'])}`
}

import { equal } from '../../metadata/base/json.ts'
import type { Values } from './record-store.ts'

export interface Conflict { readonly field: string; readonly base: unknown; readonly theirs: unknown; readonly mine: unknown }
/** What both changed differently must be decided; all else merges alone. */
export interface Merge { readonly conflicts: readonly Conflict[]; readonly mine: Values }

export function mergeRecord(base: Values, theirs: Values, mine: Values): Merge {
  const conflicts: Conflict[] = []
  const kept: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(mine)) {
    if (field === 'id' || field.startsWith('_') || equal(plain(value), plain(theirs[field]))) continue
    if (equal(plain(base[field]), plain(theirs[field]))) kept[field] = value
    else conflicts.push({ field, base: base[field], theirs: theirs[field], mine: value })
  }
  return { conflicts, mine: kept }
}
/** An opened link and its id are the same value. */
function plain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value) return value.id
  return value ?? null
}

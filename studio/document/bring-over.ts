import { isObject } from '../../metadata/base/json.ts'
import { type Conflict, merge } from '../../metadata/change/merge.ts'
import type { Layer } from '../../metadata/model/model.ts'

export interface BroughtOver { readonly layer: Layer; readonly conflicts: readonly Conflict[] }
/** The draft's changes on top of what was published since it was made, element by element; where both changed one, the draft's holds. */
export function bringOver({ base, mine, live }: { readonly base: Layer | undefined; readonly mine: Layer; readonly live: Layer | undefined }): BroughtOver {
  if (!live) return { layer: mine, conflicts: [] }
  const parts = (layer: Layer | undefined) => ({ documents: layer?.documents ?? {}, edits: layer?.edits ?? {} })
  const { value, conflicts } = merge(parts(base), parts(mine), parts(live))
  const merged = isObject(value) ? value : {}
  return { layer: { ...live, documents: (merged['documents'] ?? {}) as Layer['documents'], edits: (merged['edits'] ?? {}) as Layer['edits'] }, conflicts }
}

/** The rows of the list a record was opened from, so that it can lead to the next one. */
const lists = new Map<string, { readonly ids: readonly string[]; readonly total: number }>()
/** `total`: how many the whole list has, where more than the rows read so far. */
export const rememberRows = (root: string, ids: readonly string[], total = ids.length): void => { lists.set(root, { ids, total }) }

export interface Neighbours { readonly at: number; readonly of: number; readonly previous: string | null; readonly next: string | null }
export function neighboursOf(root: string, id: string): Neighbours | null {
  const { ids, total } = lists.get(root) ?? { ids: [], total: 0 }
  const at = ids.indexOf(id)
  return at < 0 ? null : { at: at + 1, of: Math.max(total, ids.length), previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}

/** The rows of the list a record was opened from, so that it can lead to the next one. */
const lists = new Map<string, readonly string[]>()
export const rememberRows = (root: string, ids: readonly string[]): void => { lists.set(root, ids) }

export interface Neighbours { readonly at: number; readonly of: number; readonly previous: string | null; readonly next: string | null }
export function neighboursOf(root: string, id: string): Neighbours | null {
  const ids = lists.get(root) ?? []
  const at = ids.indexOf(id)
  return at < 0 ? null : { at: at + 1, of: ids.length, previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}

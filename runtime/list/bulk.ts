import type { Row } from '../../metadata/api/records.ts'
import { asFailure, type Failure } from '../client/failure.ts'
import { deleteRecord, listRecords, type ListQuery, restoreRecord, updateRecord } from '../client/records.ts'

export type Undo = () => Promise<unknown>
export interface Refused { readonly id: string; readonly title: string; readonly failure: Failure }
/** What came of each row, and how to take back what was done. */
export interface Outcome { readonly done: readonly { readonly id: string; readonly undo: Undo }[]; readonly failed: readonly Refused[] }
export interface Course { readonly signal: AbortSignal; readonly progress: (done: number) => void }
interface Work { readonly rows: readonly Row[]; readonly one: (row: Row) => Promise<Undo> }

/** So many may be chosen at once; each row is a write of its own, with its own outcome. */
export const mostRows = 5_000
const atOnce = 4

/** Each row by itself, a few at a time: one that is refused stops no other. */
export async function forEachRow({ rows, one }: Work, { signal, progress }: Course): Promise<Outcome> {
  const done: { id: string; undo: Undo }[] = []
  const failed: Refused[] = []
  const waiting = [...rows]
  const worker = async (): Promise<void> => {
    for (let row = waiting.shift(); row && !signal.aborted; row = waiting.shift()) {
      const { id } = row
      await one(row).then((undo) => done.push({ id, undo }), (error: unknown) => failed.push({ id, title: String(row['title'] ?? id), failure: asFailure(error) }))
      progress(done.length + failed.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { done, failed }
}

/** The chosen rows as they are now, with the version that a write is made to. */
export async function readRows(entity: string, ids: readonly string[], { fields, deleted }: { fields: readonly string[]; deleted: boolean }): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (let at = 0; at < ids.length; at += 100) {
    const filter = `id in [${ids.slice(at, at + 100).map((id) => `'${id}'`).join(', ')}]`
    rows.push(...(await listRecords(entity, { filter, fields: ['title', ...fields].join(','), size: 100, count: 'none', deleted: deleted ? 'only' : undefined })).rows)
  }
  return rows
}
/** Ids of all that a list finds, page after page. */
export async function allIds(entity: string, query: ListQuery): Promise<{ readonly ids: readonly string[]; readonly more: boolean }> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await listRecords(entity, { ...query, fields: 'title', expand: undefined, size: 200, count: 'none', after })
    ids.push(...page.rows.map((row) => row.id))
    after = page.next ?? undefined
  } while (after && ids.length < mostRows)
  return { ids: ids.slice(0, mostRows), more: after !== undefined }
}

export const setField = (entity: string, { name, value }: { name: string; value: unknown }) => async (row: Row): Promise<Undo> => {
  const changed = await updateRecord(entity, row.id, { version: Number(row['_version'] ?? 1), data: { [name]: value } })
  return () => updateRecord(entity, row.id, { version: Number(changed['_version']), data: { [name]: row[name] ?? null } })
}
export const remove = (entity: string) => async ({ id }: Row): Promise<Undo> => {
  await deleteRecord(entity, id)
  return () => restoreRecord(entity, id)
}
export const restore = (entity: string) => async ({ id }: Row): Promise<Undo> => {
  await restoreRecord(entity, id)
  return () => deleteRecord(entity, id)
}

/** A cell that a spreadsheet takes for what it is: text never begins a formula. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
export function downloadRefused(failed: readonly Refused[], say: (failure: Failure) => string): void {
  const lines = [['id', 'title', 'reason'], ...failed.map((one) => [one.id, one.title, say(one.failure)])]
  const address = URL.createObjectURL(new Blob([`\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'refused.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

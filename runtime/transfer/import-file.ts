import type { Problem } from '../../metadata/base/problem.ts'
import { request } from '../client/request.ts'
import { decode, type Encoding, encodingOf, inert, matchColumns, parseCsv, type Separator, separatorOf, writeCsv } from './csv.ts'

export interface Loaded { readonly name: string; readonly bytes: Uint8Array; readonly encoding: Encoding; readonly separator: Separator; readonly headings: readonly string[]; readonly rows: readonly (readonly string[])[] }
type Reading = Pick<Loaded, 'name' | 'bytes' | 'encoding' | 'separator'>

export function readAs(reading: Reading): Loaded {
  const [headings = [], ...rows] = parseCsv(decode(reading.bytes, reading.encoding), reading.separator)
  return { ...reading, headings, rows }
}
export async function load(file: File): Promise<Loaded> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const encoding = encodingOf(bytes)
  return readAs({ name: file.name, bytes, encoding, separator: separatorOf(decode(bytes, encoding)) })
}
export { matchColumns }

export interface RowRefused { readonly row: number; readonly problems: readonly Problem[] }
export interface Outcome { readonly created: number; readonly updated: number; readonly refused: readonly RowRefused[]; readonly written: boolean }
export interface Order { readonly entity: string; readonly fields: readonly (string | null)[]; readonly key: string; readonly only: 'try' | 'good' | 'all' }

/** Sent as plain CSV under the names of fields, whatever the file was written in; the count of rows stays the same. */
export function sendRows({ headings, rows, name }: Loaded, { entity, fields, key, only }: Order): Promise<Outcome> {
  const used = headings.flatMap((_, at) => (fields[at] ? [at] : []))
  const csv = writeCsv([used.map((at) => fields[at]!), ...rows.map((row) => used.map((at) => row[at] ?? ''))])
  const form = new FormData()
  form.append('file', new File([csv], name, { type: 'text/csv' }), name)
  return request(`/_/import/${entity}`, { method: 'POST', body: form, query: { key: key || undefined, try: only === 'try' ? 'true' : undefined, partial: only === 'good' ? 'true' : undefined } })
}

/** The refused rows as they were, with what is wrong with each, to be mended and sent again. */
export function refusedCsv({ headings, rows }: Loaded, refused: readonly RowRefused[], { problem, say }: { problem: string; say: (problem: Problem) => string }): string {
  return `\uFEFF${writeCsv([[...headings, problem], ...refused.map(({ row, problems }) => [...(rows[row - 2] ?? []).map(inert), problems.map(say).join(' ')])])}`
}

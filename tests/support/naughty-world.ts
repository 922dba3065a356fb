import type { TestServer } from './server.ts'

const plain = { title: { type: 'text', max_length: 10_000 }, long: { type: 'long_text' }, rich: { type: 'rich_text' } }
const fields = { ...plain, data: { type: 'json' }, lines: { type: 'children', fields: { word: { type: 'text', max_length: 10_000 }, note: { type: 'long_text' } } } }
/** The types that hold any text, and those that hold text of a form. */
export const freeFields = ['title', 'long', 'rich'] as const
export const formFields = ['email', 'url', 'phone', 'barcode', 'colour'] as const
const formed = Object.fromEntries(formFields.map((type) => [type, { type }]))

/** Two entities alike, one of them to be filled from the other's export; `odd` offers the given texts as options. */
export const naughtyLayer = (options: readonly string[]) => {
  const offered = Object.fromEntries(options.map((key) => [key, {}]))
  const chosen = { one: { type: 'choice', options: offered }, some: { type: 'multi_choice', options: offered, max: 200 } }
  const entity = (label: string, more: object) => ({ label, title: '{title}', search: ['title', 'long'], fields: more })
  return {
    name: 'naughty', label: 'Naughty', version: '1', needs: ['base'], edits: {},
    documents: { entity: { note: entity('Note', { ...fields, ...formed }), copy: entity('Copy', { ...fields, ...formed }), formed: entity('Formed', { ...plain, ...formed }), odd: entity('Odd', { ...plain, ...chosen }), odd_copy: entity('Odd copy', { ...plain, ...chosen }) } },
  }
}
export async function publish(server: TestServer, layer: object): Promise<void> {
  const { body: { version } } = await server.ask('GET', '/_/publish')
  const { status, body } = await server.ask('POST', '/_/publish', { base: version, layer })
  if (status !== 200) throw new Error(JSON.stringify(body).slice(0, 2000))
}

export type Row = { readonly id: string } & Readonly<Record<string, any>>
/** Every row, page by page. */
export async function allRows(server: TestServer, entity: string, query: Readonly<Record<string, string>> = {}): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | null = ''; after !== null;) {
    const { status, body }: { status: number; body: any } = await server.ask('GET', `/${entity}?${new URLSearchParams({ size: '200', ...query, ...(after ? { after } : {}) })}`)
    if (status !== 200) throw new Error(`${JSON.stringify(query)}: ${JSON.stringify(body)}`)
    rows.push(...body.rows)
    after = body.next
  }
  return rows
}

/** The whole table as a file, and a file into a table. */
export const exported = async (server: TestServer, entity: string): Promise<string> =>
  (await fetch(`${server.url}/api/_/export/${entity}.csv`, { headers: { cookie: server.cookie } })).text()
export async function imported(server: TestServer, entity: string, { csv, query = {} }: { csv: string; query?: Record<string, string> }): Promise<any> {
  const form = new FormData()
  form.append('file', new Blob([csv], { type: 'text/csv' }), `${entity}.csv`)
  const reply = await fetch(`${server.url}/api/_/import/${entity}?${new URLSearchParams(query)}`, { method: 'POST', body: form, headers: { 'x-officina': '1', cookie: server.cookie } })
  return reply.json()
}
/** All work at most eight at a time. */
export async function each<T, R>(items: readonly T[], work: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const run = async (): Promise<void> => { for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!, at) }
  await Promise.all(Array.from({ length: 8 }, run))
  return results
}

import { parse } from 'csv-parse/sync'
import { same } from './same.ts'
import type { Entity } from '../../../metadata/model/model.ts'
import { type Answer, answerTo, type Ask, type Row } from './answer.ts'
import { type Context, exists } from './context.ts'
import type { House, Reply } from './house.ts'
import type { Question } from './question.ts'

/** How an answer differs from what it must be; null: it does not. */
export type Difference = { readonly says: string; readonly expected: unknown; readonly got: unknown } | null

export async function differs(house: House, at: Context, question: Question): Promise<Difference> {
  const entity = at.model.entities.get(question.ask.entity)!
  const expected = answerTo(at, question.form === 'export' ? { ...question.ask } : question.ask)
  return checks[question.form]({ house, at, question, entity, expected })
}
interface Check { readonly house: House; readonly at: Context; readonly question: Question; readonly entity: Entity; readonly expected: Answer }

export function addressOf({ name }: Entity, { id, ...parts }: Ask, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...(parts as Record<string, string>), ...more })
  query.delete('entity')
  return `/${name}${id === undefined ? '' : `/${id}`}${query.size > 0 ? `?${query}` : ''}`
}
const told = (says: string, expected: unknown, got: unknown): Difference => ({ says, expected, got })
const rowsIn = (expected: Answer): readonly Row[] => (expected.kind === 'rows' ? expected.rows : [])
interface Groups { readonly groups: readonly unknown[]; readonly totals: unknown }
function groupsDiffer(was: Groups, is: Groups): Difference {
  if (!same(was.totals, is.totals)) return told('has another total', was.totals, is.totals)
  const wrong = was.groups.findIndex((group, n) => !same(group, is.groups[n]))
  return wrong < 0 && was.groups.length === is.groups.length ? null : told(`has another group ${wrong}`, was.groups.slice(Math.max(wrong, 0)), is.groups.slice(Math.max(wrong, 0)))
}
/** Neither the rows nor a word about them. */
const refused = (reply: Reply): Difference => (reply.status >= 400 && reply.status < 500 ? null : told('is answered, though it names what the person may not see', 'a refusal', { status: reply.status, text: reply.text.slice(0, 600) }))

const checks: { readonly [F in Question['form']]: (check: Check) => Promise<Difference> } = {
  list: async ({ house, question, entity, expected }) => {
    const reply = await house.ask(question.person, 'GET', addressOf(entity, question.ask, { size: '200' }))
    if (expected.kind === 'refused') return refused(reply)
    return rowsDiffer(reply, rowsIn(expected))
  },
  one: async ({ house, question, entity, expected }) => {
    const reply = await house.ask(question.person, 'GET', addressOf(entity, question.ask))
    if (expected.kind === 'refused') return refused(reply)
    if (expected.kind === 'absent') return reply.status === 404 ? null : told('is not absent', 404, reply.text.slice(0, 600))
    const [row] = rowsIn(expected)
    return reply.status === 200 && same(reply.body, row) ? null : told('is another record', row, reply.body)
  },
  pages: pagesDiffer,
  export: exportDiffers,
  groups: async ({ house, question, entity, expected }) => {
    const reply = await house.ask(question.person, 'GET', addressOf(entity, question.ask))
    if (expected.kind !== 'groups') return refused(reply)
    return reply.status === 200 ? groupsDiffer(expected as unknown as Groups, reply.body as Groups) : told('is refused', 200, reply.text.slice(0, 600))
  },
}

function rowsDiffer(reply: Reply, rows: readonly Row[]): Difference {
  const { rows: got, count } = (reply.body ?? {}) as { rows?: Row[]; count?: unknown }
  if (reply.status !== 200 || !got) return told('is refused', rows.slice(0, 3), { status: reply.status, text: reply.text.slice(0, 900) })
  if (!same(count, { value: rows.length, exact: true })) return told('has another count', rows.length, count)
  const wrong = rows.findIndex((row, n) => !same(row, got[n]))
  return wrong < 0 && rows.length === got.length ? null : told(`has another row ${wrong}`, rows[wrong], got[wrong] ?? `${got.length} rows`)
}

/** Walks all pages forwards, then back. */
async function pagesDiffer({ house, question, entity, expected }: Check): Promise<Difference> {
  const ask = (more: Record<string, string>): Promise<Reply> => house.ask(question.person, 'GET', addressOf(entity, question.ask, { size: String(question.size), ...more }))
  const first = await ask({})
  if (expected.kind === 'refused') return refused(first)
  const ids = rowsIn(expected).map((row) => row['id'])
  const got: unknown[] = []
  let page = first
  let previous: string | null = null
  for (;;) {
    const { rows, next, previous: before, count } = (page.body ?? {}) as { rows?: Row[]; next?: string | null; previous?: string | null; count?: { value: number } }
    if (page.status !== 200 || !rows) return told('has a page that is refused', ids, { status: page.status, text: page.text.slice(0, 600) })
    if (count?.value !== ids.length) return told('counts otherwise on a later page', ids.length, count)
    got.push(...rows.map((row) => row['id']))
    previous = before ?? null
    if (!next || got.length > ids.length + 20) break
    page = await ask({ after: next })
  }
  if (!same(got, ids)) return told('has other rows, page by page', ids, got)
  if (previous === null) return null
  const back = ((await ask({ before: previous })).body as { rows?: Row[] } | null)?.rows?.map((row) => row['id'])
  const start = Math.floor((ids.length - 1) / question.size) * question.size
  const wanted = ids.slice(Math.max(0, start - question.size), start)
  return same(back, wanted) ? null : told('has another page before the last', wanted, back)
}

/** The file holds the rows of the list, cell by cell, with nothing that a spreadsheet would run. */
async function exportDiffers({ house, at, question, entity, expected }: Check): Promise<Difference> {
  const { name, ...address } = { name: entity.name, ask: question.ask }
  const reply = await house.ask(question.person, 'GET', `/_/export/${name}.csv${addressOf({ ...entity, name: '' }, address.ask).slice(1)}`)
  if (expected.kind === 'refused' || !at.view.rights!.exports(entity.key)) return refused(reply)
  if (reply.status !== 200) return told('is not exported', 200, { status: reply.status, text: reply.text.slice(0, 600) })
  const fields = [...entity.fields.values()].filter((field) => !field.childEntity && exists(at.view, entity.key, field.key)).map((field) => field.name)
  const wanted = [['id', ...fields], ...rowsIn(expected).map((row) => [row['id'], ...fields.map((field) => cellOf(row[field]))])]
  const got = parse(reply.text) as string[][]
  const wrong = wanted.findIndex((line, n) => !same(line, got[n]))
  return wrong < 0 && got.length === wanted.length ? null : told(`has another line ${wrong} in the file`, wanted[wrong], got[wrong] ?? `${got.length} lines`)
}
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join('; ')
  const text = String(value)
  return /^['"\s]*[=+@\t\r-]/.test(text) && !/^[-+]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}


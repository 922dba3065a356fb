import { ok, type Result } from '../../metadata/base/problem.ts'
import type { ListReply, Row } from '../../metadata/api/records.ts'
import type { Runner } from '../db/database.ts'
import { type Part, type Place, readCursor, writeCursor } from '../db/query/keyset.ts'
import { type Asked, run } from './run-query.ts'

/** Rows are counted exactly up to here; beyond it the answer is "at least". */
export const countedTo = 10_000

/** One page and its neighbours. One row more than asked tells whether there is a further page. */
export async function fetchPage(database: Runner, asked: Asked): Promise<Result<ListReply>> {
  const { page } = asked.request.query
  const size = page?.size ?? 50
  const place = readPlace(asked)
  if (!place.ok) return place
  const counting = asked.request.count === 'none' ? null : count(database, asked)
  // Told below; until then its failure must not pass for one that nobody hears of, which would end the process.
  counting?.catch(() => {})
  const rows = await fetchRows(database, asked, { ...place.value, limit: size + 1 }).catch(async (error: unknown) => {
    await counting?.catch(() => {})
    throw error
  })
  const more = rows.length > size
  if (more) rows.length = size
  const backwards = place.value.kind === 'before'
  if (backwards) rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  const next = last && (backwards || more) ? cursorOf(asked, last) : null
  const previous = first && (backwards ? more : place.value.nulls) ? cursorOf(asked, first) : null
  asked.compiled.order.types.forEach((_, n) => { for (const row of rows) (row as Record<string, unknown>)[`~${n}`] = undefined })
  return ok({ rows, next, previous, ...(counting ? { count: await counting } : {}) })
}

async function count(database: Runner, asked: Asked): Promise<{ value: number; exact: boolean }> {
  const limit = asked.request.count === 'exact' ? null : countedTo + 1
  const rows = await run<{ count: number }>(database, asked, { variant: { kind: 'count' }, inputs: { limit } })
  const value = rows[0]?.count ?? 0
  return limit !== null && value > countedTo ? { value: countedTo, exact: false } : { value, exact: true }
}

interface From { readonly kind: 'after' | 'before'; /** Missing: from the very start. */ readonly nulls?: readonly boolean[]; readonly inputs: Record<string, unknown> }

/** From the place on, part by part until there are enough; mostly the first part has them. */
async function fetchRows(database: Runner, asked: Asked, { kind, nulls, inputs, limit }: From & { limit: number }): Promise<Row[]> {
  const place = nulls ? { nulls } : {}
  if (!asked.compiled.order.splits) return run<Row>(database, asked, { variant: { kind, ...place, limit }, inputs })
  const own: Part = nulls?.[0] === true ? 'empty' : 'filled'
  const rows = await run<Row>(database, asked, { variant: { kind, ...place, part: own, limit }, inputs })
  const other: Part | null = kind === 'after' && own === 'filled' ? 'empty' : kind === 'before' && own === 'empty' ? 'filled' : null
  if (other && rows.length < limit) rows.push(...(await run<Row>(database, asked, { variant: { kind, part: other, limit }, inputs: {} })))
  if (rows.length > limit) rows.length = limit
  return rows
}

function readPlace({ request, compiled }: Asked): Result<From> {
  const { page } = request.query
  const text = page?.after ?? page?.before
  if (text === undefined) return ok({ kind: 'after', inputs: {} })
  const place = readCursor(text, compiled.order.mark, compiled.order.types)
  if (!place.ok) return place
  return ok({ kind: page?.after === undefined ? 'before' : 'after', nulls: place.value.values.map((value) => value === null), inputs: inputsAt(place.value) })
}

const inputsAt = (place: Place): Record<string, unknown> => ({ 'place:id': place.id, ...Object.fromEntries(place.values.map((value, n) => [`place:${n}`, value])) })

function cursorOf({ compiled }: Asked, row: Row): string {
  return writeCursor(compiled.order.mark, compiled.order.types.map((_, n) => (row[`~${n}`] as string | null | undefined) ?? null), row.id)
}

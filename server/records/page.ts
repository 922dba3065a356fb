import { ok, type Result } from '../../metadata/base/problem.ts'
import type { ListReply, Row } from '../../metadata/api/records.ts'
import type { Runner } from '../db/database.ts'
import type { Variant } from '../db/query/compile.ts'
import { type Place, readCursor, writeCursor } from '../db/query/keyset.ts'
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
  const rows = await run<Row>(database, asked, { variant: place.value.variant, inputs: { ...place.value.inputs, limit: size + 1 } }).catch(async (error: unknown) => {
    await counting?.catch(() => {})
    throw error
  })
  const more = rows.length > size
  if (more) rows.length = size
  const backwards = place.value.variant.kind === 'before'
  if (backwards) rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  const next = last && (backwards || more) ? cursorOf(asked, last) : null
  const previous = first && (backwards ? more : place.value.variant.kind === 'after') ? cursorOf(asked, first) : null
  asked.compiled.order.types.forEach((_, n) => { for (const row of rows) (row as Record<string, unknown>)[`~${n}`] = undefined })
  return ok({ rows, next, previous, ...(counting ? { count: await counting } : {}) })
}

async function count(database: Runner, asked: Asked): Promise<{ value: number; exact: boolean }> {
  const limit = asked.request.count === 'exact' ? null : countedTo + 1
  const rows = await run<{ count: number }>(database, asked, { variant: { kind: 'count' }, inputs: { limit } })
  const value = rows[0]?.count ?? 0
  return limit !== null && value > countedTo ? { value: countedTo, exact: false } : { value, exact: true }
}

function readPlace({ request, compiled }: Asked): Result<{ variant: Variant; inputs: Record<string, unknown> }> {
  const { page } = request.query
  const text = page?.after ?? page?.before
  if (text === undefined) return ok({ variant: { kind: 'first' }, inputs: {} })
  const place = readCursor(text, compiled.order.mark, compiled.order.types)
  if (!place.ok) return place
  const nulls = place.value.values.map((value) => value === null)
  return ok({ variant: { kind: page?.after === undefined ? 'before' : 'after', nulls }, inputs: inputsAt(place.value) })
}

const inputsAt = (place: Place): Record<string, unknown> => ({ 'place:id': place.id, ...Object.fromEntries(place.values.map((value, n) => [`place:${n}`, value])) })

function cursorOf({ compiled }: Asked, row: Row): string {
  return writeCursor(compiled.order.mark, compiled.order.types.map((_, n) => (row[`~${n}`] as string | null | undefined) ?? null), row.id)
}

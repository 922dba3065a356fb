import { createHash } from 'node:crypto'
import type { Field } from '../../metadata/model/model.ts'
import { type Session, quote, tableOf } from './space.ts'

export interface Series { readonly field: Field; readonly scope: string }
/** What stands before and after the number: a new series starts after the numbers that are there already. */
export type Affixes = readonly [before: string, after: string]
const keyOf = ({ field }: Series): string => `${field.entity}.${field.key}`
const isGapless = ({ field }: Series): boolean => field.options['gapless'] === true
const sequences = new Map<string, string>()
function sequenceOf(session: Session, series: Series): string {
  const key = `${keyOf(series)}\n${series.scope}`
  const known = sequences.get(key) ?? `_number_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
  if (sequences.size > 1000) sequences.clear()
  sequences.set(key, known)
  return tableOf(session.space, known)
}

/**
 * The next numbers. Gapless: the series is locked until the transaction ends. Otherwise they come from a sequence of the database:
 * nobody waits, no second connection is held, and what a rolled back transaction took is gone.
 */
export async function takeNumbers(session: Session, series: Series & { readonly affixes: Affixes }, count: number): Promise<number[]> {
  if (isGapless(series)) return takeRow(session, series, count)
  const name = sequenceOf(session, series)
  const taken = await nextOf(session, name, count)
  if (taken) return taken
  await create(session, series, name)
  return (await nextOf(session, name, count))!
}

/** null while there is no such sequence. */
async function nextOf(session: Session, name: string, count: number): Promise<number[] | null> {
  const rows = await (count === 1
    ? session.tx.query<{ n: number | null }>('select nextval(to_regclass($1)) as n', [name], 'next_number')
    : session.tx.query<{ n: number | null }>('select nextval(to_regclass($1)) as n from generate_series(1, $2::int)', [name, count], 'next_numbers'))
  return rows.some(({ n }) => n === null) ? null : rows.map(({ n }) => n!)
}

async function takeRow(session: Session, series: Series, count: number): Promise<number[]> {
  const text = `insert into ${tableOf(session.space, '_sequences')} as s (key, scope, next) values ($1, $2, 1 + $3::bigint)
    on conflict (key, scope) do update set next = s.next + $3::bigint returning next - $3::bigint as first`
  const [row] = await session.tx.query<{ first: number }>(text, [keyOf(series), series.scope, count])
  return Array.from({ length: count }, (_, i) => row!.first + i)
}

/** The series goes on after a number that was given from outside. */
export async function raiseSeries(session: Session, series: Series, number: number): Promise<void> {
  if (isGapless(series)) {
    await session.tx.query(`insert into ${tableOf(session.space, '_sequences')} as s (key, scope, next) values ($1, $2, $3::bigint + 1)
      on conflict (key, scope) do update set next = greatest(s.next, excluded.next)`, [keyOf(series), series.scope, number])
    return
  }
  const name = sequenceOf(session, series)
  if (await exists(session, name)) await session.tx.query(`select setval($1::regclass, greatest($2::bigint, last_value)) from ${name}`, [name, number])
}

const exists = async (session: Session, name: string): Promise<boolean> =>
  (await session.tx.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]))[0]?.there === true

/** Once for each series; two that make the same one at once do it one after the other. The second may not see it even then, hence `if not exists`. */
async function create(session: Session, series: Series & { readonly affixes: Affixes }, name: string): Promise<void> {
  await session.tx.query('select pg_advisory_xact_lock(hashtext($1))', [name])
  if (!(await exists(session, name))) await session.tx.query(`create sequence if not exists ${name} start ${(await highest(session, series)) + 1}`)
}

async function highest(session: Session, { field, affixes: [before, after] }: Series & { readonly affixes: Affixes }): Promise<number> {
  const entity = session.space.model.entities.get(field.entity)
  const column = field.columns[0]
  if (!entity || !column) return 0
  const number = `substr(${quote(column.name)}, length($1) + 1, length(${quote(column.name)}) - length($1) - length($2))`
  const [row] = await session.tx.query<{ n: number | null }>(`select max(case when ${number} ~ '^[0-9]{1,15}$' then ${number}::bigint end) as n from ${tableOf(session.space, entity.table)}
    where starts_with(${quote(column.name)}, $1) and right(${quote(column.name)}, length($2)) = $2 and length(${quote(column.name)}) > length($1) + length($2)`, [before, after])
  return row?.n ?? 0
}

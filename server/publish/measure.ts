import type { Loss, Measure } from '../../metadata/change/step.ts'
import type { Runner } from '../db/database.ts'
import { quote } from '../db/ddl.ts'

/** A loss with the rows that it concerns: how many, and the first of them. */
export interface MeasuredLoss extends Loss { readonly count: number; readonly rows: readonly { readonly id: string; readonly value: string | null }[] }
const shown = 50

type MeasureOf<K extends Measure['kind']> = Extract<Measure, { kind: K }>
/** From and where of the rows concerned; `value` is what is shown of each. */
interface Rows { readonly from: string; readonly where: string; readonly value: string }
const text = (column: string): string => `${quote(column)}::text`
const affected: { [K in Measure['kind']]: (measure: MeasureOf<K>, schema: string) => Rows } = {
  rows: ({ table }, schema) => ({ from: `${schema}.${quote(table)}`, where: 'true', value: 'null::text' }),
  values: ({ table, column }, schema) => ({ from: `${schema}.${quote(table)}`, where: `${quote(column)} is not null`, value: text(column) }),
  conversion: ({ table, column, valid }, schema) =>
    ({ from: `${schema}.${quote(table)}`, where: `${quote(column)} is not null and not coalesce((${valid.replaceAll('{text}', text(column))}), false)`, value: text(column) }),
  duplicates: ({ table, columns, where }, schema) => {
    const key = columns.map(quote).join(', ')
    const among = `${schema}.${quote(table)} where ${where ?? 'true'} and ${columns.map((column) => `${quote(column)} is not null`).join(' and ') || 'true'}`
    return { from: `(select *, count(*) over (partition by ${key || 'true'}) as _same from ${among}) d`, where: '_same > 1', value: columns[0] ? text(columns[0]) : 'null::text' }
  },
  overlaps: (measure, schema) => overlapping(measure, schema),
  dangling: ({ table, column, target }, schema) =>
    ({ from: `${schema}.${quote(table)} s`, where: `s.${quote(column)} is not null and not exists (select from ${schema}.${quote(target)} t where t.id = s.${quote(column)})`, value: text(column) }),
  empty: ({ table, column }, schema) => ({ from: `${schema}.${quote(table)}`, where: `${quote(column)} is null`, value: 'null::text' }),
}

const bound = { daterange: 'date', tstzrange: 'timestamptz', numrange: 'numeric' } as const
/** In the order of their begin, a period overlaps with one before it or with the next; so each row is looked at once. */
function overlapping({ table, columns, from, to, range, where }: MeasureOf<'overlaps'>, schema: string): Rows {
  const [begin, end, type] = [quote(from), quote(to), bound[range]]
  const keys = columns.map(quote)
  const periods = `select *, coalesce(${begin}::${type}, '-infinity') as _begin, coalesce(${end}::${type}, 'infinity') as _end from ${schema}.${quote(table)}
    where ${[where ?? 'true', ...keys.map((key) => `${key} is not null`), `${begin} is distinct from ${end}`].join(' and ')}`
  const order = `partition by ${keys.join(', ') || 'true'} order by _begin, id`
  return {
    from: `(select *, max(_end) over (${order} rows between unbounded preceding and 1 preceding) as _before, lead(_begin) over (${order}) as _after from (${periods}) p) d`,
    where: '(_begin > _end or _before > _begin or _after < _end)', value: `concat(${begin}, ' – ', ${end})`,
  }
}

/** Counts what each loss would concern, in the database as it is. A loss of no rows is none. */
export async function measureLosses(db: Runner, schema: string, losses: readonly Loss[]): Promise<MeasuredLoss[]> {
  const measured: MeasuredLoss[] = []
  for (const loss of losses) {
    const rows = (affected[loss.measure.kind] as (measure: Measure, schema: string) => Rows)(loss.measure, quote(schema))
    const [counted] = await db.query<{ count: number }>(`select count(*) as count from ${rows.from} where ${rows.where}`)
    const count = Number(counted?.count ?? 0)
    if (count === 0) continue
    // Join tables have no id; what they hold is shown as a number only.
    const first = loss.measure.kind === 'rows' ? [] : await db.query<{ id: string; value: string | null }>(`select id, ${rows.value} as value from ${rows.from} where ${rows.where} limit ${shown}`)
    measured.push({ ...loss, count, rows: first })
  }
  return measured
}
/** A warning needs no yes. */
export const needsYes = (losses: readonly MeasuredLoss[]): MeasuredLoss[] => losses.filter(({ kind }) => kind !== 'required')

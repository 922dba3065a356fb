import type { Measure, MeasureFunction, Query } from '../../../metadata/query/query.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import { input, type Row, type Statement } from './statement.ts'
import { typeOf } from './values.ts'
import { titleAt } from './order.ts'
import type { Source } from './source.ts'

/** Most groups that one answer holds. */
export const mostGroups = 5000

const aggregates: { readonly [K in MeasureFunction]: (of: string) => string } = {
  count: (of) => `count(${of})`,
  count_distinct: (of) => `count(distinct ${of})`,
  sum: (of) => `sum(${of})`,
  average: (of) => `round(avg(${of}), 12)`,
  min: (of) => `min(${of})`,
  max: (of) => `max(${of})`,
}

/**
 * Groups and their total in one statement: values are computed once per row, then aggregated by `grouping sets`.
 * Columns: `total` (1 = the total), `g0`…, `h0`… (titles of records grouped by), `m0`….
 */
export function groupText(statement: Statement, source: Source, query: Query): string {
  const groups = query.group ?? []
  const measures = query.measures ?? []
  const inner = [
    ...groups.map(({ by }, n) => `${value(statement, source.row, by)} as g${n}`),
    ...groups.flatMap(({ by }, n) => (isRecord(by) ? [`${titleAt(statement, source.row, by)} as h${n}`] : [])),
    ...measures.flatMap(({ of }, n) => (of ? [`${value(statement, source.row, of)} as m${n}`] : [])),
  ]
  const keys = groups.flatMap(({ by }, n) => (isRecord(by) ? [`g${n}`, `h${n}`] : [`g${n}`]))
  const order = groups.map(({ by }, n) => `${isRecord(by) ? `h${n} nulls last, ` : ''}g${n} nulls last`)
  const from = `(select ${inner.join(', ') || '1 as one'} from ${source.from} where ${source.where.join(' and ') || 'true'}) x`
  const total = groups.length > 0 ? 'grouping(g0)' : '1'
  const tail = groups.length > 0 ? ` group by grouping sets ((${keys.join(', ')}), ()) order by ${total} desc, ${order.join(', ')}` : ''
  return `select ${[`${total} as total`, ...keys, ...measures.map(measureSql)].join(', ')} from ${from}${tail} limit ${input(statement, 'limit', 'bigint')}`
}

const isRecord = (expr: Expr): boolean => expr.kind === 'path' && expr.type.kind === 'record'
const value = (statement: Statement, row: Row, expr: Expr): string => `(${statement.write(statement, expr, { row, trust: 'actor' })})::${typeOf(expr.type)}`

function measureSql(measure: Measure, n: number): string {
  const sql = aggregates[measure.function](measure.of ? `m${n}` : '*')
  return `${exact(measure) ? `trim_scale((${sql})::numeric)` : sql} as v${n}`
}

/** Exact numbers leave without trailing zeros. */
function exact(measure: Measure): boolean {
  if (measure.function === 'count' || measure.function === 'count_distinct') return false
  const type = measure.of?.type
  return measure.function === 'average' || (type?.kind === 'number' && !type.integer)
}

import type { Expr } from '../../../metadata/expressions/tree.ts'
import type { Sort } from '../../../metadata/query/query.ts'
import { types } from '../../../metadata/base/value-type.ts'
import type { OrderKey } from './keyset.ts'
import { column, entityOf, canRead, type Row, type Statement } from './statement.ts'
import { fieldSql, follow } from './values.ts'

const neverNull = new Set(['id', '_version', '_created_at', '_updated_at'])

/** What the rows are ordered by: as asked, else the entity's own order as far as the actor may read it. */
export function orderKeys(statement: Statement, row: Row, sort: readonly Sort[] | undefined): OrderKey[] {
  if (sort) return sort.map(({ by, direction }) => orderKey(statement, row, { by, direction }))
  const entity = entityOf(statement.target, row.entity)
  return entity.sort.flatMap(({ field, direction }) => {
    const known = entity.fields.get(field)
    if (!known && !neverNull.has(field)) return []
    if (known && !canRead(statement.target, row.entity, field)) return []
    const type = known?.value ?? (field === 'id' ? types.record(row.entity) : field === '_version' ? types.integer : types.datetime)
    return [orderKey(statement, row, { by: { kind: 'path', root: { kind: 'self' }, steps: [{ entity: row.entity, field, type }], type, at: 0 }, direction })]
  })
}

function orderKey(statement: Statement, row: Row, { by, direction }: Sort): OrderKey {
  const exact = by.kind === 'path' && by.root.kind === 'self' && by.steps.length === 1 && neverNull.has(by.steps[0]?.field ?? '')
  const title = !exact && by.kind === 'path' && by.type.kind === 'record' && by.steps.length > 0 && by.root.kind === 'self'
  if (title) return { sql: titleAt(statement, row, by), direction, value: types.text, exact: false, bare: false }
  const own = by.kind === 'path' && by.root.kind === 'self' && by.steps.length === 1 ? by.steps[0]?.field : undefined
  const sql = own === undefined ? null : fieldSql(statement, { row, trust: 'actor' }, own)
  const bare = sql !== null && /^t\d+\."(?:[^"]|"")+"$/.test(sql)
  // Written once: what is written and left out would leave a value without a place.
  return { sql: bare ? sql : `(${sql ?? statement.write(statement, by, { row, trust: 'actor' })})`, direction, value: by.type, exact, bare }
}

/** People order and group records by what they see: the title. */
export function titleAt(statement: Statement, row: Row, path: Expr): string {
  if (path.kind !== 'path') return 'null::text'
  const record = path.steps.reduce((at, { field }) => (field === 'id' ? at : follow(statement, { row: at, trust: 'actor' }, field)), row)
  const { title } = entityOf(statement.target, record.entity)
  const sql = `(${statement.write(statement, title, { row: record, trust: 'actor' })})`
  // Where there is no record, a title of several parts would be an empty text rather than none.
  return title.kind === 'path' ? sql : `(case when ${column(record, 'id')} is not null then ${sql} end)`
}

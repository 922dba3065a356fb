import type { Query } from '../../../metadata/query/query.ts'
import { searchCondition } from './search.ts'
import { column, entityOf, type Row, type Statement } from './statement.ts'
import { entityRows } from './values.ts'

export interface Source { readonly from: string; readonly where: string[]; readonly row: Row }

/** The rows that a query is about: those that exist for the actor, match the filter and the words. */
export function sourceOf(statement: Statement, query: Query, words: number): Source {
  const source = entityRows(statement, query.from, 'actor')
  const bin = entityOf(statement.target, query.from).parent ? null : inBin(source.row, query.deleted ?? 'without')
  if (bin) source.where.push(bin)
  if (query.filter) source.where.push(`(${statement.write(statement, query.filter, { row: source.row, trust: 'actor' })})`)
  const search = searchCondition(statement, source.row, words)
  if (search) source.where.push(search)
  return source
}

function inBin(row: Row, deleted: NonNullable<Query['deleted']>): string | null {
  if (deleted === 'with') return null
  return `${column(row, '_deleted_at')} is ${deleted === 'only' ? 'not ' : ''}null`
}

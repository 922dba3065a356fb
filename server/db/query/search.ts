import type { Row, Statement } from './statement.ts'
import { entityOf, canRead, input } from './statement.ts'
import { fieldSql } from './values.ts'

const mostWords = 6

/** Each word must be found in some field; words beyond the sixth stay together. */
export function words(search: string | undefined): string[] {
  const all = (search ?? '').trim().split(/\s+/).filter((word) => word !== '')
  return all.length <= mostWords ? all : [...all.slice(0, mostWords - 1), all.slice(mostWords - 1).join(' ')]
}

/** What a word means to `ilike`: itself, anywhere. */
export const pattern = (word: string): string => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** Only fields that the actor may read are looked at; where there is none, nothing is found. */
export function searchCondition(statement: Statement, row: Row, count: number): string | null {
  if (count === 0) return null
  const fields = entityOf(statement.target, row.entity).search.filter((key) => canRead(statement.target, row.entity, key))
  if (fields.length === 0) return 'false'
  const columns = fields.map((key) => textOf(statement, row, key))
  return Array.from({ length: count }, (_, n) => `(${columns.map((sql) => `${sql} ilike ${input(statement, `search:${n}`, 'text')}`).join(' or ')})`).join(' and ')
}

/** Text columns stay bare, so that their trigram index serves. */
function textOf(statement: Statement, row: Row, key: string): string {
  const sql = fieldSql(statement, { row, trust: 'actor' }, key)
  const type = entityOf(statement.target, row.entity).fields.get(key)?.columns[0]?.type ?? ''
  return /^(text|varchar|citext)/.test(type) ? sql : `(${sql})::text`
}

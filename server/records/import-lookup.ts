import { createHash } from 'node:crypto'
import { problem } from '../../metadata/base/problem.ts'
import { types } from '../../metadata/base/value-type.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { bind } from '../db/query/compile.ts'
import { startStatement } from '../db/query/context.ts'
import { canRead, column, input, render, type Row, type Statement, type Target } from '../db/query/statement.ts'
import { entityRows, fieldSql, fieldSqlType } from '../db/query/values.ts'
import { dayOf } from './day.ts'
import type { Line } from './import-lines.ts'
import type { Session } from './space.ts'

/** What texts of one kind lead to: an id, or `null` where several records have the text. */
export type Found = Map<string, string | null>
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Records by the text of a field, or by their title (`null`), as the actor may read them: rows and values out of his sight are
 * not there, so an import tells nobody what exists.
 */
export async function findByText(session: Session, entity: Entity, { field, texts }: { field: Field | null; texts: readonly string[] }): Promise<Found> {
  const target: Target = { schema: session.space.schema, model: session.space.model, rights: targetRights(session) }
  const statement = startStatement(target)
  const source = entityRows(statement, entity.key, trustOf(session))
  const text = textSql(statement, source.row, { entity, field, session })
  const where = [...source.where, `${column(source.row, '_deleted_at')} is null`, `${text} = any(${input(statement, 'texts', 'text[]')})`]
  const sql = render(statement, `select ${text} as text, min(${column(source.row, 'id')}::text) as id, count(*)::int as n from ${source.from} where ${where.join(' and ')} group by 1`)
  const { actor, now } = session
  const values = bind({ text: sql, name: '', inputs: statement.slots }, { texts, me: actor.kind === 'user' ? actor.id : null, now: now.toISOString(), today: dayOf(now, actor.zone) })
  const rows = await session.tx.query<{ text: string; id: string; n: number }>(sql, values, createHash('sha256').update(sql).digest('base64url').slice(0, 24))
  return new Map(rows.map((row) => [row.text, row.n === 1 ? row.id : null]))
}
const trustOf = ({ actor }: Session): 'trusted' | 'actor' => (actor.kind === 'system' ? 'trusted' : 'actor')
const targetRights = (session: Session): Target['rights'] => session.space.rights(session.actor.roles)

function textSql(statement: Statement, row: Row, { entity, field, session }: { entity: Entity; field: Field | null; session: Session }): string {
  if (!field) return statement.write(statement, entity.title, { row, trust: trustOf(session) })
  const sql = fieldSql(statement, { row, trust: trustOf(session) }, field.key)
  // Without a cast the index of the field serves.
  return fieldSqlType(field) === 'text' ? sql : `(${sql})::text`
}

/** May the actor look records up by this field? */
export const canFindBy = (session: Session, entity: Entity, field: Field): boolean =>
  field.columns.length === 1 && (session.actor.kind === 'system' || canRead({ schema: '', model: session.space.model, rights: targetRights(session) }, entity.key, field.key))

/** What was found so far in one import, by link field. */
export type Known = Map<string, Found>
const mostKnown = 50_000

/** Texts in a link's column → ids: by a unique field of the target, else by its title; one query for each. */
export async function resolveLinks(session: Session, field: Field, { lines, known }: { lines: readonly Line[]; known: Known }): Promise<void> {
  const target = field.relation?.kind === 'link' || field.relation?.kind === 'links' ? session.space.model.entities.get(field.relation.to) : undefined
  const open = lines.filter(({ data }) => typeof data[field.name] === 'string' && !uuid.test(data[field.name] as string))
  if (open.length === 0 || !target) return
  let found = known.get(field.key)
  if (!found || found.size > mostKnown) known.set(field.key, (found = new Map()))
  const texts = [...new Set(open.map(({ data }) => data[field.name] as string))]
  for (const key of [...uniqueFields(session, target), ...(target.title.type.kind === types.text.kind ? [null] : [])]) {
    const missing = texts.filter((text) => !found.has(text))
    if (missing.length > 0) for (const [text, id] of await findByText(session, target, { field: key, texts: missing })) found.set(text, id)
  }
  for (const line of open) {
    const text = line.data[field.name] as string
    const id = found.get(text)
    if (id) line.data[field.name] = id
    else line.problems.push(problem(id === null ? 'import.ambiguous' : 'import.no_match', `/${field.name}`, { field: field.label, text: text.slice(0, 100) }))
  }
}
const uniqueFields = (session: Session, target: Entity): Field[] => [...target.fields.values()].filter((field) =>
  canFindBy(session, target, field) && (field.options.unique === true || field.type.computed === 'sequence' || target.unique.some(({ fields }) => fields.length === 1 && fields[0] === field.key)))

/** The records that lines mean by their key; a line without one is new. */
export async function existing(session: Session, entity: Entity, { key, lines }: { key: Field | 'id'; lines: readonly Line[] }): Promise<Map<Line, string>> {
  const name = key === 'id' ? 'id' : key.name
  const textOf = (line: Line): string => (key === 'id' ? (line.id ?? '') : String(line.data[name] ?? ''))
  const texts = [...new Set(lines.map(textOf).filter((text) => text !== ''))]
  const found: Found = texts.length === 0 ? new Map() : key === 'id' ? new Map(texts.filter((text) => uuid.test(text)).map((id) => [id, id])) : await findByText(session, entity, { field: key, texts })
  const ids = new Map<Line, string>()
  const used = new Set<string>()
  for (const line of lines) {
    const text = textOf(line)
    const id = found.get(text)
    const label = key === 'id' ? 'id' : key.label
    if (id === null) line.problems.push(problem('import.ambiguous', `/${name}`, { field: label, text: text.slice(0, 100) }))
    else if (id !== undefined && used.has(id)) line.problems.push(problem('import.twice', `/${name}`))
    else if (id === undefined && key === 'id' && text !== '') line.problems.push(problem('import.no_match', '/id', { field: label, text: text.slice(0, 100) }))
    if (id) {
      used.add(id)
      ids.set(line, id)
    }
  }
  return ids
}

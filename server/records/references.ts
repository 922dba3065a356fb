import { type Problem, problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { appendEvents } from '../events/append.ts'
import { invalid } from './refusal.ts'
import { type Session, quote, rightsOf, tableOf, topEntity } from './space.ts'
import { referring } from './store.ts'

/** Before a record goes to the bin: links that forbid it refuse, the others are cleared. */
export async function checkReferences(session: Session, target: Entity, id: string): Promise<void> {
  const asked: Promise<Problem[]>[] = []
  for (const entity of session.space.model.entities.values()) {
    for (const field of entity.fields.values()) {
      if (field.relation?.kind !== 'link' || field.relation.to !== target.key || !field.columns[0]) continue
      asked.push(field.relation.onDelete === 'clear' ? clear(session, field, { entity, id }).then(() => []) : refusedBy(session, field, { entity, id, target }))
    }
  }
  const problems = (await together(asked)).flat()
  if (problems.length > 0) throw invalid(problems, 409)
}

/** Lines of a record in the bin do not hold anything back. Entities that the actor may not see are counted but not named. */
async function refusedBy(session: Session, field: Field, { entity, id, target }: { entity: Entity; id: string; target: Entity }): Promise<Problem[]> {
  const top = topEntity(session.space.model, entity)
  const found = await referring(session, { table: entity.table, column: field.columns[0]!.name, child: entity.parent !== null }, id)
  const living = entity.parent && entity.parent.entity === top.key && found.length > 0
    ? await session.tx.query(`select id from ${tableOf(session.space, top.table)} where id = any($1::uuid[]) and _deleted_at is null`, [found])
    : found
  const others = top.key === target.key && entity.parent ? living.filter((one) => (typeof one === 'string' ? one : one['id']) !== id) : living
  if (others.length === 0) return []
  const seen = (rightsOf(session.space, session.actor, top)?.read.length ?? 0) > 0
  return [problem('record.referred', '', { count: others.length, entity: seen ? top.plural : '…' })]
}

async function clear(session: Session, field: Field, { entity, id }: { entity: Entity; id: string }): Promise<void> {
  const column = quote(field.columns[0]!.name)
  const version = entity.parent ? '' : ', _version = _version + 1'
  const rows = await session.tx.query<{ id: string; version: number | null }>(`update ${tableOf(session.space, entity.table)} set ${column} = null${version} where ${column} = $1 returning id, ${entity.parent ? 'null::integer' : '_version'} as version`, [id])
  if (entity.parent) return
  await appendEvents(session, rows.map((row) => ({ entity: entity.key, record: row.id, kind: 'updated', version: row.version, changes: { [field.key]: [id, null] } })))
}

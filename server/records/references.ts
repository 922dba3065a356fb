import { type Problem, problem } from '../../metadata/base/problem.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { appendEvents } from '../events/append.ts'
import { heldGrants } from './grants.ts'
import { invalid } from './refusal.ts'
import { type Session, granted, quote, rightsOf, tableOf, topEntity } from './space.ts'
import { referring } from './store.ts'

interface Reference { readonly entity: Entity; readonly field: Field; readonly id: string }
/** What refers through one field: what the actor may know of it, and whether there is more. */
interface Referrers { readonly told: readonly Problem[]; readonly unseen: boolean }
const none: Referrers = { told: [], unseen: false }

/** Before a record goes to the bin: links of others that forbid it refuse, the others' are cleared. What the record itself links to itself does not count. */
export async function checkReferences(session: Session, target: Entity, id: string): Promise<void> {
  const asked: Promise<Referrers>[] = []
  for (const entity of session.space.model.entities.values()) {
    for (const field of entity.fields.values()) {
      if (field.relation?.kind !== 'link' || field.relation.to !== target.key || !field.columns[0]) continue
      asked.push(field.relation.onDelete === 'clear' ? clear(session, { entity, field, id }) : referrers(session, { entity, field, id }))
    }
  }
  const found = await together(asked)
  const told = found.flatMap((one) => one.told)
  if (told.length > 0) throw invalid(told, 409)
  if (found.some(({ unseen }) => unseen)) throw invalid([problem('record.referred_unseen', '')], 409)
}

/** Only those of which the actor may read this very field are counted and named. */
async function referrers(session: Session, { entity, field, id }: Reference): Promise<Referrers> {
  const ids = await referring(session, { entity, column: field.columns[0]!.name }, id)
  if (ids.length === 0) return none
  const top = topEntity(session.space.model, entity)
  const right = rightsOf(session.space, session.actor, entity)?.fields.get(field.key)?.read
  const held = await heldGrants(session, { entity: top, ids }, ['read'])
  const count = ids.filter((one) => granted(right, held.get(one)?.[0] ?? [])).length
  return { told: count > 0 ? [problem('record.referred', '', { count, entity: top.plural })] : [], unseen: count < ids.length }
}

async function clear(session: Session, { entity, field, id }: Reference): Promise<Referrers> {
  const column = quote(field.columns[0]!.name)
  const version = entity.parent ? '' : ', _version = _version + 1'
  const rows = await session.tx.query<{ id: string; version: number | null }>(`update ${tableOf(session.space, entity.table)} set ${column} = null${version} where ${column} = $1 and ${entity.parent ? '_parent' : 'id'} <> $1 returning id, ${entity.parent ? 'null::integer' : '_version'} as version`, [id])
  if (!entity.parent) await appendEvents(session, rows.map((row) => ({ entity: entity.key, record: row.id, kind: 'updated', version: row.version, changes: { [field.key]: [id, null] } })))
  return none
}

import type { Entity } from '../../metadata/model/model.ts'
import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../db/database.ts'
import { together } from '../db/gathered.ts'
import { appendEvents } from '../events/append.ts'
import { type CreateInput, type ShowCurrent, type UpdateInput, beginCreates, beginUpdates } from './begin.ts'
import { heldGrants } from './grants.ts'
import { checkRemoval, endSessionsOfRemoved, forgetPurged } from './people.ts'
import { conflict, notFound, refuse } from './refusal.ts'
import { type Row, type Session, type Space, rightsOf, tableOf } from './space.ts'
import { checkReferences } from './references.ts'
import { readRows, updateRows } from './store.ts'
import { finish, newWriting } from './write.ts'

export const openSession = (space: Space, tx: Transaction, actor: Actor): Session => ({ space, tx, actor, now: space.now() })

/** Statements about the records as they are written, that need not wait until it is known that the write went well. */
type Beside = (ids: readonly string[]) => Promise<unknown>

/** Creates records, all or none. Answers their ids in the order of the inputs. */
export async function createRecords(session: Session, entity: Entity, inputs: readonly CreateInput[], beside?: Beside): Promise<string[]> {
  const writing = newWriting(session)
  beginCreates(writing, entity, inputs)
  if (entity.single && (await session.tx.query(`select 1 from ${tableOf(session.space, entity.table)} limit 1`)).length > 0) throw refuse(409, 'record.single', { entity: entity.label })
  const ids = writing.tops.map(({ row }) => row.id)
  await finish(writing, beside && (() => beside(ids)))
  return ids
}

/** Changes records, all or none: given fields are set, others stay. `show` answers a conflict's row as the actor may read it. */
export async function updateRecords(session: Session, entity: Entity, { inputs, show, beside }: { inputs: readonly UpdateInput[]; show: ShowCurrent; beside?: () => Promise<unknown> }): Promise<void> {
  const writing = newWriting(session)
  await beginUpdates(writing, entity, { inputs, show })
  await finish(writing, beside)
}

export interface Which { readonly id: string; readonly version?: number | undefined }

/** Moves a record to the bin, unless others that are not in the bin refer to it. */
export async function removeRecord(session: Session, entity: Entity, { id, version, show }: Which & { show: ShowCurrent }): Promise<void> {
  const row = await allowed(session, entity, { id, deleted: false })
  if (version !== undefined && version !== row['_version']) throw conflict(entity, await show(entity, id))
  await checkReferences(session, entity, id)
  await mark(session, entity, { row, kind: 'deleted', at: session.now.toISOString() })
  await endSessionsOfRemoved(session, entity, row)
}

/** Takes a record out of the bin. */
export async function restoreRecord(session: Session, entity: Entity, { id }: Which): Promise<void> {
  const row = await allowed(session, entity, { id, deleted: true })
  await mark(session, entity, { row, kind: 'restored', at: null })
}

/** Destroys what is in the bin, for ever. Administrators only. */
export async function purgeRecord(session: Session, entity: Entity, { id }: Which): Promise<void> {
  if (session.actor.kind !== 'system' && !session.actor.roles.includes('administrator')) throw notFound(entity)
  await allowed(session, entity, { id, deleted: true })
  await session.tx.query(`delete from ${tableOf(session.space, entity.table)} where id = $1`, [id])
  await forgetPurged(session, { entity: entity.key, id })
  await appendEvents(session, [{ entity: entity.key, record: id, kind: 'purged', version: null, changes: null }])
}

/** The row, locked, if the actor may read and delete it; of a person, only one who has no more roles than he. */
async function allowed(session: Session, entity: Entity, { id, deleted }: { id: string; deleted: boolean }): Promise<Row> {
  const rights = rightsOf(session.space, session.actor, entity)
  if (!rights || rights.read.length === 0) throw notFound(entity)
  const [[row], held] = await together([readRows(session, entity, { ids: [id], lock: 'update' }), heldGrants(session, { entity, ids: [id] }, ['read', 'delete'])])
  if (!row || (row['_deleted_at'] !== null) !== deleted) throw notFound(entity)
  const [read = [], remove = []] = held.get(id) ?? []
  if (read.length === 0) throw notFound(entity)
  if (remove.length === 0) throw refuse(403, 'record.forbidden', { entity: entity.label })
  checkRemoval(session, entity, row)
  return row
}

async function mark(session: Session, entity: Entity, { row, kind, at }: { row: Row; kind: 'deleted' | 'restored'; at: string | null }): Promise<void> {
  const version = Number(row['_version']) + 1
  const next: Row = { ...row, _version: version, _deleted_at: at, _updated_at: session.now.toISOString(), _updated_by: session.actor.kind === 'user' ? session.actor.id : null }
  const [done] = await together([updateRows(session, entity, { rows: [next], fields: [] }), appendEvents(session, [{ entity: entity.key, record: row.id, kind, version, changes: null }])])
  if (done.size !== 1) throw conflict(entity, null)
}

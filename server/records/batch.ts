import type { BatchOperation } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { Entity } from '../../metadata/model/model.ts'
import type { ShowCurrent } from './begin.ts'
import { refuse } from './refusal.ts'
import { createRecords, removeRecord, restoreRecord, updateRecords } from './service.ts'
import { type Session, rightsOf } from './space.ts'

export const longestBatch = 1000
interface Batch { readonly session: Session; readonly show: ShowCurrent; readonly refs: Map<string, string> }
export interface BatchResult { readonly entity: string; readonly id: string }

/** All operations in the session's transaction, in order; `"$ref:name"` is the id of the record an earlier one made. */
export async function runBatch(session: Session, operations: readonly unknown[], show: ShowCurrent): Promise<BatchResult[]> {
  if (operations.length > longestBatch) throw refuse(400, 'batch.bad_operation', { number: longestBatch + 1 })
  const batch: Batch = { session, show, refs: new Map() }
  const results: BatchResult[] = []
  for (const [i, operation] of operations.entries()) results.push(await runOne(batch, readOperation(operation, i + 1)))
  return results
}

const kinds = ['create', 'update', 'delete', 'restore']
/** What may stand in an operation, and nothing else. */
const parts: Readonly<Record<string, (value: unknown) => boolean>> = {
  do: (value) => kinds.includes(String(value)), entity: (value) => typeof value === 'string', id: (value) => typeof value === 'string', ref: (value) => typeof value === 'string',
  version: (value) => Number.isSafeInteger(value), data: isObject,
}
function readOperation(value: unknown, number: number): BatchOperation {
  const good = isObject(value) && Object.entries(value).every(([name, one]) => Object.hasOwn(parts, name) && (one === undefined || parts[name]!(one)))
    && value['do'] !== undefined && value['entity'] !== undefined && (value['do'] === 'create' ? value['id'] === undefined : value['id'] !== undefined)
  if (!good) throw refuse(400, 'batch.bad_operation', { number })
  return value as unknown as BatchOperation
}

async function runOne(batch: Batch, operation: BatchOperation): Promise<BatchResult> {
  const { session, show } = batch
  const entity = entityNamed(session, operation.entity)
  const data = withIds(batch, operation.data ?? {})
  const id = String(withIds(batch, operation.id ?? ''))
  if (operation.do === 'create') {
    const [made] = await createRecords(session, entity, [{ data }])
    if (operation.ref) batch.refs.set(operation.ref, made!)
    return { entity: entity.name, id: made! }
  }
  const { version } = operation
  if (operation.do === 'update') await updateRecords(session, entity, { inputs: [{ id, data, version }], show })
  else if (operation.do === 'delete') await removeRecord(session, entity, { id, version, show })
  else await restoreRecord(session, entity, { id })
  return { entity: entity.name, id }
}

function withIds(batch: Batch, value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('$ref:')) {
    const ref = value.slice(5)
    const id = batch.refs.get(ref)
    if (id === undefined) throw refuse(400, 'batch.unknown_ref', { ref })
    return id
  }
  if (Array.isArray(value)) return value.map((one: unknown) => withIds(batch, one))
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(batch, one)])) : value
}

/** By its name in the API. One that the actor may not read is answered like one that does not exist. */
export function entityNamed(session: Pick<Session, 'space' | 'actor'>, name: string): Entity {
  const entity = session.space.model.byName.get(name)
  const rights = entity && rightsOf(session.space, session.actor, entity)
  if (!entity || !rights || (rights.read.length === 0 && rights.create.length === 0)) throw refuse(404, 'record.no_entity', { name })
  return entity
}

import { problem } from '../../metadata/base/problem.ts'
import type { Entity } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { appendEvents, type NewEvent } from '../events/append.ts'
import { tellFollowers } from '../followers/service.ts'
import { noticeAssigned } from '../notices/assignments.ts'
import { finalChanges } from './changes.ts'
import { computeFormulas, computeNumbered, fillDefaults } from './compute.ts'
import { constraintError, needsSearch } from './constraints.ts'
import { type Draft, type Writing, byEntity, inside } from './draft.ts'
import { attachFiles, checkFiles } from './files.ts'
import { heldGrants } from './grants.ts'
import { checkLinks, fetchTargets } from './links.ts'
import { giveNumbers } from './numbering.ts'
import { checkPeople, endSessionsOfChanged } from './people.ts'
import { listFields } from './per-entity.ts'
import { conflict, invalid } from './refusal.ts'
import type { Session } from './space.ts'
import { isStillHeld } from './still-held.ts'
import { deleteRows, insertRows, replaceLinks, updateRows } from './store.ts'
import { surroundings } from './surroundings.ts'
import { validate } from './validate.ts'

export const newWriting = (session: Session): Writing => ({ session, around: surroundings(session), problems: [], tops: [] })

/**
 * The one way in which records come to be and change, after their bodies were read (`begin.ts`): defaults → compute → validate →
 * number → write with the version check → events. Any number of records of any entities; nothing is written if anything is wrong.
 */
export async function finish(writing: Writing, beside: () => Promise<unknown> = async () => {}): Promise<void> {
  await fetchTargets(writing)
  await fillDefaults(writing)
  await computeFormulas(writing)
  await validate(writing)
  await checkLinks(writing)
  await checkFiles(writing)
  checkPeople(writing)
  if (writing.problems.length > 0) throw invalid(writing.problems)
  // A formula may be made from the number.
  if (await giveNumbers(writing)) await computeNumbered(writing)
  const search = needsSearch(writing)
  if (search) await storeSearching(writing)
  const stored = search ? Promise.resolve() : store(writing).catch(async (error: unknown) => { throw (await constraintError(writing, error, false)) ?? error })
  await together([stored, checkOwnRights(writing), attachFiles(writing), endSessionsOfChanged(writing.session, writing.tops), appendEvents(writing.session, writing.tops.flatMap(eventOf)), noticeAssigned(writing), tellFollowers(writing), beside()])
}

/**
 * Asked of the rows as they were written: a new one must meet a grant to create; a changed one, which met a grant to update before,
 * must still meet one to update or create, so that nobody writes a record out of his own rights. Otherwise all is rolled back.
 * Not asked where the grant that it met looks at nothing that was written.
 */
async function checkOwnRights(writing: Writing): Promise<void> {
  for (const [entity, all] of byEntity(writing.tops)) {
    const drafts = all.filter((draft) => !isStillHeld(writing, draft))
    const held = await heldGrants(writing.session, { entity, ids: drafts.map(({ row }) => row.id) }, drafts.every(({ kind }) => kind === 'create') ? ['create'] : ['create', 'update'])
    for (const draft of drafts) {
      const [create = [], update = []] = held.get(draft.row.id) ?? []
      if (create.length === 0 && (draft.kind === 'create' || update.length === 0)) writing.problems.push(problem('record.outside', draft.path, { entity: entity.label }))
      else if (draft.kind === 'create') checkGivenFields(writing, draft, create)
    }
  }
  if (writing.problems.length > 0) throw invalid(writing.problems)
}
/** Fields, those of line items too, that only another role's grant, which does not hold on this row, would have let through. */
function checkGivenFields(writing: Writing, top: Draft, held: readonly number[]): void {
  for (const { entity, rights, given, path } of inside([top])) for (const key of given) {
    const right = rights.fields.get(key)?.write
    if (Array.isArray(right) && !right.some((id: number) => held.includes(id))) {
      const field = entity.fields.get(key)!
      writing.problems.push(problem('record.readonly_field', `${path}/${field.name}`, { field: field.label }))
    }
  }
}

/** Where many rows could be at fault, a savepoint lets the database be asked which of them are. */
async function storeSearching(writing: Writing): Promise<void> {
  const { tx } = writing.session
  try {
    await together([tx.query('savepoint stored'), store(writing)])
  } catch (error) {
    await tx.query('rollback to savepoint stored')
    throw (await constraintError(writing, error, true)) ?? error
  }
  await tx.query('release savepoint stored')
}

/** Parents before their lines; removed lines first, so that their unique values are free. All is sent without waiting, in this order. */
async function store(writing: Writing): Promise<void> {
  const { session } = writing
  const all = inside(writing.tops)
  // Lines of one record may swap values that are unique among them.
  const swap = all.some(({ kind, parent }) => kind === 'update' && parent !== null)
  const sent: Promise<unknown>[] = swap ? [session.tx.query('set constraints all deferred')] : []
  for (const { entity, row } of all.flatMap(({ removed }) => removed)) sent.push(deleteRows(session, entity.table, [row.id]))
  for (const [entity, drafts] of byEntity([...all].reverse())) {
    sent.push(insertRows(session, entity, drafts.filter(({ kind }) => kind === 'create').map(({ row }) => row)))
    sent.push(...storeUpdates(session, entity, drafts.filter(({ kind }) => kind === 'update')))
    sent.push(...storeLinks(session, entity, drafts))
  }
  if (swap) sent.push(session.tx.query('set constraints all immediate'))
  await together(sent)
}

function storeUpdates(session: Session, entity: Entity, drafts: readonly Draft[]): Promise<void>[] {
  const groups = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const keys = Object.keys(finalChanges(draft)).sort().join(' ')
    groups.set(keys, [...(groups.get(keys) ?? []), draft])
  }
  return [...groups].map(async ([keys, group]) => {
    const fields = keys.split(' ').flatMap((key) => entity.fields.get(key) ?? [])
    const done = await updateRows(session, entity, { rows: group.map(({ row }) => row), fields })
    if (done.size !== group.length) throw conflict(entity, null)
  })
}

function storeLinks(session: Session, entity: Entity, drafts: readonly Draft[]): Promise<void>[] {
  return listFields(entity).map((field) => {
    const touched = drafts.filter(({ row, old }) => Array.isArray(row[field.key]) && JSON.stringify(row[field.key]) !== JSON.stringify(old?.[field.key] ?? []))
    return replaceLinks(session, field.joinTable!, touched.map(({ row, kind }) => ({ id: row.id, targets: row[field.key] as string[], fresh: kind === 'create' })))
  })
}

const eventOf = (draft: Draft): NewEvent[] => [{
  entity: draft.entity.key, record: draft.row.id, kind: draft.kind === 'create' ? 'created' : 'updated', version: Number(draft.row['_version']), changes: finalChanges(draft),
}]

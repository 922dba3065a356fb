import type { Entity, Field, Model } from '../../metadata/model/model.ts'
import type { Transaction } from '../db/database.ts'
import { inOrder, values } from './compute.ts'
import type { Draft, Writing } from './draft.ts'
import { type Session, quote, rightsOf } from './space.ts'
import { readRows, updateRows } from './store.ts'
import { newWriting } from './write.ts'

interface At { readonly schema: string; readonly model: Model }
const batch = 500
const first = '00000000-0000-0000-0000-000000000000'

/**
 * Values of existing rows after a change of the model, in batches within the transaction of the publish: stored formulas anew, and
 * the defaults of new fields where nothing stands yet.
 */
export async function recompute(tx: Transaction, at: At, { entity: key, fields: keys }: { readonly entity: string; readonly fields: readonly string[] }): Promise<void> {
  const entity = at.model.entities.get(key)
  if (!entity) return
  const fields = keys.flatMap((one) => entity.fields.get(one) ?? [])
  await tx.query('set local statement_timeout = 0')
  // Whoever writes by the model that goes has ended before the rows are counted; whoever comes later is refused.
  await tx.query(`lock table ${quote(at.schema)}.${quote(entity.table)} in share row exclusive mode`)
  for (let after = first; ;) {
    const rows = await tx.query<{ id: string }>(`select id from ${quote(at.schema)}.${quote(entity.table)} where id > $1 order by id limit ${batch}`, [after])
    if (rows.length === 0) return
    await recomputeRows(sessionOf(tx, at), { entity, fields, ids: rows.map(({ id }) => id) })
    after = rows.at(-1)!.id
  }
}

const sessionOf = (tx: Transaction, { schema, model }: At): Session => ({
  tx, now: new Date(), actor: { kind: 'system', id: null, name: 'publish', roles: [], language: 'en', zone: 'UTC' },
  space: { schema, model, database: tx as never, rights: () => ({ roles: '', entity: () => null }), now: () => new Date() },
})

interface Work { readonly entity: Entity; readonly fields: readonly Field[]; readonly ids: readonly string[] }
async function recomputeRows(session: Session, { entity, fields, ids }: Work): Promise<void> {
  const writing = newWriting(session)
  const rows = await readRows(session, entity, { ids, lock: 'update' })
  const parents = await parentsOf(session, entity, rows.map((row) => String(row['_parent'] ?? '')))
  const drafts = rows.map((row) => draftOf(session, entity, { row: { ...row, _version: Number(row['_version'] ?? 0) + 1 }, parent: parents.get(String(row['_parent'])) ?? null }))
  const model = session.space.model
  for (const field of inOrder(model, fields, (one) => one.formula ?? one.default)) await fill(writing, drafts, field)
  await updateRows(session, entity, { rows: drafts.map(({ row }) => row), fields })
}

async function fill(writing: Writing, drafts: readonly Draft[], field: Field): Promise<void> {
  const open = field.formula ? drafts : drafts.filter(({ row }) => row[field.key] === null || row[field.key] === undefined)
  const expr = field.formula ?? field.default
  if (!expr) return
  const found = await values(writing, open, expr)
  open.forEach((draft, i) => { draft.row[field.key] = found[i] ?? null })
}

async function parentsOf(session: Session, entity: Entity, ids: readonly string[]): Promise<Map<string, Draft>> {
  const parent = entity.parent && session.space.model.entities.get(entity.parent.entity)
  if (!parent) return new Map()
  const rows = await readRows(session, parent, { ids: [...new Set(ids)] })
  return new Map(rows.map((row) => [row.id, draftOf(session, parent, { row, parent: null })]))
}
const draftOf = (session: Session, entity: Entity, { row, parent }: Pick<Draft, 'row' | 'parent'>): Draft =>
  ({ entity, kind: 'update', rights: rightsOf(session.space, session.actor, entity)!, old: null, row, met: [], given: new Set(), path: '', parent, children: new Map(), kept: new Map(), removed: [] })

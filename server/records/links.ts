import { pointer } from '../../metadata/base/json.ts'
import { problem } from '../../metadata/base/problem.ts'
import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { type Draft, type Writing, inside } from './draft.ts'
import { needsOfOne } from './needs.ts'
import { linkFields, pointingFields } from './per-entity.ts'
import { ruleHolds } from './rules.ts'
import { heldGrants } from './grants.ts'
import type { Row } from './space.ts'
import { actingUser, fetchAround, known, view } from './surroundings.ts'

interface Pointing { readonly draft: Draft; readonly field: Field; readonly target: Entity; readonly ids: readonly string[] }

/** The records that the request's links lead to, locked and kept for every later stage: all entities in one go. */
export async function fetchTargets(writing: Writing): Promise<void> {
  const ids = new Map<Entity, string[]>()
  for (const draft of inside(writing.tops)) {
    for (const field of linkFields(draft.entity)) {
      const target = field.relation?.kind === 'link' ? writing.session.space.model.entities.get(field.relation.to) : undefined
      const id = draft.row[field.key]
      if (target && typeof id === 'string' && draft.old?.[field.key] !== id) ids.set(target, [...(ids.get(target) ?? []), id])
    }
  }
  await together([...ids].map(([target, some]) => known(writing.around, target, { ids: some, lock: 'share', keys: [] })))
}

/** Every link that is set leads to a record that exists, may be read by the actor, and meets the link's filter: one query per target entity. */
export async function checkLinks(writing: Writing): Promise<void> {
  const all = inside(writing.tops).flatMap((draft) => pointingFields(draft.entity).flatMap((field) => pointing(writing, draft, field)))
  for (const target of new Set(all.map((one) => one.target))) {
    const links = all.filter((one) => one.target === target)
    const rows = await known(writing.around, target, { ids: links.flatMap(({ ids }) => ids), lock: 'share', keys: [] })
    const readable = await readableOf(writing, target, [...new Set(links.flatMap(({ ids }) => ids))].flatMap((id) => rows.get(id) ?? []))
    for (const field of new Set(links.map((link) => link.field))) await checkField(writing, field, { links: links.filter((link) => link.field === field), readable })
  }
}

function pointing(writing: Writing, draft: Draft, field: Field): Pointing[] {
  const value = draft.row[field.key]
  if (!field.relation || field.relation.kind === 'children' || value === null || value === undefined) return []
  // Given, and yet as it was: a target that the writer was not shown.
  if (draft.old && !draft.given.has(field.key) && JSON.stringify(draft.old[field.key]) === JSON.stringify(value)) return []
  const { entities, byName } = writing.session.space.model
  const { relation } = field
  const one = (to: string, ids: readonly string[]): Pointing[] => {
    const target = entities.get(to) ?? byName.get(to)
    if (target) return [{ draft, field, target, ids }]
    writing.problems.push(noTarget(draft, field))
    return []
  }
  if (relation.kind === 'link') return one(relation.to, [String(value)])
  if (relation.kind === 'links') return one(relation.to, (value as string[]).filter((id) => !draft.kept.get(field.key)?.includes(id)))
  const { entity, id } = value as { entity: string; id: string }
  const key = byName.get(entity)?.key ?? entity
  if (!relation.to.includes('*') && !relation.to.includes(key)) return one('', [])
  return one(key, [id])
}

const noTarget = (draft: Draft, field: Field) => problem('record.no_target', pointer(draft.path, field.name), { field: field.label })

/** Ids of the rows that are there and that the actor may read. */
async function readableOf(writing: Writing, target: Entity, rows: readonly Row[]): Promise<Set<string>> {
  const living = rows.filter((row) => (row['_deleted_at'] ?? null) === null).map(({ id }) => id)
  const held = await heldGrants(writing.session, { entity: target, ids: living }, ['read'])
  return new Set(living.filter((id) => (held.get(id)?.[0]?.length ?? 0) > 0))
}

/** One query per link for what its filter looks at, whatever the number of rows. */
async function checkField(writing: Writing, field: Field, { links, readable }: { links: readonly Pointing[]; readable: ReadonlySet<string> }): Promise<void> {
  const open = links.filter(({ ids }) => ids.every((id) => readable.has(id)))
  const good = new Set(field.where ? await meetingFilter(writing, field.where, open) : open)
  for (const link of links) if (!good.has(link)) writing.problems.push(noTarget(link.draft, field))
}

async function meetingFilter(writing: Writing, where: Expr, links: readonly Pointing[]): Promise<Pointing[]> {
  const [first] = links
  if (!first) return []
  const { session, around } = writing
  const { target } = first
  const needs = needsOfOne(session.space.model, where)
  const cache = await known(around, target, { ids: [...new Set(links.flatMap(({ ids }) => ids))], keys: needs.self.fields.keys() })
  const rows = (ids: readonly string[]): Row[] => ids.flatMap((id) => cache.get(id) ?? [])
  await fetchAround(around, target, { rows: rows([...new Set(links.flatMap(({ ids }) => ids))]), tree: needs.self })
  await fetchAround(around, first.draft.entity, { rows: links.map(({ draft }) => draft.row), tree: needs.parent })
  const me = await actingUser(around, needs)
  return links.filter(({ draft, ids }) => {
    const parent = view(around, draft.entity, { row: draft.row, tree: needs.parent })
    return rows(ids).every((row) => ruleHolds(where, { session, me, parent, self: view(around, target, { row, tree: needs.self }) }))
  })
}

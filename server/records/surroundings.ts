import type { Expr } from '../../metadata/expressions/tree.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'
import { nodes } from '../db/query/check.ts'
import { fieldsWithColumns } from './columns.ts'
import { evaluateRule } from './rules.ts'
import { type Needs, type Tree, opens } from './needs.ts'
import { readChildren, readLinks, readRows } from './store.ts'
import type { Row, Session } from './space.ts'

/**
 * What stands around the rows of a write: rows at the end of links, children, the acting user. Fetched once per level and
 * kept for the whole write. It is read as the system: a rule of the model may look where the person may not.
 */
export interface Surroundings {
  readonly session: Session
  readonly rows: Map<string, Map<string, Row | null>>
  /** By `<child entity>` or join table, then by the id of the record. */
  readonly many: Map<string, Map<string, readonly (Row | string)[]>>
}
export const surroundings = (session: Session): Surroundings => ({ session, rows: new Map(), many: new Map() })

const bucket = <T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> => map.get(key) ?? (map.set(key, new Map()), map.get(key)!)

/** `keys`: fields that the rows must have; without it, all. */
interface Asked { readonly ids: readonly string[]; readonly lock?: 'none' | 'share'; readonly keys?: Iterable<string> }
/** Rows of an entity by id; what is unknown, of the row or in it, is fetched in one query. */
export async function known(around: Surroundings, entity: Entity, { ids, lock = 'none', keys = entity.fields.keys() }: Asked): Promise<Map<string, Row | null>> {
  const cache = bucket(around.rows, entity.key)
  const columns = [...keys].filter((key) => (entity.fields.get(key)?.columns.length ?? 0) > 0)
  const lacks = (row: Row | null | undefined): boolean => row === undefined || (row !== null && columns.some((key) => !Object.hasOwn(row, key)))
  const missing = [...new Set(ids)].filter((id) => lacks(cache.get(id)))
  if (missing.length > 0) {
    const fields = missing.some((id) => cache.has(id)) ? undefined : fieldsLookedAt(around.session.space.model, entity, columns)
    for (const id of missing) if (!cache.has(id)) cache.set(id, null)
    for (const row of await readRows(around.session, entity, { ids: missing, lock, fields })) cache.set(row.id, row)
  }
  return cache
}

const looked = new WeakMap<Model, ReadonlyMap<string, ReadonlySet<string>>>()
/** What the rules of the model look at in rows of an entity, and what is asked for besides; undefined = everything. */
function fieldsLookedAt(model: Model, entity: Entity, asked: readonly string[]): readonly Field[] | undefined {
  const map = looked.get(model) ?? allLookedAt(model)
  looked.set(model, map)
  const keys = map.get(entity.key)
  const all = fieldsWithColumns(entity)
  const fields = all.filter(({ key }) => keys?.has(key) || asked.includes(key))
  return fields.length === all.length ? undefined : fields
}
function allLookedAt(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const entity of model.entities.values()) {
    for (const expr of expressionsOf(entity)) for (const node of nodes(expr)) if (node.kind === 'path') {
      for (const step of node.steps) found.set(step.entity, (found.get(step.entity) ?? new Set()).add(step.field))
    }
  }
  return found
}
const expressionsOf = (entity: Entity): Expr[] =>
  [...[...entity.fields.values()].flatMap(({ required, readonly, visible, check, default: value, currency, formula, rollup, where }) => [required, readonly, visible, check, value, currency, formula, rollup?.of, rollup?.where, where]), ...entity.checks.map(({ check }) => check)]
    .filter((one): one is Expr => typeof one === 'object' && one !== null)

/** Fetches what the tree opens, for all rows together, one query per link and level. */
export async function fetchAround(around: Surroundings, entity: Entity, { rows, tree }: { rows: readonly Row[]; tree: Tree }): Promise<void> {
  if (rows.length === 0 || !opens(entity, tree)) return
  for (const [key, sub] of tree.fields) {
    const field = entity.fields.get(key)
    if (field) await fetchField(around, field, { rows, sub })
  }
}

async function fetchField(around: Surroundings, field: Field, { rows, sub }: { rows: readonly Row[]; sub: Tree }): Promise<void> {
  const model = around.session.space.model
  if (field.childEntity) {
    const child = model.entities.get(field.childEntity)
    if (child) await fetchAround(around, child, { rows: await fetchChildren(around, field, { child, rows }), tree: sub })
    return
  }
  if (field.joinTable && field.relation?.kind === 'links') return fetchLinks(around, field, { rows, sub })
  const target = field.relation?.kind === 'link' && sub.fields.size > 0 ? model.entities.get(field.relation.to) : undefined
  if (!target) return
  const ids = rows.map((row) => row[field.key]).filter((id): id is string => typeof id === 'string')
  const cache = await known(around, target, { ids, keys: sub.fields.keys() })
  await fetchAround(around, target, { rows: present(cache, ids), tree: sub })
}

async function fetchChildren(around: Surroundings, field: Field, { child, rows }: { child: Entity; rows: readonly Row[] }): Promise<Row[]> {
  const cache = bucket(around.many, child.key)
  const missing = rows.filter((row) => !Array.isArray(row[field.key]) && !cache.has(row.id)).map(({ id }) => id)
  for (const [id, found] of await readChildren(around.session, child, missing)) cache.set(id, found)
  return rows.flatMap((row) => (row[field.key] ?? cache.get(row.id) ?? []) as Row[])
}

async function fetchLinks(around: Surroundings, field: Field, { rows, sub }: { rows: readonly Row[]; sub: Tree }): Promise<void> {
  const cache = bucket(around.many, field.joinTable!)
  const missing = rows.filter((row) => !Array.isArray(row[field.key]) && !cache.has(row.id)).map(({ id }) => id)
  for (const [id, found] of await readLinks(around.session, field.joinTable!, missing)) cache.set(id, found)
  const target = field.relation?.kind === 'links' ? around.session.space.model.entities.get(field.relation.to) : undefined
  if (!target || sub.fields.size === 0) return
  const ids = rows.flatMap((row) => (row[field.key] ?? cache.get(row.id) ?? []) as string[])
  await fetchAround(around, target, { rows: present(await known(around, target, { ids, keys: sub.fields.keys() }), ids), tree: sub })
}
const present = (cache: ReadonlyMap<string, Row | null>, ids: readonly string[]): Row[] => ids.flatMap((id) => cache.get(id) ?? [])

/** The row as an expression sees it: what the tree opens is put in place of ids. The row itself stays untouched. */
export function view(around: Surroundings, entity: Entity, { row, tree }: { row: Row; tree: Tree }): Row {
  if (!opens(entity, tree)) return row
  const seen: Row = { ...row }
  const later: Field[] = []
  for (const [key, sub] of tree.fields) {
    const field = entity.fields.get(key)
    if (!field) continue
    if (field.formula && !field.stored) later.push(field)
    else seen[key] = opened(around, field, { row, sub })
  }
  for (const field of later) seen[field.key] = evaluateRule(field.formula!, { session: around.session, self: seen })
  return seen
}

function opened(around: Surroundings, field: Field, { row, sub }: { row: Row; sub: Tree }): unknown {
  const model = around.session.space.model
  const value = row[field.key]
  if (field.childEntity) {
    const child = model.entities.get(field.childEntity)!
    return ((value ?? around.many.get(child.key)?.get(row.id) ?? []) as Row[]).map((item) => view(around, child, { row: item, tree: sub }))
  }
  if (field.relation?.kind === 'links') {
    const ids = (value ?? around.many.get(field.joinTable ?? '')?.get(row.id) ?? []) as string[]
    return ids.map((id) => linked(around, model.entities.get((field.relation as { to: string }).to), { id, sub }))
  }
  if (field.relation?.kind !== 'link' || typeof value !== 'string' || sub.fields.size === 0) return value
  return linked(around, model.entities.get(field.relation.to), { id: value, sub })
}

function linked(around: Surroundings, target: Entity | undefined, { id, sub }: { id: string; sub: Tree }): unknown {
  const row = target && around.rows.get(target.key)?.get(id)
  return row ? view(around, target, { row, tree: sub }) : id
}

/** The acting person's record, as far as the rules look into it. */
export async function actingUser(around: Surroundings, needs: Needs): Promise<Row | null> {
  const { actor, space } = around.session
  if (actor.id === null) return null
  const user = space.model.entities.get('user')
  if (!user || needs.me.fields.size === 0 || actor.kind !== 'user') return { id: actor.id }
  const row = (await known(around, user, { ids: [actor.id] })).get(actor.id)
  if (!row) return { id: actor.id }
  await fetchAround(around, user, { rows: [row], tree: needs.me })
  return view(around, user, { row, tree: needs.me })
}

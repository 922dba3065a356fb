import type { Entity, Field } from '../../metadata/model/model.ts'
import { isEmpty } from '../records/decide.ts'
import { heldGrants } from '../records/grants.ts'
import { type Session, granted, rightsOf, tableOf } from '../records/space.ts'

export interface HistoryEntry {
  readonly seq: number
  readonly at: string
  readonly kind: string
  readonly version: number | null
  readonly by: { readonly kind: string; readonly id: string | null; readonly name: string }
  /** By field name: `[was, is]`, of the fields that the reader may see now. */
  readonly changes: Readonly<Record<string, unknown>>
}
type Stored = { seq: number; at: string; kind: string; version: number | null; actor_kind: string; actor_id: string | null; actor_name: string; changes: Record<string, [unknown, unknown]> | null }

/** What happened to a record, latest first. The caller has read the record as the actor; `held` are the grants that hold on it. */
export async function history(session: Session, entity: Entity, { id, held, before }: { id: string; held: readonly number[]; before?: number | undefined }): Promise<HistoryEntry[]> {
  const rows = await session.tx.query<Stored>(
    `select seq, at, kind, version, actor_kind, actor_id, actor_name, changes from ${tableOf(session.space, '_events')} where entity = $1 and record = $2 and ($3::bigint is null or seq < $3) order by seq desc limit 100`,
    [entity.key, id, before ?? null])
  const asked = new Map<string, Set<string>>()
  const told = (sees: Sees): HistoryEntry[] => rows.map((row) => ({
    seq: row.seq, at: row.at, kind: row.kind, version: row.version, by: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    changes: readableChanges(session, entity, { changes: row.changes ?? {}, held, sees }),
  }))
  // Once to learn which records are named, and once more with what may be told of them.
  told((target, record) => Boolean((asked.get(target) ?? asked.set(target, new Set()).get(target))?.add(record)))
  const seen = await inSight(session, asked)
  return told((target, record) => seen.has(`${target}/${record}`))
}

/** Is a record that a link leads to in the reader's sight now? */
type Sees = (entity: string, id: string) => boolean
async function inSight(session: Session, asked: ReadonlyMap<string, ReadonlySet<string>>): Promise<Set<string>> {
  const seen = new Set<string>()
  for (const [key, ids] of asked) {
    const entity = session.space.model.entities.get(key)
    const held = entity ? await heldGrants(session, { entity, ids: [...ids] }, ['read']) : new Map()
    for (const [id, [read = []]] of held) if (read.length > 0) seen.add(`${key}/${id}`)
  }
  return seen
}

interface Told { readonly held: readonly number[]; readonly sees: Sees }
/** Only of fields that the actor may read on this row now, by their present names; a record out of his sight is as none. */
function readableChanges(session: Session, entity: Entity, { changes, held, sees }: Told & { changes: Record<string, [unknown, unknown]> }): Record<string, unknown> {
  const rights = rightsOf(session.space, session.actor, entity)
  const out: Record<string, unknown> = {}
  for (const [key, [was, is]] of Object.entries(changes)) {
    const field = entity.fields.get(key)
    if (!field || !granted(rights?.fields.get(key)?.read, held)) continue
    const [before, after] = [was, is].map((value) => readableValue(session, field, { value, held, sees }))
    if (!(isEmpty(before) && isEmpty(after))) out[field.name] = [before, after]
  }
  return out
}
function readableValue(session: Session, field: Field, { value, held, sees }: Told & { value: unknown }): unknown {
  const { entities, byName } = session.space.model
  const child = field.childEntity ? entities.get(field.childEntity) : undefined
  if (child) return readableLines(session, child, { lines: value, held, sees })
  const { relation } = field
  if (value === null || value === undefined || !relation) return value
  if (relation.kind === 'link') return sees(relation.to, String(value)) ? value : null
  if (relation.kind === 'links') return (value as string[]).filter((id) => sees(relation.to, id))
  const { entity, id } = value as { entity: string; id: string }
  return relation.kind !== 'dynamic' || sees((entities.get(entity) ?? byName.get(entity))?.key ?? entity, id) ? value : null
}
function readableLines(session: Session, child: Entity, { lines, held, sees }: Told & { lines: unknown }): unknown {
  if (!Array.isArray(lines)) return lines
  const rights = rightsOf(session.space, session.actor, child)
  const seen = [...child.fields.values()].filter((field) => granted(rights?.fields.get(field.key)?.read, held))
  return (lines as Record<string, unknown>[]).map((line) => ({ id: line['id'], ...Object.fromEntries(seen.map((field) => [field.name, readableValue(session, field, { value: line[field.key] ?? null, held, sees })])) }))
}

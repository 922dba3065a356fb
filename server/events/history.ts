import type { Entity } from '../../metadata/model/model.ts'
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
  return rows.map((row) => ({
    seq: row.seq, at: row.at, kind: row.kind, version: row.version, by: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    changes: readableChanges(session, entity, { changes: row.changes ?? {}, held }),
  }))
}

/** Only of fields that the actor may read on this row now; by their present names. */
function readableChanges(session: Session, entity: Entity, { changes, held }: { changes: Record<string, [unknown, unknown]>; held: readonly number[] }): Record<string, unknown> {
  const rights = rightsOf(session.space, session.actor, entity)
  const out: Record<string, unknown> = {}
  for (const [key, [was, is]] of Object.entries(changes)) {
    const field = entity.fields.get(key)
    if (!field || !granted(rights?.fields.get(key)?.read, held)) continue
    const child = field.childEntity ? session.space.model.entities.get(field.childEntity) : undefined
    out[field.name] = child ? [was, is].map((lines) => readableLines(session, child, { lines, held })) : [was, is]
  }
  return out
}
function readableLines(session: Session, child: Entity, { lines, held }: { lines: unknown; held: readonly number[] }): unknown {
  if (!Array.isArray(lines)) return lines
  const rights = rightsOf(session.space, session.actor, child)
  const seen = [...child.fields.values()].filter((field) => granted(rights?.fields.get(field.key)?.read, held))
  return (lines as Record<string, unknown>[]).map((line) => ({ id: line['id'], ...Object.fromEntries(seen.map((field) => [field.name, line[field.key] ?? null])) }))
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from '@sinclair/typebox'
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { Runner } from '../db/database.ts'
import { toSafe } from '../records/formula-safe.ts'
import { strict, Whole } from './schema.ts'
import type { HttpWorkspace } from './workspace.ts'

const filters = {
  entity: Type.Optional(Type.String({ maxLength: 200 })), record: Type.Optional(Type.String({ format: 'uuid' })), actor: Type.Optional(Type.String({ format: 'uuid' })),
  kind: Type.Optional(Type.String({ maxLength: 100 })), from: Type.Optional(Type.String({ format: 'date' })), to: Type.Optional(Type.String({ format: 'date' })),
}
const Filters = strict(filters)
const Query = strict({ ...filters, before: Type.Optional(Whole(1)), size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
interface Event { readonly seq: number; readonly at: string; readonly actor_kind: string; readonly actor_id: string | null; readonly actor_name: string; readonly entity: string | null; readonly record: string | null; readonly kind: string; readonly version: number | null; readonly changes: unknown }

/** Days count in the zone of whoever asks, both ends included. */
const events = (db: Runner, schema: string, { query, zone, before, size }: { query: Static<typeof Filters>; zone: string; before: number | null; size: number }): Promise<Event[]> =>
  db.query<Event>(
    `select seq, at, actor_kind, actor_id, actor_name, entity, record, kind, version, changes from "${schema}"._events
     where ($1::text is null or entity = $1) and ($2::uuid is null or record = $2) and ($3::uuid is null or actor_id = $3)
       and ($4::text is null or kind = $4) and ($5::bigint is null or seq < $5)
       and ($6::date is null or at >= ($6::date)::timestamp at time zone $8) and ($7::date is null or at < ($7::date + 1)::timestamp at time zone $8) order by seq desc limit ${size}`,
    [query.entity ?? null, query.record ?? null, query.actor ?? null, query.kind ?? null, before, query.from ?? null, query.to ?? null, zone])

/** The append-only events of the workspace, newest first, for administrators. */
export const auditRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/audit', { config: { access: 'administrator' }, schema: { querystring: Query } }, async ({ workspace, actor, query: { before, size = 50, ...query } }) => {
    const rows = await events(workspace.database, workspace.schema, { query, zone: actor.zone, before: before ?? null, size })
    return { rows, next: rows.length === size ? rows.at(-1)!.seq : null }
  })
  app.get('/api/_/audit/export', { config, schema: { querystring: Filters } }, async ({ workspace, actor, query }, reply) =>
    reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="audit.csv"' }).send(Readable.from(lines(workspace, query, actor.zone))))
}

/** One line for each field that changed; read in pages, so that the whole never stands in memory. */
async function* lines({ database, schema }: HttpWorkspace, query: Static<typeof Filters>, zone: string): AsyncGenerator<string> {
  yield `\ufeff${stringify([['number', 'time', 'who', 'kind of actor', 'action', 'entity', 'record', 'version', 'field', 'old', 'new']])}`
  for (let before: number | null = null; ;) {
    const rows: Event[] = await events(database, schema, { query, zone, before, size: 1000 })
    yield stringify(rows.flatMap((row) => changesOf(row).map((change) => [row.seq, row.at, row.actor_name, row.actor_kind, row.kind, row.entity, row.record, row.version, ...change].map(cell))))
    if (rows.length < 1000) return
    before = rows.at(-1)!.seq
  }
}
function changesOf({ changes }: Event): unknown[][] {
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) return [['', '', '']]
  const rows = Object.entries(changes).map(([field, value]) => (Array.isArray(value) && value.length === 2 ? [field, ...value] : [field, '', value]))
  return rows.length > 0 ? rows : [['', '', '']]
}
/** No is said as well as yes: it is no empty cell. */
const cell = (value: unknown): unknown => (typeof value === 'string' ? toSafe(value) : typeof value === 'object' && value !== null ? toSafe(JSON.stringify(value)) : typeof value === 'boolean' ? String(value) : value)

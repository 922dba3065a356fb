import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { strict, Whole } from './schema.ts'

const Query = strict({
  entity: Type.Optional(Type.String({ maxLength: 200 })), record: Type.Optional(Type.String({ format: 'uuid' })), actor: Type.Optional(Type.String({ format: 'uuid' })),
  kind: Type.Optional(Type.String({ maxLength: 100 })), before: Type.Optional(Whole(1)), size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

/** The append-only events of the workspace, newest first, for administrators. */
export const auditRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/api/_/audit', { config: { access: 'administrator' }, schema: { querystring: Query } }, async ({ workspace, query }) => {
    const size = query.size ?? 50
    const rows = await workspace.database.query<{ seq: number }>(
      `select seq, at, actor_kind, actor_id, actor_name, entity, record, kind, version, changes from "${workspace.schema}"._events
       where ($1::text is null or entity = $1) and ($2::uuid is null or record = $2) and ($3::uuid is null or actor_id = $3)
         and ($4::text is null or kind = $4) and ($5::bigint is null or seq < $5) order by seq desc limit ${size}`,
      [query.entity ?? null, query.record ?? null, query.actor ?? null, query.kind ?? null, query.before ?? null])
    return { rows, next: rows.length === size ? rows.at(-1)!.seq : null }
  })
}

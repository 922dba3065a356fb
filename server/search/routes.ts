import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { strict, Words } from '../http/schema.ts'
import { entityNamed } from '../records/batch.ts'
import { readerOf, spaceOf } from '../records/request-space.ts'
import type { RecordServices } from '../records/routes.ts'
import { searchAll } from './service.ts'

const Query = strict({
  q: Words(200),
  entity: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })),
  size: Type.Integer({ minimum: 1, maximum: 50, default: 5 }),
  /** Only what is the reader's own. */
  mine: Type.Optional(Type.Boolean()),
  /** Only what changed since this day. */
  since: Type.Optional(Type.String({ format: 'date' })),
})

/** One question over everything that the caller may read. */
export const searchRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/search', { config: { access: 'signed-in' }, schema: { querystring: Query } }, async (request, reply) => {
    const { q, entity, size, mine, since } = request.query
    if (q.trim() === '') return { groups: [], left: 0 }
    const only = entity === undefined ? null : entityNamed({ space: spaceOf(request, services.now), actor: request.actor }, entity).key
    const filter = [...(mine === true ? ['_owner == me()'] : []), ...(since === undefined ? [] : [`_updated_at >= '${since}T00:00:00Z'`])].join(' && ')
    return searchAll(services.reading(request), readerOf(request, services.now()), { text: q, only, size, filter, gone: () => reply.raw.destroyed })
  })
}

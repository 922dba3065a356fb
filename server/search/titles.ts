import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { strict } from '../http/schema.ts'
import { seenBy, spotKey } from '../notices/sight.ts'
import { readerOf } from '../records/request-space.ts'
import type { RecordServices } from '../records/routes.ts'

const one = '[a-z][a-z0-9_]{0,47}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** `order/<id>,customer/<id>` */
const Query = strict({ of: Type.String({ pattern: `^${one}(,${one}){0,59}$` }) })

/** What records that one keeps a link to are called now; of those that one may not read any more nothing is said. */
export const titleRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/titles', { config: { access: 'signed-in' }, schema: { querystring: Query } }, async (request) => {
    const reader = readerOf(request, services.now())
    const spots = request.query.of.split(',').flatMap((text) => {
      const [name = '', record = ''] = text.split('/')
      const entity = reader.model.byName.get(name)
      return entity ? [{ name, entity: entity.key, record }] : []
    })
    const seen = await seenBy(services.reading(request), reader, spots)
    return { rows: spots.flatMap(({ name, entity, record }) => { const found = seen.get(spotKey({ entity, record })); return found ? [{ entity: name, id: record, title: found.title }] : [] }) }
  })
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { addComment, commentsOf, editComment, removeComment } from '../comments/service.ts'
import { entityNamed } from '../records/batch.ts'
import { strict, Whole } from '../http/schema.ts'
import { heldGrants } from '../records/grants.ts'
import { notFound } from '../records/refusal.ts'
import { mustRead, spaceOf } from '../records/request-space.ts'
import { type RecordServices, answer, writing } from '../records/routes.ts'
import { openSession } from '../records/service.ts'
import type { Session } from '../records/space.ts'
import { history } from './history.ts'

const One = strict({ entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), id: Type.String({ format: 'uuid' }) })
const config = { access: 'record' } as const

/** What is told about one record: its history and its comments. Whoever may read the record now may read them. */
export const recordStoryRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  await app.register(readRoutes(services))
  await app.register(commentRoutes(services))
}

const readRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const inside = <T>(request: Parameters<typeof writing>[1], work: (session: Session) => Promise<T>): Promise<T> => {
    const space = spaceOf(request, services.now)
    return space.database.transaction((tx) => work(openSession(space, tx, request.actor)))
  }
  app.get('/api/:entity/:id/history', { config, schema: { params: One, querystring: strict({ before: Type.Optional(Whole(0)) }) } }, (request) => inside(request, async (session) => {
    const entity = entityNamed(session, request.params.entity)
    await mustRead(services.reading(request), request, { session, entity, id: request.params.id })
    const [held] = (await heldGrants(session, { entity, ids: [request.params.id] }, ['read'])).get(request.params.id) ?? []
    if (!held) throw notFound(entity)
    return { rows: await history(session, entity, { id: request.params.id, held, before: request.query.before }) }
  }))
  app.get('/api/:entity/:id/comments', { config, schema: { params: One } }, (request) => inside(request, async (session) => {
    const entity = entityNamed(session, request.params.entity)
    await mustRead(services.reading(request), request, { session, entity, id: request.params.id })
    return { rows: await commentsOf(session, entity, request.params.id) }
  }))
}

const OneComment = strict({ ...One.properties, comment: Type.String({ format: 'uuid' }) })
const Body = strict({ body: Type.String() })

const commentRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  /** The entity, once the record was read as the actor. */
  const seen = async (request: Parameters<typeof writing>[1], session: Session, at: { entity: string; id: string }) => {
    const entity = entityNamed(session, at.entity)
    await mustRead(services.reading(request), request, { session, entity, id: at.id })
    return entity
  }
  app.post('/api/:entity/:id/comments', { config, schema: { params: One, body: Body } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      return { status: 201, body: await addComment(session, entity, { record: request.params.id, body: request.body.body }) }
    })))
  app.patch('/api/:entity/:id/comments/:comment', { config, schema: { params: OneComment, body: Body } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      return { status: 200, body: await editComment(session, entity, { record: request.params.id, id: request.params.comment, body: request.body.body }) }
    })))
  app.delete('/api/:entity/:id/comments/:comment', { config, schema: { params: OneComment } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      await removeComment(session, entity, { record: request.params.id, id: request.params.comment })
      return { status: 204, body: null }
    })))
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { addComment, type Comment, commentsOf, editComment, plainText, react, removeComment } from '../comments/service.ts'
import { readersAmong } from '../followers/readers.ts'
import { followByActing, followersOf, personOf } from '../followers/service.ts'
import { notify } from '../notices/notify.ts'
import { text } from '../../metadata/texts/index.ts'
import { canRead } from '../db/query/statement.ts'
import type { Entity } from '../../metadata/model/model.ts'
import { entityNamed } from '../records/batch.ts'
import { strict, Whole } from '../http/schema.ts'
import { heldGrants } from '../records/grants.ts'
import { notFound } from '../records/refusal.ts'
import { mustRead, readerOf, spaceOf } from '../records/request-space.ts'
import { type RecordServices, answer, writing } from '../records/routes.ts'
import { openSession } from '../records/service.ts'
import type { Session } from '../records/space.ts'
import { lockOf } from '../records/locks.ts'
import { history } from './history.ts'
import { titlesIn } from './titles.ts'

const One = strict({ entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), id: Type.String({ format: 'uuid' }) })
const config = { access: 'record' } as const

const OneField = strict({ ...One.properties, field: Type.String({ pattern: '^[a-z_][a-z0-9_]{0,47}$' }) })

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
    const rows = await history(session, entity, { id: request.params.id, held, before: request.query.before })
    return { rows, titles: await titlesIn(services.reading(request), readerOf(request, services.now()), entity, rows) }
  }))
  app.get('/api/:entity/:id/locks/:field', { config, schema: { params: OneField } }, (request) => inside(request, async (session) => {
    const { id } = request.params
    const entity = entityNamed(session, request.params.entity)
    await mustRead(services.reading(request), request, { session, entity, id })
    const field = entity.fieldsByName.get(request.params.field)
    if (!field || !canRead(readerOf(request, services.now()), entity.key, field.key)) throw notFound(entity)
    const { locked, required, reasons } = await lockOf(session, entity, { id, field })
    return { locked, required, reasons: reasons.map(({ code, params }) => ({ code, message: text(session.actor.language, code, params) })) }
  }))
  app.get('/api/:entity/:id/comments', { config, schema: { params: One } }, (request) => inside(request, async (session) => {
    const entity = entityNamed(session, request.params.entity)
    await mustRead(services.reading(request), request, { session, entity, id: request.params.id })
    return { rows: await commentsOf(session, entity, request.params.id) }
  }))
}

const OneComment = strict({ ...One.properties, comment: Type.String({ format: 'uuid' }) })
const Body = strict({ body: Type.String() })
const NewBody = strict({ ...Body.properties, reply_to: Type.Optional(Type.String({ format: 'uuid' })) })
const Sign = strict({ sign: Type.String({ maxLength: 16 }), on: Type.Boolean() })

const commentRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  /** The entity, once the record was read as the actor. */
  const seen = async (request: Parameters<typeof writing>[1], session: Session, at: { entity: string; id: string }) => {
    const entity = entityNamed(session, at.entity)
    await mustRead(services.reading(request), request, { session, entity, id: at.id })
    return entity
  }
  app.post('/api/:entity/:id/comments', { config, schema: { params: One, body: NewBody } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      const { id: record } = request.params
      const comment = await addComment(session, entity, { record, body: request.body.body, replyTo: request.body.reply_to ?? null })
      await followByActing(session, [{ entity: entity.key, record }])
      await tell({ services, request, session }, entity, { record, comment, before: [] })
      return { status: 201, body: comment }
    })))
  app.patch('/api/:entity/:id/comments/:comment', { config, schema: { params: OneComment, body: Body } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      const { id: record, comment: id } = request.params
      const before = (await commentsOf(session, entity, record)).find((one) => one.id === id)?.mentions ?? []
      const comment = await editComment(session, entity, { record, id, body: request.body.body })
      await tell({ services, request, session }, entity, { record, comment, before, again: true })
      return { status: 200, body: comment }
    })))
  app.put('/api/:entity/:id/comments/:comment/reaction', { config, schema: { params: OneComment, body: Sign } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      await react(session, entity, { record: request.params.id, id: request.params.comment, ...request.body })
      return { status: 204, body: null }
    })))
  app.delete('/api/:entity/:id/comments/:comment', { config, schema: { params: OneComment } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      await removeComment(session, entity, { record: request.params.id, id: request.params.comment })
      return { status: 204, body: null }
    })))
}

interface Said { readonly record: string; readonly comment: Comment; /** Who was called by it before. */ readonly before: readonly string[]; readonly again?: boolean }
/** Whom a comment calls, of those who may read the record, and whoever follows it: each once. */
async function tell(asking: Parameters<typeof readersAmong>[0], entity: Entity, { record, comment, before, again = false }: Said): Promise<void> {
  const { session } = asking
  const called = await readersAmong(asking, { entity, id: record }, comment.mentions.filter((one) => !before.includes(one)))
  const others = again ? [] : (await followersOf(session, { entity: entity.key, record })).filter((one) => !called.some(({ id }) => id === one))
  const about = { entity: entity.key, record, by: personOf(session), text: plainText(comment.body) }
  await notify(session, [...called.map(({ id }) => ({ ...about, person: id, kind: 'mention' as const })), ...others.map((person) => ({ ...about, person, kind: 'comment' as const }))])
}

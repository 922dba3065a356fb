import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Entity } from '../../metadata/model/model.ts'
import { strict } from '../http/schema.ts'
import { entityNamed } from '../records/batch.ts'
import { refuse } from '../records/refusal.ts'
import { mustRead, spaceOf } from '../records/request-space.ts'
import { answer, type RecordServices, writing } from '../records/routes.ts'
import { openSession } from '../records/service.ts'
import type { Session } from '../records/space.ts'
import { peopleToMention } from './readers.ts'
import { follow, followersOf, personOf } from './service.ts'

const One = strict({ entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), id: Type.String({ format: 'uuid' }) })
const config = { access: 'record' } as const

/** Who hears of a record's changes, and who may be spoken to about it. Whoever may read the record may ask. */
export const followerRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const seen = async (request: FastifyRequest, session: Session, at: { entity: string; id: string }): Promise<Entity> => {
    const entity = entityNamed(session, at.entity)
    await mustRead(services.reading(request), request, { session, entity, id: at.id })
    return entity
  }
  const inside = <T>(request: FastifyRequest, work: (session: Session) => Promise<T>): Promise<T> => {
    const space = spaceOf(request, services.now)
    return space.database.transaction((tx) => work(openSession(space, tx, request.actor)))
  }
  app.get('/api/:entity/:id/followers', { config, schema: { params: One } }, (request) => inside(request, async (session) => {
    const entity = await seen(request, session, request.params)
    const people = await followersOf(session, { entity: entity.key, record: request.params.id })
    return { rows: people.map((person) => ({ person })), following: people.includes(String(personOf(session))) }
  }))
  app.put('/api/:entity/:id/following', { config, schema: { params: One, body: strict({ following: Type.Boolean() }) } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await seen(request, session, request.params)
      const person = personOf(session)
      if (person === null) throw refuse(403, 'follower.person')
      await follow(session, { entity: entity.key, record: request.params.id, person, following: request.body.following })
      return { status: 204, body: null }
    })))
  app.get('/api/:entity/:id/people', { config, schema: { params: One, querystring: strict({ search: Type.Optional(Type.String({ maxLength: 100 })) }) } }, (request) => inside(request, async (session) => {
    const entity = await seen(request, session, request.params)
    return { rows: await peopleToMention({ services, request, session }, { entity, id: request.params.id }, request.query.search?.trim() ?? '') }
  }))
}

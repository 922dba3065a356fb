import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Runner } from '../db/database.ts'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { entityNamed } from '../records/batch.ts'
import { readerOf, spaceOf } from '../records/request-space.ts'
import type { RecordServices } from '../records/routes.ts'
import { tellPeople } from './notify.ts'
import { names, seenBy, spotKey } from './sight.ts'
import { marks, mute, mutedOf, nextWaking, openNotices, readAll, snooze, unmute } from './store.ts'

const config = { access: 'signed-in' } as const
const Ids = strict({ ids: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 300 }) })
const Until = strict({ ...Ids.properties, until: Type.String({ format: 'date-time' }) })
const Mute = strict({ entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), record: Type.String({ format: 'uuid' }), muted: Type.Boolean() })

/** Each person's own notices. What tells of a record is only there while the person may read that record. */
export const noticeRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/notices', { config, schema: { querystring: strict({}) } }, (request) => list(services, request))
  await app.register(markRoutes(services))
  app.post('/api/_/notices/mute', { config, schema: { body: Mute } }, async (request, reply) => {
    const { entity: name, record, muted } = request.body
    const reader = readerOf(request, services.now())
    const entity = entityNamed({ space: spaceOf(request, services.now), actor: request.actor }, name)
    if (muted && !(await seenBy(services.reading(request), reader, [{ entity: entity.key, record }])).has(spotKey({ entity: entity.key, record }))) fail(404, 'record.not_found', { entity: entity.label })
    await changing(services, request, (tx, schema, person) => (muted ? mute : unmute)(tx, schema, { person, entity: entity.key, record }))
    return reply.code(204).send()
  })
}

const markRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  for (const mark of Object.keys(marks) as (keyof typeof marks)[])
    app.post(`/api/_/notices/${mark}`, { config, schema: { body: Ids } }, async (request, reply) => {
      await changing(services, request, (tx, schema, person) => marks[mark](tx, schema, { person, ids: request.body.ids }))
      return reply.code(204).send()
    })
  app.post('/api/_/notices/all-read', { config }, async (request, reply) => {
    await changing(services, request, (tx, schema, person) => readAll(tx, schema, person))
    return reply.code(204).send()
  })
  app.post('/api/_/notices/snooze', { config, schema: { body: Until } }, async (request, reply) => {
    const { ids, until } = request.body
    // PostgreSQL knows fewer dates than the format does.
    if (Number.isNaN(Date.parse(until)) || Date.parse(until) > services.now().getTime() + 400 * 86_400_000) fail(400, 'request.invalid', { detail: 'until' })
    await changing(services, request, (tx, schema, person) => snooze(tx, schema, { person, ids, until: new Date(until).toISOString() }))
    return reply.code(204).send()
  })
}

/** The person's other open pages hear of it too. */
async function changing(services: RecordServices, request: FastifyRequest, work: (tx: Runner, schema: string, person: string) => Promise<unknown>): Promise<void> {
  const space = spaceOf(request, services.now)
  const person = String(request.actor.id)
  await space.database.transaction(async (tx) => {
    await work(tx, space.schema, person)
    await tellPeople({ tx, space }, [person])
  })
}

async function list(services: RecordServices, request: FastifyRequest) {
  const { database, schema } = request.workspace
  const person = String(request.actor.id)
  const reader = readerOf(request, services.now())
  const [rows, muted, next] = await Promise.all([openNotices(database, schema, person), mutedOf(database, schema, person), nextWaking(database, schema, person)])
  const seen = await seenBy(services.reading(request), reader, [...rows, ...muted])
  const named = (entity: string): string => reader.model.entities.get(entity)?.name ?? entity
  return {
    rows: rows.flatMap((row) => {
      const found = seen.get(spotKey(row))
      if (!found || !names(reader, row, found)) return []
      const { id, kind, entity, record, actor, actor_name, text, at, read_at } = row
      return [{ id, kind, entity: named(entity), record, title: found.title, by: actor, by_name: actor_name, text, at, read: read_at !== null }]
    }),
    muted: muted.flatMap(({ entity, record }) => {
      const found = seen.get(spotKey({ entity, record }))
      return found ? [{ entity: named(entity), record, title: found.title }] : []
    }),
    next,
  }
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Row } from '../../metadata/api/records.ts'
import type { Entity } from '../../metadata/model/model.ts'
import { together } from '../db/gathered.ts'
import { AppError } from '../http/errors.ts'
import { mustBeLive } from '../http/moved.ts'
import { strict } from '../http/schema.ts'
import { runBatch, entityNamed } from './batch.ts'
import { once, type Reply } from './idempotency.ts'
import type { Parameters } from './read-query.ts'
import type { Reading } from './list.ts'
import { notFound, refuse } from './refusal.ts'
import { mustRead, readBack, readerOf, showTo, spaceOf, valueOf } from './request-space.ts'
import { createRecords, openSession, purgeRecord, removeRecord, restoreRecord, updateRecords } from './service.ts'
import type { Session } from './space.ts'

export interface RecordServices { readonly reading: (request: FastifyRequest) => Reading; readonly now: () => Date }
const name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
const Named = strict({ entity: name })
const One = strict({ entity: name, id: Type.String({ format: 'uuid' }) })
const Query = Type.Record(Type.String(), Type.String())
const Body = Type.Record(Type.String(), Type.Unknown())
const config = { access: 'record' } as const

type Again = (session: Session, known: Reply) => Promise<Reply>
/** An answer given before is read again: rights may have been taken since. */
const rereads = (services: RecordServices, request: FastifyRequest, entity: Entity): Again => async (session, { status, body }) => {
  const id = String((body as { id?: unknown } | null)?.id ?? '')
  return { status, body: (await readBack(services.reading(request), request, { session, entity, id }).catch(unread)) ?? { id } }
}
/** Asks whether the model is still the one that is published: once, behind the last statement that writes to its tables. */
type Live = () => Promise<void>
/** The work in one transaction, once for each Idempotency-Key; its answer is sent. */
export async function writing(services: RecordServices, request: FastifyRequest, work: (session: Session, live: Live) => Promise<Reply>, again?: Again): Promise<Reply> {
  const space = spaceOf(request, services.now)
  const key = request.headers['idempotency-key']
  const keyed = typeof key === 'string' ? { key, method: request.method, path: request.url, body: [request.body ?? null, request.headers['if-match'] ?? null] } : null
  const { version } = request.workspace.live()
  return space.database.transaction(async (tx) => {
    const session = openSession(space, tx, request.actor)
    let asked: Promise<void> | undefined
    const live = (): Promise<void> => (asked ??= mustBeLive(tx, request, version))
    const done = await once(session, keyed, { work: () => work(session, live), ...(again ? { again: (known: Reply) => again(session, known) } : {}) })
    await live()
    return done
  })
}
export function answer(reply: FastifyReply, { status, body }: Reply): FastifyReply {
  const version = (body as { _version?: unknown } | null)?._version
  if (typeof version === 'number') void reply.header('etag', `"${version}"`)
  return status === 204 ? reply.code(204).send() : reply.code(status).send(body)
}
/** One may create what one may not read; any other failure stays one. */
function unread(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
/** `If-Match: "3"`; `*` = any version. */
function versionOf(request: FastifyRequest): number | undefined {
  const tag = request.headers['if-match']
  if (tag === undefined || tag === '*') return undefined
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(tag)
  if (!match) throw refuse(400, 'record.bad_version')
  return Number(match[1])
}

const readRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const named = namedBy(services)
  app.get('/api/:entity', { config, schema: { params: Named, querystring: Query } }, async (request) => {
    const entity = named(request, request.params.entity)
    const reader = readerOf(request, services.now())
    const grouped = request.query['group'] !== undefined || request.query['measures'] !== undefined
    return grouped ? valueOf(await services.reading(request).group(reader, entity.key, request.query)) : valueOf(await services.reading(request).list(reader, entity.key, request.query))
  })
  app.get('/api/:entity/:id', { config, schema: { params: One, querystring: Query } }, async (request, reply) => {
    const entity = named(request, request.params.entity)
    const row = valueOf(await services.reading(request).get(readerOf(request, services.now()), entity.key, { id: request.params.id, parameters: request.query as Parameters }))
    if (!row) throw notFound(entity)
    const tag = `"${String(row['_version'])}"`
    return answer(reply.header('cache-control', 'private, no-cache').header('etag', tag), { status: 200, body: row })
  })
}

const namedBy = (services: RecordServices) => (request: FastifyRequest, entity: string): Entity => entityNamed({ space: spaceOf(request, services.now), actor: request.actor }, entity)

export const recordRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  await app.register(readRoutes(services))
  await app.register(saveRoutes(services))
  await app.register(binRoutes(services))
}

const saveRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const named = namedBy(services)
  app.post('/api/:entity', { config, schema: { params: Named, body: Body } }, async (request, reply) => {
    const entity = named(request, request.params.entity)
    const done = await writing(services, request, async (session, live) => {
      let row: Row | null = null
      // One may be allowed to create what one may not read.
      const read = async (made: string): Promise<void> => { row = await readBack(services.reading(request), request, { session, entity, id: made }).catch(unread) }
      const [id] = await createRecords(session, entity, [{ data: request.body }], ([made]) => together([read(made!), live()]))
      return { status: 201, body: row ?? { id } }
    }, rereads(services, request, entity))
    return answer(reply, done)
  })
  app.patch('/api/:entity/:id', { config, schema: { params: One, body: Body } }, async (request, reply) => {
    const entity = named(request, request.params.entity)
    const { id } = request.params
    const done = await writing(services, request, async (session, live) => {
      const reading = services.reading(request)
      let row: Row | null = null
      const read = async (): Promise<void> => { row = await readBack(reading, request, { session, entity, id }) }
      await updateRecords(session, entity, { inputs: [{ id, data: request.body, version: versionOf(request) }], show: showTo(reading, request, session), beside: () => together([read(), live()]) })
      return { status: 200, body: row ?? { id } }
    }, rereads(services, request, entity))
    return answer(reply, done)
  })
}

const binRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const named = namedBy(services)
  app.delete('/api/:entity/:id', { config, schema: { params: One, querystring: strict({ purge: Type.Optional(Type.Boolean()) }) } }, async (request, reply) => {
    const entity = named(request, request.params.entity)
    const { id } = request.params
    return answer(reply, await writing(services, request, async (session) => {
      if (request.query.purge === true) await purgeRecord(session, entity, { id })
      else await removeRecord(session, entity, { id, version: versionOf(request), show: showTo(services.reading(request), request, session) })
      return { status: 204, body: null }
    }))
  })
  app.post('/api/:entity/:id/restore', { config, schema: { params: One } }, async (request, reply) => {
    const entity = named(request, request.params.entity)
    const { id } = request.params
    return answer(reply, await writing(services, request, async (session) => {
      await restoreRecord(session, entity, { id })
      return { status: 200, body: await mustRead(services.reading(request), request, { session, entity, id }) }
    }, rereads(services, request, entity)))
  })
  app.post('/api/_/batch', { config, schema: { body: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 1000 }) } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => ({ status: 200, body: { results: await runBatch(session, request.body, showTo(services.reading(request), request, session)) } }))))
}

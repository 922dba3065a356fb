import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../access/actor.ts'
import { entityNamed } from '../records/batch.ts'
import type { Reading } from '../records/list.ts'
import { refuse } from '../records/refusal.ts'
import { readerOf, spaceOf } from '../records/request-space.ts'
import { type Live, type LiveEvent, since } from './live.ts'
import { presenceTeller } from './presence-routes.ts'

export interface LiveServices {
  readonly live: Live
  readonly reading: (request: FastifyRequest) => Reading
  readonly now: () => Date
  /** Who the request's session or key belongs to now; null when it was revoked. */
  readonly again: (request: FastifyRequest) => Promise<Actor | null>
}
const Asked = Type.Object({ entity: Type.Optional(Type.String({ maxLength: 48 })), id: Type.Optional(Type.String({ format: 'uuid' })), after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })) }, { additionalProperties: false })

/** Server-sent events: `{ entity, id, kind, version }` of records that the subscriber may read at that moment, and of no others. */
export const liveRoutes = (services: LiveServices): FastifyPluginAsyncTypebox => async (app) => {
  const tellPresence = presenceTeller(services.live)
  // Streams never end by themselves: they would keep a server that is closing.
  const streams = new Set<() => void>()
  app.addHook('preClose', async () => { for (const end of streams) end() })
  app.get('/api/_/events', { config: { access: 'signed-in' }, exposeHeadRoute: false, schema: { querystring: Asked } }, async (request, reply) => {
    const { entity: name, id } = request.query
    const only = name === undefined ? null : entityNamed({ space: spaceOf(request, services.now), actor: request.actor }, name).key
    if (id !== undefined && only === null) throw refuse(400, 'request.bad_parameter', { parameter: 'entity', expected: 'text' })
    // `removed` is said only of a record that the subscriber could see.
    if (id !== undefined && !(await reads(services, request, { actor: request.actor, entity: only ?? '', id }))) throw refuse(404, 'record.no_entity', { name: name ?? '' })
    const last = Number(request.headers['last-event-id'] ?? request.query.after ?? Number.NaN)
    // What hooks have set (security headers) goes along, though the answer is written by hand from here.
    const headers = reply.getHeaders()
    reply.hijack()
    const out = reply.raw
    out.writeHead(200, { ...(headers as Record<string, string>), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    out.write('retry: 1000\n\n')
    const end = (): void => { out.end() }
    streams.add(end)
    const wanted = (event: LiveEvent): boolean => (only === null || event.entity === only) && (id === undefined || event.record === id)
    // One after the other, so that the client hears events in their order.
    let queue = Promise.resolve()
    const hear = (events: readonly LiveEvent[]): void => {
      queue = queue.then(async () => { for (const event of events.filter(wanted)) if (!out.writableEnded) await send(services, request, { event, out, removedToo: id !== undefined }) }).catch(end)
    }
    const stop = services.live.subscribe((schema, events) => { if (schema === request.workspace.schema) hear(events) })
    // Says only that there is something; what it is, is read with the rights of that moment.
    const stopPeople = services.live.subscribePeople((schema, people) => {
      if (only === null && schema === request.workspace.schema && people.includes(String(request.actor.id))) out.write('event: noticed\ndata: {}\n\n')
    })
    const stopPresence = only === null ? tellPresence(request, (text) => { out.write(text) }) : () => {}
    const check = setInterval(() => { services.again(request).then((actor) => { if (!actor) end() }, end) }, 500)
    const beat = setInterval(() => { out.write(': \n\n') }, 20_000)
    out.on('close', () => {
      stop()
      stopPeople()
      stopPresence()
      streams.delete(end)
      clearInterval(check)
      clearInterval(beat)
    })
    if (Number.isFinite(last)) since(request.workspace.database, request.workspace.schema, last).then(hear, end)
  })
}

interface Sending { readonly event: LiveEvent; readonly out: { write(text: string): unknown; end(): unknown }; readonly removedToo: boolean }
/** Read again as the subscriber is now. One that shows the record, and may not see it any more, is told that it is gone. */
async function send(services: LiveServices, request: FastifyRequest, { event, out, removedToo }: Sending): Promise<void> {
  const actor = await services.again(request)
  if (!actor) { out.end(); return }
  const entity = request.workspace.live().model.entities.get(event.entity)
  if (!entity) return
  const seen = await reads(services, request, { actor, entity: entity.key, id: event.record })
  if (!seen && !removedToo) return
  const data = { entity: entity.name, id: event.record, kind: seen ? event.kind : 'removed', version: seen ? event.version : null }
  out.write(`id: ${event.seq}\nevent: changed\ndata: ${JSON.stringify(data)}\n\n`)
}

async function reads(services: LiveServices, request: FastifyRequest, { actor, entity, id }: { actor: Actor; entity: string; id: string }): Promise<boolean> {
  const read = await services.reading(request).get(readerOf({ workspace: request.workspace, actor }, services.now()), entity, { id })
  return read.ok && read.value !== null
}

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { strict } from '../http/schema.ts'
import { entityNamed } from '../records/batch.ts'
import { notFound } from '../records/refusal.ts'
import { readerOf, spaceOf } from '../records/request-space.ts'
import { channel, type Presence } from './append.ts'
import type { Live } from './live.ts'
import { createPresences } from './presence.ts'
import type { LiveServices } from './live-routes.ts'

const Here = strict({
  entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), id: Type.String({ format: 'uuid' }), tab: Type.String({ format: 'uuid' }),
  field: Type.Optional(Type.Union([Type.String({ pattern: '^[a-z_][a-z0-9_]{0,47}$' }), Type.Null()])), gone: Type.Optional(Type.Boolean()),
})

/** A page says which record it shows; the others who have it open hear it over their one connection. */
export const presenceRoutes = (services: LiveServices): FastifyPluginAsyncTypebox => async (app) => {
  app.post('/api/_/presence', { config: { access: 'signed-in' }, schema: { body: Here } }, async (request, reply) => {
    const { entity: name, id, tab, field = null, gone = false } = request.body
    const entity = entityNamed({ space: spaceOf(request, services.now), actor: request.actor }, name)
    const read = await services.reading(request).get(readerOf(request, services.now()), entity.key, { id, parameters: { fields: 'id' } })
    if (!read.ok || read.value === null) throw notFound(entity)
    const { actor, workspace } = request
    if (actor.kind === 'user' && actor.id !== null) {
      const presence: Presence = { entity: entity.key, record: id, tab, person: actor.id, name: actor.name, field: entity.fieldsByName.get(field ?? '')?.key ?? null, gone }
      await workspace.database.query('select pg_notify($1, $2)', [channel, JSON.stringify({ schema: workspace.schema, presence })])
    }
    return reply.code(204).send()
  })
}

/** Follows who looks at what; answers a function that writes it to a stream, told only to those who have the record open themselves. */
export function presenceTeller(live: Live) {
  const presences = createPresences(Date.now)
  live.subscribePresence(presences.heard)
  return (request: FastifyRequest, write: (text: string) => void): (() => void) => live.subscribePresence((schema, { entity, record }) => {
    const me = String(request.actor.id)
    if (schema !== request.workspace.schema || !presences.includes({ schema, entity, record }, me)) return
    const { model } = request.workspace.live()
    const of = model.entities.get(entity)
    if (!of) return
    const rights = request.workspace.rights(request.actor.roles).entity(entity)
    const seen = (key: string | null): string | null => (key !== null && (rights?.fields.get(key)?.read.length ?? 0) > 0 ? of.fields.get(key)?.name ?? null : null)
    const people = presences.at({ schema, entity, record }, me).map(({ person, name, field }) => ({ id: person, name, editing: field !== null, field: seen(field) }))
    write(`event: present\ndata: ${JSON.stringify({ entity: of.name, id: record, people })}\n\n`)
  })
}

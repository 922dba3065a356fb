import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { createKey } from './key-service.ts'
import { listKeys, makerOf, revokeKey } from './key-store.ts'

const Body = strict({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  roles: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), { minItems: 1, maxItems: 100, uniqueItems: true }),
  expires: Type.Optional(Type.Union([Type.String({ format: 'date-time' }), Type.Null()])),
})
const Id = strict({ id: Type.String({ format: 'uuid' }) })

export const keyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const config = { access: 'administrator' } as const
  app.get('/api/_/keys', { config, schema: { querystring: strict({}) } }, async ({ workspace }) => ({ rows: await listKeys(workspace.database, workspace.schema) }))
  app.post('/api/_/keys', { config, schema: { body: Body } }, async ({ workspace, actor, body }, reply) => {
    void reply.code(201)
    // What a key makes is its maker's, and ends with him too.
    const by = actor.kind === 'key' && actor.id !== null ? await makerOf(workspace.database, workspace.schema, actor.id) : actor.id
    return createKey(workspace, { name: body.name, roles: body.roles, expires: body.expires ?? null, by })
  })
  app.delete('/api/_/keys/:id', { config, schema: { params: Id } }, async ({ workspace, params }, reply) => {
    if (!(await revokeKey(workspace.database, workspace.schema, params.id))) fail(404, 'access.unknown_key')
    return reply.code(204).send()
  })
}

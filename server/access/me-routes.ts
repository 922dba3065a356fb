import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Row } from '../../metadata/api/records.ts'
import { languages } from '../../metadata/texts/index.ts'
import { fail } from '../http/errors.ts'
import { strict, Words } from '../http/schema.ts'
import { openSession, updateRecords } from '../records/service.ts'
import { readerOf, spaceOf, valueOf } from '../records/request-space.ts'
import type { RecordServices } from '../records/routes.ts'
import { ownPerson } from './own-person.ts'
import { readPasswordHash } from './session-store.ts'

const maybe = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Optional(Type.Union([type, Type.Null()]))
const Body = strict({
  name: Type.Optional(Words(200)), language: Type.Optional(Type.Union(languages.map((one) => Type.Literal(one)))), time_zone: maybe(Words(60)), picture: maybe(Type.String({ format: 'uuid' })),
})
const own = ['name', 'language', 'time_zone', 'picture'] as const

/** What everybody may know and change of himself, whatever his roles say of the list of people. */
export const meRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const config = { access: 'signed-in' } as const
  const read = async (request: FastifyRequest) => {
    const { workspace } = request
    const person = await ownPerson(request)
    const entity = workspace.live().model.entities.get('user') ?? fail(404, 'access.unknown_user')
    const about = { workspace, actor: { ...request.actor, roles: ['administrator'] } }
    const row = valueOf<Row | null>(await services.reading(request).get(readerOf(about, services.now()), entity.key, { id: person.id, parameters: {} }))
    const fields = Object.fromEntries(own.map((key) => [key, row?.[entity.fields.get(key)?.name ?? key] ?? null]))
    return { ...fields, id: person.id, email: person.email, roles: person.roles, password: (await readPasswordHash(workspace.database, workspace.schema, person.id)) !== null }
  }
  app.get('/api/_/me', { config }, read)
  app.patch('/api/_/me', { config, schema: { body: Body } }, async (request) => {
    const person = await ownPerson(request)
    const space = spaceOf(request, services.now)
    const entity = space.model.entities.get('user') ?? fail(404, 'access.unknown_user')
    const data = Object.fromEntries(own.filter((key) => request.body[key] !== undefined).map((key) => [entity.fields.get(key)?.name ?? key, request.body[key]]))
    await space.database.transaction((tx) => updateRecords(openSession(space, tx, { ...request.actor, kind: 'system' }), entity, { inputs: [{ id: person.id, data }], show: async () => null }))
    return read(request)
  })
}

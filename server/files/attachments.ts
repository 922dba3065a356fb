import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Entity } from '../../metadata/model/model.ts'
import { appendEvents } from '../events/append.ts'
import { fail } from '../http/errors.ts'
import { strict } from '../http/schema.ts'
import { entityNamed } from '../records/batch.ts'
import { heldGrants } from '../records/grants.ts'
import { mustRead, spaceOf } from '../records/request-space.ts'
import { answer, type RecordServices, writing } from '../records/routes.ts'
import { openSession } from '../records/service.ts'
import { type Session, tableOf } from '../records/space.ts'

/** Stands for a field where a file belongs to the record as a whole: who may read the record may read it. */
export const wholeRecord = '*'
const One = strict({ entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), id: Type.String({ format: 'uuid' }) })
const OneFile = strict({ ...One.properties, file: Type.String({ format: 'uuid' }) })
const config = { access: 'record' } as const
interface Attached { readonly id: string; readonly name: string; readonly size: number; readonly type: string; readonly owner: string | null; readonly created_at: string }
const columns = 'id, name, size, type, owner, created_at'

/** Files of a record that no field asks for. Who may change the record may add and remove them. */
export const attachmentRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  const seen = async (request: FastifyRequest, session: Session, at: { entity: string; id: string }): Promise<Entity> => {
    const entity = entityNamed(session, at.entity)
    await mustRead(services.reading(request), request, { session, entity, id: at.id })
    return entity
  }
  const changing = async (request: FastifyRequest, session: Session, at: { entity: string; id: string }): Promise<Entity> => {
    const entity = await seen(request, session, at)
    const [update = []] = (await heldGrants(session, { entity, ids: [at.id] }, ['update'])).get(at.id) ?? []
    return update.length > 0 ? entity : fail(403, 'attachment.forbidden')
  }
  app.get('/api/:entity/:id/files', { config, schema: { params: One } }, (request) => {
    const space = spaceOf(request, services.now)
    return space.database.transaction(async (tx) => {
      const session = openSession(space, tx, request.actor)
      const entity = await seen(request, session, request.params)
      return { rows: await attachmentsOf(session, entity, request.params.id) }
    })
  })
  app.post('/api/:entity/:id/files', { config, schema: { params: One, body: strict({ file: Type.String({ format: 'uuid' }) }) } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await changing(request, session, request.params)
      return { status: 201, body: await attach(session, entity, { record: request.params.id, file: request.body.file }) }
    })))
  app.delete('/api/:entity/:id/files/:file', { config, schema: { params: OneFile } }, async (request, reply) =>
    answer(reply, await writing(services, request, async (session) => {
      const entity = await changing(request, session, request.params)
      await detach(session, entity, { record: request.params.id, file: request.params.file })
      return { status: 204, body: null }
    })))
}

const attachmentsOf = ({ tx, space }: Session, entity: Entity, record: string): Promise<Attached[]> =>
  tx.query<Attached>(`select ${columns} from ${tableOf(space, '_files')} where entity = $1 and record = $2 and field = $3 order by created_at desc, id desc limit 500`, [entity.key, record, wholeRecord])

interface Which { readonly record: string; readonly file: string }
/** Only one's own file that no record has yet. */
async function attach(session: Session, entity: Entity, { record, file }: Which): Promise<Attached> {
  const { tx, space, actor } = session
  const [row] = await tx.query<Attached>(`update ${tableOf(space, '_files')} set entity = $2, record = $3, field = $4 where id = $1 and record is null and owner is not distinct from $5::uuid returning ${columns}`, [file, entity.key, record, wholeRecord, actor.id])
  if (!row) return fail(404, 'file.not_found')
  await appendEvents(session, [{ entity: entity.key, record, kind: 'file_added', version: null, changes: null }])
  return row
}
/** It belongs to no record any more, and is cleaned away as such. */
async function detach(session: Session, entity: Entity, { record, file }: Which): Promise<void> {
  const { tx, space } = session
  const [row] = await tx.query(`update ${tableOf(space, '_files')} set entity = null, record = null, field = null where id = $1 and entity = $2 and record = $3 and field = $4 returning id`, [file, entity.key, record, wholeRecord])
  if (!row) fail(404, 'file.not_found')
  await appendEvents(session, [{ entity: entity.key, record, kind: 'file_removed', version: null, changes: null }])
}

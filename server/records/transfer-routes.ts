import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Row } from '../../metadata/api/records.ts'
import { isObject } from '../../metadata/base/json.ts'
import type { Entity, Field } from '../../metadata/model/model.ts'
import { mustBeLive } from '../http/moved.ts'
import { strict } from '../http/schema.ts'
import { uploadedFile } from '../http/upload.ts'
import { entityNamed } from './batch.ts'
import { csvOf, exportable, jsonOf } from './export.ts'
import { type ImportAsk, type Imported, importRows } from './import.ts'
import { refuse } from './refusal.ts'
import { readerOf, spaceOf, valueOf } from './request-space.ts'
import type { RecordServices } from './routes.ts'
import { openSession } from './service.ts'
import { rightsOf } from './space.ts'

const name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
const Named = strict({ entity: name })
/** `map`: JSON, column heading → field name. `into`: a field of line items or links that the file fills. `try`: writes nothing. `partial`: good rows stay though others are refused. */
const ImportQuery = Type.Object({ key: Type.Optional(name), into: Type.Optional(name), map: Type.Optional(Type.String({ maxLength: 50_000 })), try: Type.Optional(Type.Boolean()), partial: Type.Optional(Type.Boolean()) }, { additionalProperties: false })
const Anything = Type.Record(Type.String(), Type.String())
const config = { access: 'record' } as const
/** Thrown to roll back what was only tried. */
class Tried extends Error {
  readonly result: Imported
  constructor(result: Imported) {
    super('tried')
    this.result = result
  }
}
interface Form { readonly type: string; readonly extension: string; readonly write: (fields: readonly Field[], rows: AsyncIterable<readonly Row[]>) => AsyncGenerator<string> }
const forms: readonly Form[] = [
  { extension: 'csv', type: 'text/csv; charset=utf-8', write: csvOf },
  { extension: 'json', type: 'application/json; charset=utf-8', write: (_, rows) => jsonOf(rows) },
]

/** Whole tables in and out. */
export const transferRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  await app.register(exportRoutes(services))
  await app.register(importRoutes(services))
}

const exportRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  for (const { extension, type, write } of forms) {
    app.get(`/api/_/export/:entity.${extension}`, { config, schema: { params: Named, querystring: Anything } }, async (request, reply) => {
      const space = spaceOf(request, services.now)
      const entity = entityNamed({ space, actor: request.actor }, request.params.entity)
      const rights = rightsOf(space, request.actor, entity)
      const fields = exportable(entity, ({ key }) => rights?.fields.has(key) ?? false)
      const rows = valueOf(await services.reading(request).stream(readerOf(request, services.now()), entity.key, request.query))
      return reply.type(type).header('content-disposition', `attachment; filename="${entity.name}.${extension}"`).send(Readable.from(write(fields, rows)))
    })
  }
}

const importRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  app.addContentTypeParser('text/csv', (_request, payload, done) => { done(null, payload) })
  app.post('/api/_/import/:entity', { config: { ...config, upload: true }, schema: { params: Named, querystring: ImportQuery } }, async (request) => {
    const space = spaceOf(request, services.now)
    const { version } = request.workspace.live()
    const entity = entityNamed({ space, actor: request.actor }, request.params.entity)
    const { key, into, map, try: tried, partial } = request.query
    const ask: ImportAsk = { entity, csv: await fileOf(request, entity), ...(key === undefined ? {} : { key }), ...(into === undefined ? {} : { into }), ...(map === undefined ? {} : { map: readMap(map) }) }
    try {
      return await space.database.transaction(async (tx) => {
        const result = await importRows(openSession(space, tx, request.actor), ask)
        // What is beyond the largest size is cut off without an error: half a file is no file.
        if ((ask.csv as { truncated?: boolean }).truncated) throw refuse(413, 'request.too_large')
        // Unless asked otherwise, a file with one bad row leaves nothing behind.
        if (tried || (result.refused.length > 0 && !partial)) throw new Tried(result)
        await mustBeLive(tx, request, version)
        return { ...result, written: true }
      })
    } catch (error) {
      if (error instanceof Tried) return { ...error.result, written: false }
      throw error
    }
  })
}

async function fileOf(request: FastifyRequest, entity: Entity): Promise<Readable> {
  if (request.isMultipart()) return (await uploadedFile(request))?.file ?? Readable.from([''])
  if (request.body instanceof Readable) return request.body
  throw refuse(415, 'import.unreadable', { reason: entity.name })
}

function readMap(text: string): Record<string, string> {
  let map: unknown = null
  try {
    map = JSON.parse(text)
  } catch {
    // Said below, like any other map that is none.
  }
  if (!isObject(map) || !Object.values(map).every((one) => typeof one === 'string')) throw refuse(400, 'import.bad_map')
  return map as Record<string, string>
}

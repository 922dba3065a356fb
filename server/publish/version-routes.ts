import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Change, diff } from '../../metadata/change/diff.ts'
import { compileModel } from '../../metadata/model/compile.ts'
import type { Layer, Model } from '../../metadata/model/model.ts'
import { AppError, fail } from '../http/errors.ts'
import { strict, Whole } from '../http/schema.ts'
import { countWaiting } from './quarantine-rows.ts'
import type { Publishing } from './service.ts'

const Version = strict({ version: Whole(1) })
const Other = strict({ with: Whole(1) })
const config = { access: 'designer' } as const

/** What a designer looks at before an earlier version is published again. */
export const versionRoutes = (publishing: (request: FastifyRequest) => Publishing): FastifyPluginAsyncTypebox => async (app) => {
  const layersOf = async (request: FastifyRequest, version: number): Promise<readonly Layer[]> =>
    (await publishing(request).layersOf(version)) ?? fail(404, 'publish.unknown_version', { version })
  app.get('/api/_/publish/versions/:version/layers', { config, schema: { params: Version } }, async (request) =>
    ({ version: request.params.version, rows: await layersOf(request, request.params.version) }))
  app.post('/api/_/publish/versions/:version/preview', { config, schema: { params: Version } }, async (request) => {
    const service = publishing(request)
    const layers = await layersOf(request, request.params.version)
    return { base: service.live().version, ...(await service.preview(layers)) }
  })
  /** What was changed from `with` to this version. */
  app.get('/api/_/publish/versions/:version/changes', { config, schema: { params: Version, querystring: Other } }, async (request): Promise<{ rows: Change[] }> => {
    const from = compiled(await layersOf(request, request.query.with))
    return { rows: diff(from, compiled(await layersOf(request, request.params.version))) }
  })
  app.get('/api/_/publish/quarantine/rows', { config }, async (request) =>
    ({ rows: await countWaiting(request.workspace.database, request.workspace.schema, publishing(request).live().model) }))
}

/** A version that this program can no longer read is told with what is wrong in it. */
function compiled(layers: readonly Layer[]): Model {
  const result = compileModel(layers)
  if (!result.ok) throw new AppError(422, 'publish.problems', { params: { count: result.problems.length }, problems: result.problems })
  return result.model
}

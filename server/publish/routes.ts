import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { fold } from '../../metadata/model/fold.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { AppError, fail } from '../http/errors.ts'
import { strict, Whole, Words } from '../http/schema.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { withLayer } from './manifest.ts'
import { listQuarantine, purgeQuarantine } from './quarantine.ts'
import type { Live, Publishing, PublishOptions } from './service.ts'
import { listVersions, versionPlan } from './store.ts'
import { versionRoutes } from './version-routes.ts'

export interface PublishServices { readonly publishing: (request: FastifyRequest) => Publishing }

const name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
const anything = Type.Record(Type.String(), Type.Unknown())
const LayerBody = strict({
  name, label: Words(200), version: Words(50), needs: Type.Array(name, { maxItems: 50 }),
  documents: Type.Record(Type.String(), anything), edits: Type.Record(Type.String(), Type.Record(Type.String(), anything)),
  description: Type.Optional(Words(10_000)),
})
const Put = strict({ layer: LayerBody, base: Type.Optional(Whole(0)) })
const Publish = strict({ layer: LayerBody, base: Whole(0), acceptLoss: Type.Optional(Type.Boolean()), note: Type.Optional(Words(1000)) })
const Again = strict({ base: Whole(0), acceptLoss: Type.Optional(Type.Boolean()) })
const Version = strict({ version: Whole(1) })
const Id = strict({ id: Type.String({ format: 'uuid' }) })
const Number_ = strict({ id: Whole(1) })
const config = { access: 'designer' } as const
// A model of 900 entities is some megabytes of JSON.
const bodyLimit = 32 * 1_048_576

export const publishRoutes = (services: PublishServices): FastifyPluginAsyncTypebox => async (app) => {
  await app.register(liveRoutes(services))
  await app.register(draftRoutes(services))
  await app.register(versionRoutes(services.publishing))
}

const liveRoutes = ({ publishing }: PublishServices): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/publish', { config }, async (request) => summary(publishing(request).live()))
  app.get('/api/_/publish/layers/:name', { config, schema: { params: strict({ name }) } }, async (request) =>
    publishing(request).live().layers.find((layer) => layer.name === request.params.name) ?? fail(404, 'publish.unknown_template', { name: request.params.name }))
  app.get('/api/_/publish/versions', { config }, async (request) => ({ rows: await listVersions(request.workspace.database, request.workspace.schema) }))
  app.get('/api/_/publish/versions/:version', { config, schema: { params: Version } }, async (request) => {
    const { version } = request.params
    const steps = await versionPlan(request.workspace.database, request.workspace.schema, version)
    return steps ? { version, steps } : fail(404, 'publish.unknown_version', { version })
  })
  app.post('/api/_/publish/preview', { config, bodyLimit, schema: { body: Put } }, async (request) => {
    const service = publishing(request)
    return { base: service.live().version, ...(await service.preview(withLayer(service.live().layers, request.body.layer as Layer))) }
  })
  app.post('/api/_/publish', { config, bodyLimit, schema: { body: Publish } }, async (request) => {
    const service = publishing(request)
    const { layer, base, acceptLoss = false, note = '' } = request.body
    return publishLayers(service, request, { layers: withLayer(service.live().layers, layer as Layer), base, acceptLoss, note })
  })
  app.post('/api/_/publish/versions/:version/publish', { config, schema: { params: Version, body: Again } }, async (request) => {
    const service = publishing(request)
    const { version } = request.params
    const layers = (await service.layersOf(version)) ?? fail(404, 'publish.unknown_version', { version })
    return publishLayers(service, request, { layers, base: request.body.base, acceptLoss: request.body.acceptLoss ?? false, note: `= ${version}` })
  })
  app.get('/api/_/publish/quarantine', { config }, async (request) => ({ rows: await listQuarantine(request.workspace.database, request.workspace.schema) }))
  app.delete('/api/_/publish/quarantine/:id', { config: { access: 'administrator' }, schema: { params: Number_ } }, async (request, reply) => {
    const { database, schema } = request.workspace
    const purged = await database.transaction((tx) => purgeQuarantine(tx, schema, { id: request.params.id, live: async () => (await publishing(request).reload()).model }))
    return purged ? reply.code(204).send() : fail(404, 'publish.unknown_quarantine')
  })
}

const refusals = new Set<string>(['publish.base_moved', 'publish.loses', 'publish.duplicates', 'publish.overlaps'])
type Wanted = Pick<PublishOptions, 'layers' | 'acceptLoss' | 'note' | 'belonging'> & { readonly base: number }
async function publishLayers(service: Publishing, { actor }: FastifyRequest, { base, ...wanted }: Wanted) {
  const result = await service.publish({ ...wanted, baseVersion: base, actor })
  if (result.ok) return summary(result.value)
  const [first] = result.problems
  if (first && refusals.has(first.code)) throw new AppError(409, first.code, { params: first.params, problems: result.problems })
  throw new AppError(422, 'publish.problems', { params: { count: result.problems.length }, problems: result.problems })
}
const countIn = (byKind: Readonly<Record<string, object>>): number => Object.values(byKind).reduce((sum, byKey) => sum + Object.keys(byKey).length, 0)
const overview = ({ name, label, version, documents, edits }: Layer) =>
  ({ name, label, version, objects: countIn(documents), edits: Object.values(edits).reduce((sum, byKind) => sum + countIn(byKind), 0) })
const summary = ({ version, layers }: Live) =>
  ({ version, layers: layers.map(overview), conflicts: fold(layers).conflicts })

const NewDraft = strict({ name: Type.Optional(Words(200)), layer: name })
const revision = Whole(1)
const SaveDraft = strict({ layer: LayerBody, revision })
/** One document of the draft's layer; null takes it out. */
const SaveDocument = strict({ doc: Type.Union([anything, Type.Null()]), revision })
const kind = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
const OneDocument = strict({ id: Type.String({ format: 'uuid' }), kind, key: Type.String({ pattern: '^[a-z][A-Za-z0-9_.-]{0,99}$' }) })
const EditsOfOne = strict({ ...OneDocument.properties, of: name })
const PublishDraft = strict({ acceptLoss: Type.Optional(Type.Boolean()), note: Type.Optional(Words(1000)), revision })

const draftRoutes = ({ publishing }: PublishServices): FastifyPluginAsyncTypebox => async (app) => {
  const drafts = (request: FastifyRequest): Drafts => createDrafts({ database: request.workspace.database, schema: request.workspace.schema, publishing: publishing(request), actor: request.actor })
  app.get('/api/_/drafts', { config }, async (request) => ({ rows: await drafts(request).list() }))
  app.post('/api/_/drafts', { config, schema: { body: NewDraft } }, async (request, reply) => {
    void reply.code(201)
    return drafts(request).create(request.body.name ?? '', request.body.layer)
  })
  app.get('/api/_/drafts/:id', { config, schema: { params: Id } }, async (request) => drafts(request).get(request.params.id))
  app.put('/api/_/drafts/:id', { config, bodyLimit, schema: { params: Id, body: SaveDraft } }, async (request) =>
    drafts(request).save(request.params.id, { layer: request.body.layer as Layer, revision: request.body.revision }))
  app.get('/api/_/drafts/:id/documents/:kind/:key', { config, schema: { params: OneDocument } }, async (request) => drafts(request).document(request.params.id, request.params))
  app.put('/api/_/drafts/:id/documents/:kind/:key', { config, schema: { params: OneDocument, body: SaveDocument } }, async (request) =>
    drafts(request).saveDocument(request.params.id, request.params, request.body))
  app.put('/api/_/drafts/:id/edits/:of/:kind/:key', { config, schema: { params: EditsOfOne, body: SaveDocument } }, async (request) =>
    drafts(request).saveEdits(request.params.id, request.params, request.body))
  app.delete('/api/_/drafts/:id', { config, schema: { params: Id } }, async (request, reply) => {
    await drafts(request).remove(request.params.id)
    return reply.code(204).send()
  })
  app.post('/api/_/drafts/:id/preview', { config, schema: { params: Id } }, async (request) => {
    const { layers, base } = await drafts(request).open(request.params.id)
    return { base, ...(await publishing(request).preview(layers)) }
  })
  app.post('/api/_/drafts/:id/publish', { config, schema: { params: Id, body: PublishDraft } }, async (request) => {
    const { acceptLoss = false, note = '', revision } = request.body
    const own = drafts(request)
    const { layers, base } = await own.open(request.params.id, revision)
    return publishLayers(publishing(request), request, { layers, base, acceptLoss, note, belonging: (tx) => own.finish(tx, request.params.id, revision) })
  })
}

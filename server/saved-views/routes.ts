import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Transaction } from '../db/database.ts'
import { fail } from '../http/errors.ts'
import { mayCall } from '../http/guard.ts'
import { strict, Whole, Words } from '../http/schema.ts'
import { entityNamed } from '../records/batch.ts'
import { readerOf, spaceOf } from '../records/request-space.ts'
import type { RecordServices } from '../records/routes.ts'
import { seenState } from './seen.ts'
import { insertView, mostViews, nameTaken, type Place, removeView, type Store, type StoredView, updateView, viewFor, viewsAt } from './store.ts'

const config = { access: 'signed-in' } as const
const Path = Type.String({ pattern: '^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*$', maxLength: 300 })
const State = strict({ filter: Words(8000), search: Words(300), sort: Words(1000), columns: Type.Array(Path, { maxItems: 100 }), group: Type.Union([Type.Null(), Type.Array(Path, { maxItems: 3 })]), deleted: Type.Boolean() })
const Name = Type.Intersect([Words(80), Type.String({ pattern: '\\S' })])
const Roles = Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), { maxItems: 50, uniqueItems: true })
const At = strict({ entity: Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' }), view: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' })) })
const New = strict({ ...At.properties, name: Name, shared: Type.Optional(Type.Boolean()), roles: Type.Optional(Roles), state: State })
const Change = strict({ version: Whole(1), name: Type.Optional(Name), shared: Type.Optional(Type.Boolean()), roles: Type.Optional(Roles), state: Type.Optional(State) })
const Id = strict({ id: Type.String({ format: 'uuid' }) })

/** Views of a list: each one's own, and those that who designs shares with all, with what people of a role begin with. */
export const savedViewRoutes = (services: RecordServices): FastifyPluginAsyncTypebox => async (app) => {
  app.get('/api/_/views', { config, schema: { querystring: At } }, async (request) => {
    const place = placeOf(services, request, request.query)
    const { database: db, schema } = request.workspace
    const rows = await viewsAt({ db, schema }, place, String(request.actor.id))
    return { rows: rows.map((row) => told(services, request, row)), may_share: mayShare(request) }
  })
  app.post('/api/_/views', { config, schema: { body: New } }, async (request, reply) => {
    const made = await changing(request, (store) => create(services, request, { store, body: request.body }))
    return reply.code(201).send(told(services, request, made))
  })
  app.patch('/api/_/views/:id', { config, schema: { params: Id, body: Change } }, async (request) =>
    told(services, request, await changing(request, (store) => change(services, request, { store, id: request.params.id, body: request.body }))))
  app.delete('/api/_/views/:id', { config, schema: { params: Id } }, async (request, reply) => {
    await changing(request, async (store) => {
      const row = await mustChange(services, request, { store, id: request.params.id })
      await removeView(store, row.id)
    })
    return reply.code(204).send()
  })
}

const mayShare = ({ actor }: FastifyRequest): boolean => mayCall('designer', actor.roles)
const changing = <T>({ workspace: { database, schema } }: FastifyRequest, work: (store: Store) => Promise<T>): Promise<T> => database.transaction((tx: Transaction) => work({ db: tx, schema }))

/** An entity that the caller may not read is not there; a view's key is only a mark, what it says of itself is in the model. */
function placeOf(services: RecordServices, request: FastifyRequest, { entity, view = '' }: Static<typeof At>): Place {
  return { entity: entityNamed({ space: spaceOf(request, services.now), actor: request.actor }, entity).key, view }
}

function told(services: RecordServices, request: FastifyRequest, row: StoredView) {
  const { actor } = request
  const mine = row.owner === actor.id
  const seen = seenState(readerOf(request, services.now()), row.entity, row.state)
  const share = mayShare(request)
  const standard = row.shared && row.roles.some((role) => actor.roles.includes(role))
  return { id: row.id, name: row.name, mine, shared: row.shared, may_change: row.shared ? share : mine, roles: share ? row.roles : [], standard, ...seen, version: row.version }
}

interface Creating { readonly store: Store; readonly body: Static<typeof New> }
async function create(services: RecordServices, request: FastifyRequest, { store, body }: Creating): Promise<StoredView> {
  const { name: said, shared = false, roles = [], state } = body
  if ((shared || roles.length > 0) && !mayShare(request)) fail(403, 'saved_view.may_not_share')
  const made = { ...placeOf(services, request, body), owner: String(request.actor.id), name: said.trim(), shared, roles: shared ? roles : [], state }
  if (await nameTaken(store, { ...made, id: null })) fail(409, 'saved_view.name_taken', { name: made.name })
  return (await insertView(store, made)) ?? fail(409, 'saved_view.too_many', { most: mostViews })
}

interface Which { readonly store: Store; readonly id: string }
async function change(services: RecordServices, request: FastifyRequest, { store, id, body }: Which & { body: Static<typeof Change> }): Promise<StoredView> {
  const row = await mustChange(services, request, { store, id })
  const next = { ...row, name: body.name?.trim() ?? row.name, shared: body.shared ?? row.shared, roles: body.roles ?? row.roles, state: body.state ?? row.state }
  if ((next.shared || body.roles?.length) && !mayShare(request)) fail(403, 'saved_view.may_not_share')
  if (body.version !== row.version) fail(409, 'saved_view.changed')
  if (await nameTaken(store, next)) fail(409, 'saved_view.name_taken', { name: next.name })
  return updateView(store, { ...next, roles: next.shared ? next.roles : [] })
}

/** Another's own view is not there; a shared one is changed by those who may share. */
async function mustChange(services: RecordServices, request: FastifyRequest, { store, id }: Which): Promise<StoredView> {
  const row = (await viewFor(store, id, String(request.actor.id))) ?? fail(404, 'saved_view.not_found')
  const { model, rights } = readerOf(request, services.now())
  if (!model.entities.has(row.entity) || (rights.entity(row.entity)?.read.length ?? 0) === 0) fail(404, 'saved_view.not_found')
  if (row.shared && !mayShare(request)) fail(403, 'saved_view.may_not_share')
  return row
}

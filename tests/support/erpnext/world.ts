import { randomUUID } from 'node:crypto'
import type { Entity } from '../../../metadata/model/model.ts'
import type { Actor } from '../../../server/access/actor.ts'
import type { Database } from '../../../server/db/database.ts'
import { createHttp } from '../../../server/http/app.ts'
import { publishRoutes } from '../../../server/publish/routes.ts'
import { recordRoutes } from '../../../server/records/routes.ts'
import { loadWorkspace } from '../../../server/workspace-state.ts'
import { type Body, bodyFor, type Extent, type Supply } from './generate.ts'

export interface Answer { readonly status: number; readonly body: Body & { readonly id: string; readonly problems?: readonly { code: string; path: string }[] } }
export interface World {
  readonly state: Awaited<ReturnType<typeof loadWorkspace>>
  readonly actor: Actor
  readonly supply: Supply
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<Answer>
  /** Makes a record through the API and answers what was sent and what came back. */
  create(entity: Entity, extent: Extent): Promise<{ sent: Body; answer: Answer }>
  close(): Promise<void>
}

/** The workspace as a server opens it: the newest model read and compiled; a new one gets the base layer. */
export const openState = (database: Database, schema: string) => loadWorkspace({ name: 'main', schema, label: 'Main', hosts: [], database } as unknown as Parameters<typeof loadWorkspace>[0])

/** A workspace with the base layer, served without a network; whoever asks is its administrator. */
export async function openWorld(database: Database, schema: string): Promise<World> {
  const state = await openState(database, schema)
  const admin = randomUUID()
  await database.query(`insert into "${schema}"."user" (id, name, email, roles, active) values ($1, 'Ada', 'ada@example.org', '{administrator}', true)`, [admin])
  const actor: Actor = { kind: 'user', id: admin, name: 'Ada', roles: ['administrator'], language: 'en', zone: 'UTC' }
  const app = await createHttp({ find: () => state, identify: async () => ({ actor, session: null }), publicUrl: null, frontEnd: null, log: 'silent' })
  await app.register(recordRoutes({ reading: () => state.reading, now: () => new Date() }))
  await app.register(publishRoutes({ publishing: () => state.publishing }))
  await app.ready()
  const ask: World['ask'] = async (method, url, body) => {
    const reply = await app.inject({ method, url, headers: { 'x-officina': '1' }, ...(body === undefined ? {} : { payload: body as object }) })
    return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json() } as Answer
  }
  const sent = new Map<string, Body>()
  const made = new Map<string, Promise<string | null> | null>([['user', Promise.resolve(admin)]])
  const model = () => state.live().model
  const create: World['create'] = async (entity, extent) => {
    const body = await bodyFor(supply, entity, extent)
    const answer = await ask('POST', `/api/${entity.name}`, body)
    if (answer.status === 201) sent.set(answer.body.id, body)
    return { sent: body, answer }
  }
  const must = async (key: string): Promise<string> => {
    const { answer, sent: body } = await create(model().entities.get(key)!, 'needed')
    if (answer.status !== 201) throw new Error(`${key}: ${JSON.stringify(answer.body)} for ${JSON.stringify(body)}`)
    return answer.body.id
  }
  const supply: Supply = {
    get model() { return model() },
    sent,
    record: async (key, fresh) => {
      if (fresh) return must(key)
      const known = made.get(key)
      if (known !== undefined) return known
      // Null while it is being made: a ring of links is closed by nobody.
      made.set(key, null)
      try {
        const id = await must(key)
        made.set(key, Promise.resolve(id))
        return id
      } catch (error) {
        // The next one who needs it is told the same.
        made.delete(key)
        throw error
      }
    },
    file: async () => {
      const id = randomUUID()
      await database.query(`insert into "${schema}"._files (id, name, size, type, sha256, storage_key, owner) values ($1, 'a.png', 1, 'image/png', '', '', $2)`, [id, admin])
      return id
    },
  }
  return { state, actor, supply, ask, create, close: () => app.close() }
}

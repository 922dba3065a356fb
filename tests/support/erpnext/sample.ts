import type { ClientModel } from '../../../metadata/api/client-model.ts'
import { isObject } from '../../../metadata/base/json.ts'
import { type Env, holds } from '../../../metadata/expressions/evaluate.ts'
import type { Expr } from '../../../metadata/expressions/tree.ts'
import { compileModel } from '../../../metadata/model/compile.ts'
import type { Entity, Layer, Model } from '../../../metadata/model/model.ts'
import type { TestServer } from '../server.ts'
import { type Body, bodyFor, type Extent, type Supply, writable } from './generate.ts'

/** The smallest PNG: one grey pixel. */
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

/** What the list and the form of an entity must show of a record. */
export interface Screen {
  readonly entity: string
  readonly app: string
  readonly view: string
  readonly plural: string
  readonly id: string
  readonly columns: number
  /** Names of the fields that its form shows for this record, sorted. */
  readonly fields: readonly string[]
  /** A text field that may be typed into, if there is one. */
  readonly text: string | undefined
}

/** So many entities with a record each: the widest half, and others from all over the set. */
export async function screensOf(server: TestServer, layer: Layer, count: number): Promise<readonly Screen[]> {
  const compiled = compileModel([(await server.ask('GET', '/_/publish/layers/base')).body as Layer, layer])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems[0]))
  const { model } = compiled
  const { body: client } = await server.ask<ClientModel>('GET', '/_/meta?language=en')
  const all = [...model.entities.values()].filter((e) => e.layer === layer.name && !e.parent && !e.single && client.documents.some(({ kind, key }) => kind === 'view' && key === e.key)).toSorted((a, b) => b.fields.size - a.fields.size)
  const half = count / 2
  const step = (all.length - half) / half
  const sample = [...all.slice(0, half), ...Array.from({ length: half }, (_, n) => all[half + Math.floor(n * step)]!)]
  const supply = await supplyOf(server, model)
  const screens: Screen[] = []
  for (const entity of sample) screens.push(await screenOf({ server, client, supply }, entity))
  return screens
}

interface At { readonly server: TestServer; readonly client: ClientModel; readonly supply: Made }
async function screenOf({ server, client, supply }: At, entity: Entity): Promise<Screen> {
  const id = await supply.create(entity, 'all')
  const { body: self } = await server.ask('GET', `/${entity.name}/${id}`)
  const doc = (kind: string): Body => client.documents.find((one) => one.kind === kind && one.key === entity.key)?.doc ?? {}
  const app = client.documents.find((one) => one.kind === 'app' && JSON.stringify(one.doc).includes(`"${entity.key}"`))!.key
  const env: Env = { self, parent: null, me: null, today: new Date().toISOString().slice(0, 10), now: new Date().toISOString(), lookup: (_, target) => ({ id: target, ...supply.sent.get(target) }) }
  const shows = (visible: unknown): boolean => !isObject(visible) || holds(visible as unknown as Expr, env)
  const listed = formFields(doc('form'), shows)
  const fields = (listed.length > 0 ? listed : [...entity.fields.keys()]).map((key) => entity.fields.get(key)!).filter(({ key }) => shows(client.entities.find((one) => one.key === entity.key)!.fields.find((one) => one.key === key)!.visible))
  const text = fields.find((f) => f.type.name === 'text' && writable(f) && f.readonly === false && f.options.immutable !== true && f.options.unique !== true && !f.check && Number(f.options['max_length'] ?? 255) > 20)?.name
  return { entity: entity.name, app, view: entity.key, plural: entity.plural, id, columns: columnsOf(doc('view')), fields: [...new Set(fields.map(({ name }) => name))].toSorted(), text }
}
const columnsOf = (view: Body): number => (isObject(view['list']) && Array.isArray(view['list']['columns']) ? view['list']['columns'].length : 0)

/** Keys of the fields in the parts of a form that are shown. */
function formFields(part: Body, shows: (visible: unknown) => boolean): string[] {
  if (!shows(part['visible'])) return []
  const own = Array.isArray(part['fields']) ? part['fields'].flatMap((entry) => (typeof entry === 'string' ? [entry] : isObject(entry) && typeof entry['field'] === 'string' ? [entry['field']] : [])) : []
  const inner = [part['sections'], part['tabs']].flatMap((parts) => (isObject(parts) ? Object.values(parts).filter(isObject) : []))
  return [...own, ...inner.flatMap((one) => formFields(one, shows))]
}

interface Made extends Supply { create(entity: Entity, extent: Extent): Promise<string> }
/** Records that others link to are made when they are first needed, by requests as a person makes them. */
async function supplyOf(server: TestServer, model: Model): Promise<Made> {
  const sent = new Map<string, Body>()
  const made = new Map<string, Promise<string | null> | null>([['user', Promise.resolve((await server.ask('GET', '/user?size=1')).body.rows[0].id as string)]])
  const create = async (entity: Entity, extent: Extent): Promise<string> => {
    const body = await bodyFor(supply, entity, extent)
    const answer = await server.ask('POST', `/${entity.name}`, body)
    if (answer.status !== 201) throw new Error(`${entity.key}: ${JSON.stringify(answer.body)} for ${JSON.stringify(body)}`)
    sent.set(answer.body.id, body)
    return answer.body.id
  }
  const supply: Made = {
    model, sent, create,
    record: async (key, fresh) => {
      const known = fresh ? undefined : made.get(key)
      if (known !== undefined) return known
      // Null while it is being made: a ring of links is closed by nobody.
      if (!fresh) made.set(key, null)
      const id = await create(model.entities.get(key)!, 'needed')
      if (!fresh) made.set(key, Promise.resolve(id))
      return id
    },
    file: async () => {
      const form = new FormData()
      form.append('file', new Blob([Buffer.from(onePixel, 'base64')]), 'a.png')
      return ((await (await fetch(`${server.url}/api/_/files`, { method: 'POST', body: form, headers: { 'x-officina': '1', cookie: server.cookie } })).json()) as { id: string }).id
    },
  }
  return supply
}

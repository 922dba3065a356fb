import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entity, Field, Layer } from '../../metadata/model/model.ts'
import { testDatabase } from '../support/database.ts'
import { quoted } from '../support/erpnext/conditions.ts'
import { type Body, plainValue, writable } from '../support/erpnext/generate.ts'
import { erpnextLayer } from '../support/erpnext/layer.ts'
import { isPresent, readSource } from '../support/erpnext/source.ts'
import { type Answer, openState, openWorld, type World } from '../support/erpnext/world.ts'

const place = isPresent ? await testDatabase({ system: true }) : null

describe.skipIf(!place)('200 document types of a real ERP', () => {
  let world: World
  let layer: Layer
  let entities: Entity[]
  /** The full record of each entity, as sent and as answered. */
  const records = new Map<string, { sent: Body; answer: Answer }>()
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    console.log(`${what}: ${Math.round(performance.now() - start)} ms`)
    return result
  }
  const publish = (next: Layer) => world.ask('POST', '/api/_/publish', { layer: next, base: world.state.publishing.live().version })
  /** Runs for every entity and reports all that went wrong together. */
  const onEach = async (work: (entity: Entity) => Promise<unknown>): Promise<void> => {
    const wrong: string[] = []
    for (const entity of entities) await work(entity).catch((error: Error) => wrong.push(`${entity.key}: ${error.message.split('\n').slice(0, 12).join(' ')}`))
    expect(wrong).toEqual([])
  }

  beforeAll(async () => {
    layer = erpnextLayer(readSource())
    await timed('publishing all from an empty schema', async () => {
      world = await openWorld(place!.database, place!.schema)
      expect(await publish(layer)).toMatchObject({ status: 200 })
    })
    entities = [...world.supply.model.entities.values()].filter((e) => !e.parent && e.key !== 'user' && e.key !== 'department')
  })
  afterAll(() => world.close())

  test('one field more is published on its own', async () => {
    const customer = layer.documents.entity!.customer as { fields: object }
    const more: Layer = { ...layer, documents: { ...layer.documents, entity: { ...layer.documents.entity, customer: { ...customer, fields: { ...customer.fields, nickname: { type: 'text' } } } } } }
    await timed('publishing one field more', async () => expect(await publish(more)).toMatchObject({ status: 200 }))
    expect(world.supply.model.entities.get('customer')!.fields.has('nickname')).toBe(true)
    entities = [...world.supply.model.entities.values()].filter((e) => !e.parent && e.key !== 'user' && e.key !== 'department')
  })

  test('a server that starts finds the same model', async () => {
    const again = await timed('opening the published model', () => openState(place!.database, place!.schema))
    console.log(`heap in use: ${Math.round(process.memoryUsage().heapUsed / 1_048_576)} MB`)
    expect([...again.live().model.entities.keys()].toSorted()).toEqual([...world.supply.model.entities.keys()].toSorted())
  })

  test('a record of each is made with a value in every field that a person may fill, and read as it was sent', () => timed('creating and reading', () => onEach(async (entity) => {
    const made = await world.create(entity, 'all')
    expect(made.answer, JSON.stringify(made.sent)).toMatchObject({ status: 201 })
    records.set(entity.key, made)
    const read = await world.ask('GET', `/api/${entity.name}/${made.answer.body.id}`)
    expect(read.status).toBe(200)
    expect(plain(read.body)).toMatchObject(made.sent)
  })).then(() => {
    // What is not sent is hidden or locked by a condition on the values that were.
    const fillable = entities.flatMap((entity) => [...entity.fields.values()].filter(writable))
    const left = fillable.filter((field) => !(field.name in records.get(field.entity)!.sent))
    console.log(`${fillable.length - left.length} of ${fillable.length} fields were given a value`)
    expect(left.filter((field) => !field.visible && typeof field.readonly === 'boolean').map((field) => `${field.entity}.${field.key}`)).toEqual([])
  }), 60_000)

  test('each is listed, and found by a filter on a field of every type', () => timed('listing and filtering', () => onEach(async (entity) => {
    const { sent, answer: { body: { id } } } = records.get(entity.key)!
    const list = await world.ask('GET', `/api/${entity.name}?size=200`)
    expect(ids(list)).toContain(id)
    const byType = new Map([...entity.fields.values()].filter((f) => f.name in sent && filterable(f)).map((f) => [f.type.name, f]))
    for (const field of byType.values()) {
      const { name } = field
      const found = await world.ask('GET', `/api/${entity.name}?filter=${encodeURIComponent(`${name} == ${written(field, sent[name])}`)}`)
      expect(found.status, `${name}: ${JSON.stringify(found.body)}`).toBe(200)
      expect(ids(found), name).toContain(id)
    }
  })), 60_000)

  test('each is changed, and what was not given stays', () => timed('updating', () => onEach(async (entity) => {
    const { sent, answer: { body: { id } } } = records.get(entity.key)!
    const changes = Object.fromEntries([...entity.fields.values()].filter((f) => f.name in sent && changeable(f)).map((f) => [f.name, plainValue(f)]))
    const changed = await world.ask('PATCH', `/api/${entity.name}/${id}`, changes)
    expect(changed).toMatchObject({ status: 200 })
    expect(plain(changed.body)).toMatchObject({ ...sent, ...changes })
  })), 60_000)

  test('a value that is required is asked for by the name of its field', () => timed('required', () => onEach(async (entity) => {
    if (entity.single) return
    const lines = [...entity.fields.values()].filter((f) => f.childEntity && writable(f))
    const refused = await world.ask('POST', `/api/${entity.name}`, Object.fromEntries(lines.map((f) => [f.name, [{}]])))
    const asked = [
      ...needed(entity).filter((f) => !f.childEntity).map((f) => `/${f.name}`),
      ...lines.flatMap((line) => needed(world.supply.model.entities.get(line.childEntity!)!).map((f) => `/${line.name}/0/${f.name}`)),
    ]
    if (asked.length === 0) return
    expect(refused.status).toBe(400)
    expect(refused.body.problems!.filter((p) => p.code === 'record.required').map((p) => p.path)).toEqual(expect.arrayContaining(asked))
  })), 60_000)

  test('a value that is unique is refused the second time, by the name of its field', () => timed('unique', () => onEach(async (entity) => {
    for (const field of [...entity.fields.values()].filter((f) => f.options.unique === true && writable(f))) {
      const { sent, answer: { body: { id } } } = records.get(entity.key)!
      const now = (await world.ask('GET', `/api/${entity.name}/${id}`)).body[field.name]
      const twice = await world.ask('POST', `/api/${entity.name}`, { ...(await fresh(entity, sent)), [field.name]: now })
      expect(twice).toMatchObject({ status: 409, body: { problems: [{ code: 'record.unique', path: `/${field.name}` }] } })
    }
  })), 60_000)

  test('what is written twice is told by its version', () => timed('versions', () => onEach(async (entity) => {
    const { id } = records.get(entity.key)!.answer.body
    expect(await world.ask('PATCH', `/api/${entity.name}/${id}`, { _version: 1 })).toMatchObject({ status: 409, body: { code: 'record.changed' } })
  })), 60_000)

  test('each goes to the bin and comes back', () => timed('deleting and restoring', () => onEach(async (entity) => {
    const at = `/api/${entity.name}/${records.get(entity.key)!.answer.body.id}`
    expect(await world.ask('DELETE', at)).toMatchObject({ status: 204 })
    expect(await world.ask('GET', at)).toMatchObject({ status: 404 })
    expect(await world.ask('POST', `${at}/restore`)).toMatchObject({ status: 200 })
    expect(await world.ask('GET', at)).toMatchObject({ status: 200 })
  })), 60_000)

  const needed = (entity: Entity) => [...entity.fields.values()].filter((f) => f.required === true && !f.default && !f.visible && !f.type.computed)
  /** The same values again, but new ones where no two may be equal. Files belong to one record only. */
  const fresh = async (entity: Entity, sent: Body): Promise<Body> => {
    const body = { ...sent }
    for (const field of entity.fields.values()) {
      if (field.type.group === 'file') delete body[field.name]
      else if (field.childEntity && body[field.name] && !field.required) delete body[field.name]
      else if (field.options.unique === true && field.name in body) body[field.name] = field.relation?.kind === 'link' ? await world.supply.record(field.relation.to, true) : plainValue(field)
    }
    return body
  }
})

const ids = (answer: Answer): string[] => (answer.body.rows as { id: string }[]).map((row) => row.id)
const filterable = (field: Field): boolean => field.type.operators.includes('eq') && field.type.name !== 'dynamic_link' && !['time', 'duration'].includes(field.type.name)
const changeable = (field: Field): boolean =>
  ['text', 'long_text', 'rich_text', 'email', 'phone', 'integer', 'decimal', 'percent', 'money', 'date', 'datetime'].includes(field.type.name) && field.options.immutable !== true && typeof field.readonly === 'boolean'
/** A value as it stands in a filter. */
const written = ({ value: { kind } }: Field, value: unknown): string => (kind === 'number' || kind === 'boolean' ? String(value) : quoted(String(value)))
/** Files are read opened. */
const plain = (value: unknown): Body => JSON.parse(JSON.stringify(value), (_, one) => (one && typeof one === 'object' && 'size' in one && 'type' in one && 'name' in one ? one.id : one))

import { expect, test } from 'vitest'
import { types } from '../../metadata/base/value-type.ts'
import type { Actor } from '../../server/access/actor.ts'
import type { EntityRights, Grant, Rights } from '../../server/access/rights.ts'
import type { Transaction } from '../../server/db/database.ts'
import { once } from '../../server/records/idempotency.ts'
import { runBatch } from '../../server/records/batch.ts'
import { createRecords, openSession, removeRecord, restoreRecord, updateRecords } from '../../server/records/service.ts'
import type { Session, Space } from '../../server/records/space.ts'
import { testDatabase } from '../support/database.ts'
import { call, createTables, entity, literal, modelOf, path } from '../support/records-model.ts'

const { database, schema } = await testDatabase({ system: true, max: 20 })
const customer = entity('customer', { name: ['text', {}, { required: true }], code: ['text', { unique: true }], secret: ['text'], region: ['text'] })
const lines = entity('order.lines', {
  quantity: ['integer', {}, { required: true }], price: ['integer'],
  net: ['formula', {}, { value: types.integer, stored: true, formula: call('*', [path('order.lines', 'quantity'), path('order.lines', 'price')], types.integer) }],
}, { table: 'order__lines', parent: { entity: 'order', field: 'lines' } })
const order = entity('order', {
  number: ['sequence', { pattern: 'SO-{0000}', gapless: true }],
  customer: ['link', { to: 'customer' }],
  state: ['text', {}, { default: literal('draft', types.text) }],
  lines: ['children', {}, { childEntity: 'order.lines' }],
})
const model = modelOf(customer, order, lines)
await database.query(createTables(schema, model))

const system: Actor = { kind: 'system', id: null, name: 'test', roles: [], language: 'en', zone: 'UTC' }
const clerk: Actor = { kind: 'user', id: '0199c4a0-0000-7000-8000-000000000001', name: 'Ann', roles: ['clerk'], language: 'en', zone: 'UTC' }
const north: Grant = { role: 'clerk', id: 0, when: call('==', [path('customer', 'region', types.text), literal('north', types.text)], types.boolean) }
const clerkRights: EntityRights = {
  read: [north], create: [north], update: [north], delete: [], export: false, import: false, transitions: [],
  fields: new Map(['name', 'code', 'region'].map((key) => [key, { read: 'always' as const, write: 'always' as const }])),
}
const rights: Rights = { roles: 'clerk', entity: (key) => (key === 'customer' ? clerkRights : null) }
const space: Space = { schema, database, model, rights: () => rights, now: () => new Date('2026-03-01T10:00:00Z') }
const show = async (_: unknown, id: string) => ({ id })
const as = <T>(actor: Actor, work: (session: Session) => Promise<T>): Promise<T> => database.transaction((tx) => work(openSession(space, tx, actor)))
const create = (data: unknown, actor = system, of = customer) => as(actor, async (session) => (await createRecords(session, of, [{ data }]))[0]!)
const update = (id: string, data: unknown, more: { version?: number; actor?: Actor; of?: typeof customer } = {}) =>
  as(more.actor ?? system, (session) => updateRecords(session, more.of ?? customer, { inputs: [{ id, data, version: more.version }], show }))
const count = async (table: string) => Number((await database.query<{ n: number }>(`select count(*)::int as n from "${schema}"."${table}"`))[0]!.n)
const problems = async (work: Promise<unknown>) => (await work.then(() => expect.fail('was accepted'), (error) => error)).problems.map((p: { code: string; path: string }) => [p.code, p.path])

test('a record with lines is made in one request, its formulas and number too', async () => {
  const buyer = await create({ name: 'Ada' })
  const id = await create({ customer: buyer, lines: [{ quantity: 2, price: 5 }, { quantity: 3, price: 7 }] }, system, order)
  const [row] = await database.query(`select number, state, _version from "${schema}"."order" where id = $1`, [id])
  expect(row).toMatchObject({ number: 'SO-0001', state: 'draft', _version: 1 })
  expect((await database.query<{ net: unknown }>(`select net from "${schema}".order__lines where _parent = $1 order by _position`, [id])).map(({ net }) => Number(net))).toEqual([10, 21])
})

test('everything that is wrong is said at once, by the name of the field and its place', async () => {
  const wrong = create({ nmae: 'x', id: 'x', lines: [{ price: 1 }, { quantity: 'many' }], net: 1 }, system, order)
  expect(await problems(wrong)).toEqual(expect.arrayContaining([
    ['record.unknown_field', '/nmae'], ['record.system_field', '/id'], ['record.required', '/lines/0/quantity'], [expect.any(String), '/lines/1/quantity'],
  ]))
})

test('lines with an id are changed, lines without are new, missing ones are deleted', async () => {
  const id = await create({ lines: [{ quantity: 1, price: 1 }, { quantity: 2, price: 2 }] }, system, order)
  const [first] = await database.query<{ id: string }>(`select id from "${schema}".order__lines where _parent = $1 order by _position`, [id])
  await update(id, { lines: [{ quantity: 9, price: 1 }, { id: first!.id, quantity: 4 }] }, { of: order })
  const now = await database.query(`select id, quantity, price, net from "${schema}".order__lines where _parent = $1 order by _position`, [id])
  expect(now.map(({ quantity, net }) => [quantity, Number(net)])).toEqual([[9, 9], [4, 4]])
  expect(now[1]!['id']).toBe(first!.id)
})

test('of two changes of the same version exactly one is refused', async () => {
  const id = await create({ name: 'a' })
  const results = await Promise.allSettled(['b', 'c'].map((name) => update(id, { name }, { version: 1 })))
  expect(results.filter(({ status }) => status === 'rejected').map((r) => (r as PromiseRejectedResult).reason.status)).toEqual([409])
})

test('a forbidden field is refused exactly like one that does not exist', async () => {
  const secret = await problems(create({ name: 'a', region: 'north', secret: 'x' }, clerk))
  const unknown = await problems(create({ name: 'a', region: 'north', sesame: 'x' }, clerk))
  expect([secret, unknown]).toEqual([[['record.unknown_field', '/secret']], [['record.unknown_field', '/sesame']]])
})

test('nobody writes outside of his own rows', async () => {
  expect(await problems(create({ name: 'a', region: 'south' }, clerk))).toEqual([['record.outside', '']])
  const south = await create({ name: 'a', region: 'south' })
  await expect(update(south, { name: 'b' }, { actor: clerk })).rejects.toMatchObject({ status: 404 })
})

test('a taken unique value is reported at its field and never shows the other row', async () => {
  await create({ name: 'a', code: 'SECRET-1' })
  const error = await create({ name: 'b', code: 'SECRET-1' }).catch((thrown) => thrown)
  expect([error.status, error.problems[0].path]).toEqual([409, '/code'])
  expect(JSON.stringify(error)).not.toContain('SECRET-1')
})

test('a record that others refer to stays; without them it goes to the bin and comes back', async () => {
  const id = await create({ name: 'a' })
  const other = await create({ customer: id }, system, order)
  expect(await problems(as(system, (s) => removeRecord(s, customer, { id, show })))).toEqual([['record.referred', '']])
  await as(system, (s) => removeRecord(s, order, { id: other, show }))
  await as(system, (s) => removeRecord(s, customer, { id, show }))
  await expect(update(id, { name: 'b' })).rejects.toMatchObject({ status: 404 })
  await as(system, (s) => restoreRecord(s, customer, { id }))
  await update(id, { name: 'b' })
})

test('the same key twenty times in parallel has one effect and one answer', async () => {
  const before = await count('customer')
  const body = { name: 'once' }
  const ask = (data: unknown) => as(system, (s) => once(s, { key: 'k1', method: 'POST', path: '/api/customer', body: data }, { work: async () => ({ status: 201, body: await createRecords(s, customer, [{ data }]) }) }))
  const replies = await Promise.all(Array.from({ length: 20 }, () => ask(body)))
  expect([await count('customer') - before, new Set(replies.map((r) => JSON.stringify(r))).size]).toEqual([1, 1])
  await expect(ask({ name: 'other' })).rejects.toMatchObject({ status: 422 })
})

test('gapless numbers have no gap when one in five transactions rolls back', async () => {
  await Promise.allSettled(Array.from({ length: 50 }, (_, i) => as(system, async (s) => {
    await createRecords(s, order, [{ data: {} }])
    if (i % 5 === 0) throw new Error('rolled back')
  })))
  const numbers = (await database.query<{ number: string }>(`select number from "${schema}"."order" order by number`)).map(({ number }) => Number(number.slice(3)))
  expect(numbers).toEqual(numbers.map((_, i) => i + 1))
})

test('whatever query fails, nothing or everything is written', async () => {
  for (let k = 1; k < 100; k++) {
    const before = [await count('order'), await count('order__lines'), await count('_events')]
    const done = await database.transaction((tx) => createRecords(openSession(space, failing(tx, k), system), order, [{ data: { lines: [{ quantity: 1 }] } }])).catch(() => null)
    const after = [await count('order'), await count('order__lines'), await count('_events')]
    expect(after).toEqual(done ? before.map((n) => n + 1) : before)
    if (done) return
  }
  expect.fail('it never ended')
})
function failing(tx: Transaction, at: number): Transaction {
  let n = 0
  return { ...tx, query: (text, values, name) => (++n === at ? Promise.reject(new Error('injected')) : tx.query(text, values, name)) }
}

test('a batch is one transaction, and later operations may mean what earlier ones made', async () => {
  const done = await as(system, (s) => runBatch(s, [{ do: 'create', entity: 'customer', ref: 'c', data: { name: 'a' } }, { do: 'create', entity: 'order', data: { customer: '$ref:c' } }], show))
  const [row] = await database.query(`select customer from "${schema}"."order" where id = $1`, [done[1]!.id])
  expect(row!['customer']).toBe(done[0]!.id)
})

test('thousands of rows are written in a second', async () => {
  const started = performance.now()
  const data = Array.from({ length: 5000 }, (_, i) => ({ data: { name: `n${i}`, region: 'north' } }))
  await as(system, (s) => createRecords(s, customer, data))
  expect(performance.now() - started).toBeLessThan(5000)
})

import { types } from '../../metadata/base/value-type.ts'
import type { Actor } from '../../server/access/actor.ts'
import { compileRights } from '../../server/access/compile-rights.ts'
import type { Database } from '../../server/db/database.ts'
import { createReading, type Reading } from '../../server/records/list.ts'
import type { Reader } from '../../server/records/run-query.ts'
import { createTables, smallModel } from './query-model.ts'

export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const people = { anna: id(901), ben: id(902) }

/** Customers, their orders with lines, tags; what each role may do is the subject of the tests. */
export const model = smallModel({
  user: { fields: { name: { type: 'text' }, secret: { type: 'text' }, region: { type: 'text' } }, title: 'name' },
  tag: { fields: { name: { type: 'text' }, hidden: { type: 'boolean' } }, title: 'name' },
  customer: {
    fields: {
      title_name: { type: 'text', name: 'name' }, region: { type: 'text' }, keeper: { type: 'link', to: 'user' }, limit: { type: 'decimal', name: 'credit_limit' }, memo: { type: 'text' }, chief: { type: 'link', to: 'customer' },
      tags: { type: 'links', to: 'tag', value: types.list(types.record('tag')) }, orders: { type: 'rollup', value: types.integer, rollup: { entity: 'order', via: 'customer', function: 'count' } },
      doubled: { type: 'formula', formula: 'limit * 2', stored: true, value: types.number },
    },
    title: 'title_name', search: ['title_name', 'memo'], tree: 'chief',
  },
  order: {
    fields: {
      number: { type: 'text' }, date: { type: 'date' }, customer: { type: 'link', to: 'customer' }, state: { type: 'text' }, net: { type: 'decimal' }, note: { type: 'text' }, pieces: { type: 'integer' },
      lines: { type: 'children' }, worth: { type: 'formula', formula: 'net + customer.limit', value: types.number }, of: { type: 'lookup', formula: 'customer.title_name', value: types.text },
    },
    title: 'number', search: ['number', 'note'],
  },
  'order.lines': { parent: { entity: 'order', field: 'lines' }, fields: { item: { type: 'text' }, quantity: { type: 'decimal' }, price: { type: 'decimal' }, tag: { type: 'link', to: 'tag' } }, title: 'item' },
}, {
  seller: { customer: { read: 'keeper == me()', update: 'keeper == me()', not_fields: ['limit', 'memo'] }, order: { read: true, create: true, not_fields: ['lines.price'], transitions: ['submit'] }, tag: { read: '!hidden' }, user: { read: true, not_fields: ['secret'] } },
  regional: { customer: { read: "region == me().region", fields: ['title_name', 'limit', 'region'] } },
  clerk: { customer: { read: true, not_fields: ['limit'] }, order: { read: "state != 'secret'", export: true } },
  auditor: { '*': { read: true }, user: { read: false } },
})

export const actor = (roles: string[], who: string | null = people.anna): Actor => ({ kind: who ? 'user' : 'guest', id: who, name: 'Anna', roles, language: 'en', zone: 'Asia/Shanghai' })
export const reading = (database: Database): Reading => createReading({ database })
export const readerOf = (schema: string) => (roles: string[], who: string | null = people.anna): Reader => ({ model, schema, rights: compileRights(model, roles), actor: actor(roles, who), now: new Date('2026-03-01T20:00:00Z') })

const insert = async (at: { database: Database; schema: string }, table: string, rows: Record<string, unknown>[]): Promise<void> => {
  for (const row of rows) {
    const names = Object.keys(row)
    await at.database.query(`insert into "${at.schema}"."${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')})`, Object.values(row))
  }
}

/** `secret` differs between two otherwise equal worlds. */
export async function createWorld(at: { database: Database; schema: string }, secret = 'alpha'): Promise<void> {
  await createTables(at.database, at.schema, model)
  const limit = secret === 'alpha' ? '100.50' : '999'
  await insert(at, 'user', [{ id: people.anna, name: 'Anna', secret, region: 'north' }, { id: people.ben, name: 'Ben', secret, region: 'south' }])
  await insert(at, 'tag', [{ id: id(1), name: 'big', hidden: false }, { id: id(2), name: secret, hidden: true }])
  await insert(at, 'customer', [
    { id: id(11), name: 'Acme', region: 'north', keeper: people.anna, credit_limit: limit, doubled: '201', memo: secret },
    { id: id(12), name: 'Beta 100%', region: 'south', keeper: people.anna, credit_limit: limit, memo: secret, chief: id(11) },
    { id: id(13), name: `Corp ${secret}`, region: 'north', keeper: people.ben, credit_limit: '5', memo: 'x', chief: id(12) },
    { id: id(14), name: 'Gone', region: 'north', keeper: people.anna, _deleted_at: '2026-01-01T00:00:00Z' },
  ])
  await insert(at, 'customer__tags', [{ source: id(11), target: id(2), _position: 0 }, { source: id(11), target: id(1), _position: 1 }])
  await insert(at, 'order', [
    { id: id(21), number: 'A1', date: '2026-01-05', customer: id(11), state: 'open', net: '10.00', pieces: 3, _created_at: '2026-01-05T08:00:00Z' },
    { id: id(22), number: 'A2', date: '2026-02-05', customer: id(13), state: 'open', net: '20.25' },
    { id: id(23), number: 'A3', date: null, customer: id(12), state: 'secret', net: null, note: 'find_me' },
    { id: id(24), number: 'A4', date: '2026-02-05', customer: null, state: 'done', net: '1' },
    { id: id(25), number: 'A5', date: '2026-02-06', customer: id(14), state: 'done', net: '1' },
  ])
  await insert(at, 'order__lines', [
    { id: id(31), _parent: id(21), _position: 2, item: 'nut', quantity: '2', price: '1.5', tag: id(2) },
    { id: id(32), _parent: id(21), _position: 1, item: 'bolt', quantity: '1', price: '2', tag: id(1) },
  ])
}

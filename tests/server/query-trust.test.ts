import { beforeAll, describe, expect, it } from 'vitest'
import { compileRights } from '../../server/access/compile-rights.ts'
import { explain } from '../../server/access/explain.ts'
import { compileQuery } from '../../server/db/query/compile.ts'
import { testDatabase } from '../support/database.ts'
import { actor, createWorld, id, model, people, reading, readerOf } from './query-world.ts'

// Two worlds that differ only in what these roles may not read must give equal answers to everything.
const { database, schema } = await testDatabase({ system: true })
const other = await testDatabase({ system: true })
const { list, get, group } = reading(database)
const twin = reading(other.database)
const reader = readerOf(schema)
const twinReader = readerOf(other.schema)
beforeAll(async () => {
  await createWorld({ database, schema }, 'alpha')
  await createWorld({ database: other.database, schema: other.schema }, 'omega')
})
type Answer = { ok: boolean; problems?: readonly { code: string; params: object; fix?: string }[] }
const same = (a: Answer, b: Answer, from: string, to: string): void => expect(JSON.stringify(a).replaceAll(from, to)).toBe(JSON.stringify(b))
const rowsOf = async (roles: string[], entity: string, parameters: Record<string, string>) => {
  const reply = await list(reader(roles), entity, parameters)
  if (!reply.ok) throw new Error(JSON.stringify(reply.problems))
  return reply.value
}

describe('what the actor may not read', () => {
  it('does not exist in a filter, whatever the operator and path (trust 1, 23)', async () => {
    for (const use of ['X == 1', 'X != null', 'X > 1', 'X', '!X', 'X in [1, 2]', 'chief.X == 1', 'chief.chief.X == 1', 'orders == X']) {
      same(await list(reader(['seller']), 'customer', { filter: use.replace('X', 'credit_limit') }), await list(reader(['seller']), 'customer', { filter: use.replace('X', 'credit_nolim') }), 'credit_limit', 'credit_nolim')
    }
    expect(await list(reader(['seller']), 'customer', { filter: "keeper.secret == 'alpha'" })).toMatchObject({ ok: false })
  })
  it('is not reached by aliases, quotes or look-alikes (trust 2, 4)', async () => {
    for (const name of ['t0.name', '"name"', 'name--', 'name::text', 'NAME', 'nаme', '_parent', '__proto__', 'constructor', '']) {
      const reply = await list(reader(['seller']), 'customer', { fields: `id,${name || 'credit_limit'}` })
      expect(reply, name).toMatchObject({ ok: false, problems: [{ code: 'request.unknown_field' }] })
    }
  })
  it('is not found by search, nor counted (trust 3, 21)', async () => {
    expect(await rowsOf(['seller'], 'customer', { search: 'alpha' })).toMatchObject({ rows: [], count: { value: 0, exact: true } })
    expect((await rowsOf(['clerk'], 'customer', { search: 'alpha' })).rows).toHaveLength(3)
  })
  it('is refused in measures, groups and order, alone and in expressions (trust 5, 6, 7)', async () => {
    const asks = ['min', 'max', 'sum', 'average', 'count_distinct', 'count'].map((made) => ({ measures: `${made}(credit_limit)` }))
    for (const ask of [...asks, { group: 'credit_limit' }, { group: 'credit_limit * 2' }, { group: 'region', filter: 'credit_limit > 1' }]) expect(await group(reader(['seller']), 'customer', ask)).toMatchObject({ ok: false })
    for (const sort of ['credit_limit', '-credit_limit', 'credit_limit * 2', "credit_limit > 5 ? 1 : 2", 'chief.credit_limit']) expect(await list(reader(['seller']), 'customer', { sort })).toMatchObject({ ok: false })
  })
  it('leaves no trace in counts: groups, list and total agree (trust 8)', async () => {
    for (const roles of [['seller'], ['regional'], ['clerk'], ['seller', 'regional'], ['administrator']]) {
      const rows = await rowsOf(roles, 'customer', {})
      const groups = await group(reader(roles), 'customer', { group: 'region' })
      if (!groups.ok) throw new Error('not grouped')
      expect(groups.value.totals['count']).toBe(rows.rows.length)
      expect(groups.value.groups.reduce((sum, one) => sum + Number(one.measures['count']), 0)).toBe(rows.count?.value)
    }
  })
  it('is no input of a computed field (trust 16)', async () => {
    expect(compileRights(model, ['seller']).entity('order')?.fields.has('worth')).toBe(false)
    expect(compileRights(model, ['clerk']).entity('customer')?.fields.has('doubled')).toBe(false)
    expect(compileRights(model, ['regional', 'clerk']).entity('order')?.fields.has('worth')).toBe(true)
  })
  it('never changes an answer: two worlds that differ in it look the same', async () => {
    const asks: [string, Record<string, string>][] = [
      ['customer', { sort: 'name' }], ['customer', { expand: 'keeper,tags,chief' }], ['order', { expand: 'customer.keeper', sort: 'customer' }], ['order', { filter: 'customer != null' }],
      ['order', { filter: "of != 'zzz'", fields: 'number,of,lines' }], ['order', { sort: 'customer.name', search: 'a' }], ['customer', { filter: 'count(tags) > 1' }], ['customer', { filter: 'chief == null' }], ['order.lines', { expand: 'tag' }],
    ]
    for (const [entity, parameters] of asks) {
      const [a, b] = [await list(reader(['seller']), entity, parameters), await twin.list(twinReader(['seller']), entity, parameters)]
      expect(a.ok, JSON.stringify(a)).toBe(true)
      const still = (text: string) => text.replaceAll(/"_(created|updated)_at":"[^"]*"/g, '').replaceAll(/"next":"[^"]*"/g, '')
      expect(still(JSON.stringify(b))).toBe(still(JSON.stringify(a)))
      expect(JSON.stringify(a)).not.toContain('alpha')
    }
  })
})

describe('rows and cells', () => {
  it('give null for a link to a row out of sight, in values, filters, groups alike', async () => {
    const order = await get(reader(['seller']), 'order', { id: id(22), parameters: { expand: 'customer' } })
    expect(order).toMatchObject({ ok: true, value: { customer: null, of: null } })
    expect((await rowsOf(['seller'], 'order', { filter: 'customer == null', sort: 'number' })).rows.map((row) => row['number'])).toEqual(['A2', 'A4'])
  })
  it('show a field only on the rows of the roles that grant it', async () => {
    const rows = (await rowsOf(['clerk', 'regional'], 'customer', { fields: 'name,credit_limit', sort: 'name' })).rows
    expect(rows.map((row) => row['credit_limit'])).toEqual(['100.5', null, '5'])
    expect((await rowsOf(['clerk', 'regional'], 'customer', { filter: 'credit_limit > 10' })).rows).toHaveLength(1)
    const sums = await group(reader(['clerk', 'regional']), 'customer', { measures: 'sum(credit_limit),max(credit_limit)' })
    expect(sums).toMatchObject({ value: { totals: { 'sum(credit_limit)': '105.5', 'max(credit_limit)': '100.5' } } })
  })
  it('give line items the rights of their document', async () => {
    expect((await get(reader(['seller']), 'order', { id: id(21) }))).toMatchObject({ value: { lines: [{ item: 'bolt', quantity: '1', tag: id(1) }, { item: 'nut', tag: null }] } })
    expect(await get(reader(['seller']), 'order', { id: id(21), parameters: { fields: 'lines.price' } })).toMatchObject({ ok: false })
    expect((await rowsOf(['clerk'], 'order', { filter: "state == 'secret'" })).rows).toEqual([])
    expect((await rowsOf(['clerk'], 'order.lines', {})).rows).toHaveLength(2)
  })
  it('are nothing for a guest without roles', async () => {
    expect(compileRights(model, []).entity('customer')).toBeNull()
    expect(await list(reader([], null), 'customer', {})).toMatchObject({ ok: false, problems: [{ code: 'request.unknown_entity' }] })
  })
})

describe('what a request may cost', () => {
  it('is bounded: depth, joins, predicates, measures, page (trust 71, 72)', async () => {
    const admin = reader(['administrator'])
    const deep = (depth: number) => Array.from({ length: depth }, () => 'chief').join('.')
    for (const depth of [4, 5, 20, 50]) expect(await list(admin, 'customer', { expand: deep(depth) })).toMatchObject({ ok: false, problems: [{ code: 'query.too_deep' }] })
    expect((await list(admin, 'customer', { expand: deep(3) })).ok).toBe(true)
    expect(await list(admin, 'customer', { filter: `${deep(5)}.name == 'x'` })).toMatchObject({ ok: false })
    expect(await list(admin, 'customer', { filter: Array.from({ length: 51 }, (_, n) => `name == 'x${n}'`).join(' || ') })).toMatchObject({ ok: false, problems: [{ code: 'query.too_many' }] })
    expect(await group(admin, 'customer', { measures: Array.from({ length: 21 }, () => 'count').join(',') })).toMatchObject({ ok: false })
    for (const size of ['0', '201', '-1', 'all']) expect(await list(admin, 'customer', { size })).toMatchObject({ ok: false, problems: [{ code: 'request.bad_parameter' }] })
  })
  it('has no hidden switches: unknown parameters are refused (trust 12)', async () => {
    for (const name of ['getHiddenColumn', 'limit', '__proto__x']) expect(await list(reader(['seller']), 'customer', { [name]: '1' })).toMatchObject({ ok: false, problems: [{ code: 'request.unknown_parameter' }] })
  })
  it('never puts a value into the text of a statement (trust 27)', () => {
    const text = "'; drop table x; --"
    const literal = { kind: 'literal' as const, value: text, type: { kind: 'text' as const }, at: 0 }
    const field = { kind: 'path' as const, root: { kind: 'self' as const }, steps: [{ entity: 'tag', field: 'name', type: { kind: 'text' as const } }], type: { kind: 'text' as const }, at: 0 }
    const made = compileQuery({ from: 'tag', select: [], filter: { kind: 'call', name: '==', args: [field, literal], type: { kind: 'boolean' }, at: 0 }, search: text }, reader(['administrator']))
    expect(made.ok && made.value.prepare({ kind: 'after', limit: 10 }).text).not.toContain('drop')
  })
})

describe('an explanation', () => {
  const ask = (roles: string[], question: object) => explain({ database, model, schema }, { actor: actor(roles), entity: 'customer', action: 'read', ...question })
  it('names the role and condition that grant, or why none does', async () => {
    expect(await ask(['seller'], { id: id(11) })).toMatchObject({ allowed: true, code: 'allowed', roles: [{ role: 'seller', code: 'role.when', condition: 'keeper == me()', holds: true }] })
    expect(await ask(['seller'], { id: id(13) })).toMatchObject({ allowed: false, code: 'denied.row', roles: [{ holds: false }] })
    expect(await ask(['seller'], { id: id(11), field: 'limit' })).toMatchObject({ allowed: false, code: 'denied.field', roles: [{ field: false }] })
    expect(await ask(['clerk'], { field: 'doubled' })).toMatchObject({ allowed: false, code: 'denied.inputs' })
    expect(await ask(['clerk'], { action: 'delete' })).toMatchObject({ allowed: false, code: 'denied.no_grant' })
    expect(await ask(['seller'], { id: id(14) })).toMatchObject({ code: 'denied.deleted' })
    expect(await ask([], {})).toMatchObject({ code: 'denied.no_roles' })
    expect(await explain({ database, model, schema }, { actor: actor(['seller'], people.ben), entity: 'customer', action: 'update', id: id(13) })).toMatchObject({ allowed: true })
  })
})

import { expect, test } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { testDatabase } from '../support/database.ts'

const { database, schema } = await testDatabase({ system: true })

test('values arrive in their wire form', async () => {
  const rows = await database.query(`select 12.50::numeric as amount, 9007199254740991::bigint as big, 7 as small, '2026-02-28'::date as day,
    '08:30'::time as hour, '2026-03-01 10:30:00.12+01'::timestamptz(3) as moment, '{"a":[1]}'::jsonb as doc,
    '{a,"b,c"}'::text[] as words, '{1.50,2}'::numeric[] as amounts, '{2026-02-28,null}'::date[] as days, true as yes, null::numeric as none`)
  expect(rows).toEqual([{
    amount: '12.50', big: 9007199254740991, small: 7, day: '2026-02-28', hour: '08:30:00', moment: '2026-03-01T09:30:00.120Z', doc: { a: [1] },
    words: ['a', 'b,c'], amounts: ['1.50', '2'], days: ['2026-02-28', null], yes: true, none: null,
  }])
})

test('what Knex builds runs, schema changes too', async () => {
  await database.run(database.sql.schema.withSchema(schema).createTable('thing', (table) => { table.text('name') }))
  await database.run(database.sql('thing').withSchema(schema).insert({ name: 'a' }))
  expect(await database.run(database.sql('thing').withSchema(schema).select('name').where('name', 'a'))).toEqual([{ name: 'a' }])
})

test('a statement with a name is prepared once and gives the same rows', async () => {
  for (const value of [1, 2]) expect(await database.query('select $1::int + 1 as next', [value], 'next')).toEqual([{ next: value + 1 }])
})

test('effects run after the commit, and never for what was rolled back', async () => {
  const seen: string[] = []
  await database.transaction(async (tx) => { tx.onCommit(() => seen.push('committed')); expect(seen).toEqual([]) })
  await expect(database.transaction(async (tx) => { tx.onCommit(() => seen.push('never')); throw new Error('no') })).rejects.toThrow('no')
  expect(seen).toEqual(['committed'])
})

test('a deadlock is tried again until both have worked, with effects once each', async () => {
  await database.query(`create table "${schema}".pair (id int primary key, n int not null)`)
  await database.query(`insert into "${schema}".pair values (1, 0), (2, 0)`)
  const seen: number[] = []
  const both = (first: number, second: number) => database.transaction(async (tx) => {
    tx.onCommit(() => seen.push(first))
    for (const id of [first, second]) {
      await tx.query(`update "${schema}".pair set n = n + 1 where id = $1`, [id])
      await tx.query('select pg_sleep(0.05)')
    }
  })
  await Promise.all([both(1, 2), both(2, 1)])
  expect(await database.query(`select id, n from "${schema}".pair order by id`)).toEqual([{ id: 1, n: 2 }, { id: 2, n: 2 }])
  expect(seen.sort()).toEqual([1, 2])
})

test('a failure that the work swallowed is still a failure', async () => {
  await expect(database.transaction(async (tx) => { await tx.query('select 1/0').catch(() => null) })).rejects.toThrow('rolled back')
})

test('ids are version 7 and rise even when the clock goes back', () => {
  const ids = [newId(2000), newId(1000), newId(2000), ...Array.from({ length: 10_000 }, () => newId(1500))]
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('system tables exist once, however often the upgrade runs', async () => {
  const { upgradeWorkspaceSchema } = await import('../../server/db/system-tables.ts')
  await Promise.all([upgradeWorkspaceSchema(database, schema), upgradeWorkspaceSchema(database, schema)])
  const rows = await database.query<{ area: string }>(`select area from "${schema}"._system order by area`)
  expect(rows.map((row) => row.area)).toEqual(['account', 'events', 'metadata', 'personal', 'records', 'saved-views', 'sign-in', 'stories'])
})

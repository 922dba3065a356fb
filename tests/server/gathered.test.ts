import type { Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import type { Database } from '../../server/db/database.ts'
import { together } from '../../server/db/gathered.ts'
import { freshDatabase } from '../support/server.ts'

/** Counts how often the only connection of a pool writes to its socket. */
async function countWrites({ pool }: Database): Promise<() => number> {
  const client = await pool.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  let writes = 0
  for (const name of ['_write', '_writev'] as const) {
    const plain = stream[name]!.bind(stream) as (...args: unknown[]) => void
    Object.assign(stream, { [name]: (...args: unknown[]) => { writes++; plain(...args) } })
  }
  client.release()
  return () => writes
}

let database: Database
let writes: () => number
let drop: () => Promise<void>
beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.drop
  database = connectDatabase({ connection: fresh.databaseUrl, max: 1 })
  writes = await countWrites(database)
  await database.query('create table t (n int primary key)')
})
afterAll(async () => {
  await database.close()
  await drop()
})

it('statements that do not wait for each other travel in one packet with the beginning of their transaction, in order', async () => {
  const before = writes()
  const [, rows] = await database.transaction((tx) => together([tx.query('insert into t values (1), (2)'), tx.query<{ n: number }>('select n from t order by n')]))
  expect(rows).toEqual([{ n: 1 }, { n: 2 }])
  expect(writes() - before).toBe(2)
})

it('what failed first is told, nothing of the transaction stays, and nothing is under way any more', async () => {
  const work = database.transaction((tx) => together([tx.query('insert into t values (3)'), tx.query('insert into t values (1)'), tx.query('insert into t values (4)')]))
  await expect(work).rejects.toMatchObject({ code: '23505' })
  expect(await database.query('select n from t order by n')).toEqual([{ n: 1 }, { n: 2 }])
})

it('a savepoint takes back statements that were sent behind one that failed', async () => {
  await database.transaction(async (tx) => {
    await together([tx.query('savepoint s'), tx.query('insert into t values (1)'), tx.query('insert into t values (5)')]).catch(() => tx.query('rollback to savepoint s'))
    await tx.query('insert into t values (6)')
  })
  expect(await database.query('select n from t where n > 2')).toEqual([{ n: 6 }])
})

it('one statement prepared under a name may be given twice at once', async () => {
  const text = 'select $1::int as n'
  expect(await database.transaction((tx) => together([tx.query(text, [1], 'same'), tx.query(text, [2], 'same')]))).toEqual([[{ n: 1 }], [{ n: 2 }]])
})

it('a prepared statement answers the same the second time, when its columns are known', async () => {
  const ask = (n: number | null) => database.query(`select $1::int as n, $1::numeric as exact, $1::text as text, '2026-03-01 09:30:00.12+00'::timestamptz as at, array[$1::int] as list`, [n], 'columns')
  const at = '2026-03-01T09:30:00.120Z'
  expect([await ask(1), await ask(2), await ask(null)]).toEqual([
    [{ n: 1, exact: '1', text: '1', at, list: [1] }], [{ n: 2, exact: '2', text: '2', at, list: [2] }], [{ n: null, exact: null, text: null, at, list: [null] }],
  ])
})

it('a statement that could not be prepared can be prepared later', async () => {
  const ask = () => database.query('select n from later where n = $1', [1], 'later')
  await expect(ask()).rejects.toMatchObject({ code: '42P01' })
  await database.query('create table later (n int)')
  expect(await ask()).toEqual([])
})

it('one that was passed over behind a failure is prepared when its turn comes', async () => {
  const text = 'select $1::int + 1 as n'
  await expect(database.transaction((tx) => together([tx.query('select 1 / $1::int', [0], 'by nothing'), tx.query(text, [1], 'passed over')]))).rejects.toMatchObject({ code: '22012' })
  expect(await database.transaction((tx) => tx.query(text, [1], 'passed over'))).toEqual([{ n: 2 }])
})

it('a value that cannot be written fails its packet, and the connection serves on', async () => {
  const circle: Record<string, unknown> = {}
  circle.circle = circle
  await expect(database.transaction((tx) => together([tx.query('select $1::int', [1], 'fine'), tx.query('select $1::jsonb', [circle], 'circle')]))).rejects.toThrow(/circular/i)
  expect(await database.query('select $1::int as n', [7], 'fine again')).toEqual([{ n: 7 }])
})

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Batch } from '../../server/db/batch.ts'
import { connectDatabase } from '../../server/db/connect.ts'
import type { Database } from '../../server/db/database.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** `OFFICINA_PLAN_ROWS=1000000` for the size that the goal names. */
const rows = Number(process.env.OFFICINA_PLAN_ROWS ?? 200_000)
interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Node[]
}
interface Asked { readonly text: string; readonly values: unknown[] }
let server: TestServer
let database: Database

/** Orders on 2,400 days, one in ten without a day, of four states. */
beforeAll(async () => {
  server = await startTestServer()
  database = connectDatabase({ connection: server.databaseUrl, max: 1, statementTimeout: 300_000 })
  for (const { name } of await database.query<{ name: string }>(`select indexname as name from pg_indexes where schemaname = 'ws_main' and tablename = 'order' and indexdef like '%gin%'`)) await database.query(`drop index ws_main."${name}"`)
  await database.query(`insert into ws_main."order" (id, number, status, order_date, freight, ship_city)
    select gen_random_uuid(), 'N' || n, ('{draft,confirmed,shipped,cancelled}'::text[])[1 + n % 4], case when n % 10 > 0 then date '2020-01-01' + n * 7 % 2400 end, n % 5000 / 100.0, 'Town ' || n % 500 from generate_series(1, $1::int) n`, [rows])
  await database.query('vacuum analyze ws_main."order"')
}, 600_000)
afterAll(() => database.close())

/** What the server sent to PostgreSQL about orders, as its own compiler wrote it. */
async function askedFor(path: string): Promise<{ asked: Asked[]; body: any }> {
  const sent = vi.spyOn(Batch.prototype, 'add')
  try {
    const { status, body } = await server.ask('GET', path)
    expect(status, JSON.stringify(body)).toBe(200)
    const all = (sent.mock.calls as unknown[][]).map(([config]) => config as Asked)
    return { body, asked: all.filter(({ text }) => typeof text === 'string' && text.includes('"ws_main"."order" t0') && text.includes('order by')) }
  } finally {
    sent.mockRestore()
  }
}
async function planOf({ text, values }: Asked): Promise<Node[]> {
  const [plan] = await database.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (analyze, buffers, format json) ${text}`, values)
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]
  return flat(plan!['QUERY PLAN'][0].Plan)
}
const scans = (nodes: readonly Node[]): string[] => nodes.filter((node) => node['Relation Name'] === 'order').map((node) => node['Node Type'])
const passed = (nodes: readonly Node[]): number =>
  nodes.filter((node) => node['Relation Name'] === 'order').reduce((sum, node) => sum + node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)), 0)
const blocks = ([root]: readonly Node[]): number => root!['Shared Hit Blocks'] + root!['Shared Read Blocks']

describe('a large table', () => {
  it.each([
    ['its own order', ''],
    ['a sort by an indexed field, down', '&sort=-order_date'],
    ['a sort by an indexed field, up', '&sort=order_date'],
    ['an equality on an indexed field', `&filter=${encodeURIComponent("order_date == '2021-03-04'")}&sort=ship_city`],
    ['a range of an indexed field', `&filter=${encodeURIComponent("order_date >= '2021-03-04' && order_date < '2021-03-06'")}&sort=freight`],
    ['a filter and a sort by indexed fields', `&filter=${encodeURIComponent("status == 'shipped'")}&sort=-order_date`],
  ])('is not read through for %s', async (_, parameters) => {
    const { asked } = await askedFor(`/order?size=50&count=none${parameters}`)
    expect(asked).toHaveLength(1)
    expect(scans(await planOf(asked[0]!))).not.toContain('Seq Scan')
  })

  it.each(['', '&sort=-order_date', '&sort=order_date', '&sort=-status'])('costs a page far down no more than twice the first one, in the order "%s"', async (sort) => {
    const list = `/order?size=50&count=none&fields=number${sort}`
    const first = await askedFor(list)
    const order = sort.includes('status') ? 'status' : 'order_date'
    const up = sort === '&sort=order_date'
    const [deep] = await database.query<{ id: string; key: string; number: string }>(`select id, ${order}::text as key, number from ws_main."order" where ${order} is not null order by ${order} ${up ? 'asc' : 'desc'}, id offset ${Math.floor(rows * 0.8)} limit 1`)
    const [mark] = JSON.parse(Buffer.from(String(first.body.next), 'base64url').toString()) as [string]
    const cursor = Buffer.from(JSON.stringify([mark, sort === '' ? [deep!.key, deep!.number] : [deep!.key], deep!.id])).toString('base64url')
    const later = await askedFor(`${list}&after=${cursor}`)
    const [near, far] = [await planOf(first.asked[0]!), await planOf(later.asked[0]!)]
    expect(later.body.rows).toHaveLength(50)
    expect(scans(far)).not.toContain('Seq Scan')
    // Rows of the day on which the page begins are looked at once more.
    expect(passed(far)).toBeLessThanOrEqual(2 * passed(near) + rows / 2400)
    expect(blocks(far)).toBeLessThanOrEqual(2 * blocks(near) + rows / 2400)
  })

  it('ends with the rows that have no value, whatever the direction', async () => {
    for (const sort of ['order_date', '-order_date']) {
      const { body } = await askedFor(`/order?size=50&count=none&sort=${sort}&filter=${encodeURIComponent("number in ['N10', 'N11', 'N20', 'N21']")}`)
      expect(body.rows.map((row: { order_date: string | null }) => row.order_date === null)).toEqual([false, false, true, true])
    }
  })

  it('is exported in flat memory', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const heap = (): number => { collect(); return process.memoryUsage().heapUsed / 1_048_576 }
    const response = await fetch(`${server.url}/api/_/export/order.csv`, { headers: { cookie: server.cookie } })
    const [before, held] = [heap(), [] as number[]]
    let [lines, parts] = [0, 0]
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      for (const byte of part) if (byte === 10) lines++
      if (++parts % 100 === 0) held.push(heap())
    }
    expect(lines).toBeGreaterThan(rows)
    expect(Math.max(before, ...held) - before).toBeLessThan(30)
  }, 300_000)
})

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { commandPlace, type Place, runProgram, temporaryFolder, writeFiles } from '../support/command.ts'
import { again, answerTo, type Cells, csvPath, isPresent, rowsOf, steps } from '../support/northwind.ts'
import { administrator } from '../support/server.ts'

const place: Place | null = isPresent ? await commandPlace() : null

describe.skipIf(!isPresent)('a trading company brings its data along: 3,362 rows of CSV', () => {
  const run = (...words: string[]) => place!.run(...words)
  let server: Awaited<ReturnType<Place['serve']>>
  let key = ''
  const ask = async (path: string, parameters: Record<string, string> = {}, method = 'GET') => {
    const reply = await fetch(`${server.url}/api/${path}?${new URLSearchParams(parameters)}`, { method, headers: { authorization: `Bearer ${key}`, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) }, ...(method === 'POST' ? { body: '{"demo":false}' } : {}) })
    const body = (await reply.json()) as any
    if (!reply.ok) throw new Error(JSON.stringify(body))
    return body
  }

  beforeAll(async () => {
    const { email, name, password } = administrator
    await runProgram(place!, ['setup', '--email', email, '--name', name, '--template', 'empty', '--password-stdin'], password)
    key = (await run('key', 'create', '--name', 'questions', '--role', 'administrator')).out.trim()
    server = await place!.serve()
    await ask('_/templates/trade/install', {}, 'POST')
  })
  afterAll(() => server?.close())

  it('starts from the template without its rows', async () => {
    expect((await ask('order', { measures: 'count' })).totals).toEqual({ count: 0 })
  })

  it.each(steps.map((step) => [`${step.table}.csv`, step.into, step] as const))('imports %s into %s and refuses no row', async (_, into, step) => {
    const map = join(writeFiles(temporaryFolder(), { 'map.json': step.map }), 'map.json')
    const done = await run('import', into, csvPath(step.table), '--map', map, ...(step.key === undefined ? [] : ['--key', step.key]))
    const rows = rowsOf(step.table)
    // Line items and links are rows of records that are there.
    const records = into.includes('.') ? new Set(rows.map((row) => Object.values(row)[0])).size : rows.length
    expect(done).toEqual({ code: 0, err: '', out: step.key === undefined ? `${records} created, 0 updated, 0 refused.\n` : `0 created, ${records} updated, 0 refused.\n` })
  })

  it('every file was read, and every row of every file stands in its table, with the links that its keys say', async () => {
    expect(Object.keys(again).reduce((sum, table) => sum + rowsOf(table).length, 0)).toBe(3362)
    const database = connectDatabase({ connection: place!.env['DATABASE_URL']!, max: 1 })
    const [here] = await database.query<{ schema: string }>(`select schemaname as schema from pg_tables where tablename = 'order__lines'`)
    for (const [table, sql] of Object.entries(again)) {
      const found = await database.query<Record<string, unknown>>(sql.replaceAll('@', `"${here!.schema}".`))
      const columns = Object.keys(found[0]!)
      const plain = (rows: readonly Record<string, unknown>[]): string[] => rows.map((row) => JSON.stringify(columns.map((column) => String(row[column] ?? '')))).sort()
      expect(plain(found), table).toEqual(plain(rowsOf(table)))
    }
    await database.close()
  })

  it('line items keep the order of the file', async () => {
    const { rows } = await ask('order', { filter: "number == '10248'", fields: 'number,lines' })
    const lines = (rows[0].lines as { quantity: number }[]).map(({ quantity }) => quantity)
    expect(lines).toEqual(rowsOf('order_details').filter((row: Cells) => row['order_id'] === '10248').map((row) => Number(row['quantity'])))
  })

  it('a second import of line items adds none, and one bad row spares the lines that its record has', async () => {
    const step = steps.at(-1)!
    const folder = writeFiles(temporaryFolder(), { 'map.json': step.map, 'bad.csv': 'order_id,product_id,unit_price,quantity,discount\n10248,11,14,12,0\n10248,9999,1,1,0\n10249,14,18.6,0,0\n99999,11,1,1,0\n' })
    expect((await run('import', step.into, csvPath(step.table), '--map', join(folder, 'map.json'), '--key', 'number')).code).toBe(0)
    const bad = await run('import', step.into, join(folder, 'bad.csv'), '--map', join(folder, 'map.json'), '--key', 'number')
    expect(bad).toMatchObject({ code: 1, out: '0 created, 0 updated, 3 refused.\n' })
    expect(bad.err).toMatch(/^row 3: .*9999.*\nrow 4: Order at least one\.\nrow 5: .*99999.*\n$/)
    expect((await ask('order', { measures: 'count,sum(sum(lines, quantity))' })).totals).toEqual({ count: 830, 'sum(sum(lines, quantity))': 51317 })
  })

  describe('and the API answers what others have published about it', () => {
    it('the subtotal of each order', async () => {
      const { first } = answerTo('nw1')
      const { rows } = await ask('order', { sort: 'number', size: '5', fields: 'number,goods' })
      expect(rows.map(({ number, goods }: Record<string, string>) => [Number(number), Number(goods)])).toEqual(first)
    })
    it('the most expensive products', async () => {
      const { rows, first } = answerTo('nw8')
      const reply = await ask('product', { sort: '-price', size: String(rows), fields: 'name,price' })
      expect(reply.rows.slice(0, first!.length).map(({ name, price }: Record<string, string>) => [name, Number(price)])).toEqual(first)
    })
    it('the orders shipped in a period, and the products that come from abroad', async () => {
      const count = async (entity: string, filter: string) => (await ask(entity, { filter, measures: 'count' })).totals.count
      expect(await count('order', "shipped_date >= date('1996-12-24') && shipped_date <= date('1997-09-30')")).toBe(answerTo('nw2').rows)
      expect(await count('product', "supplier.country != 'USA'")).toBe(answerTo('nw19').rows)
    })
    it('the quantity sold in all', async () => {
      const { totals } = await ask('order', { measures: 'sum(sum(lines, quantity))' })
      expect(Number(Object.values(totals)[0])).toBe(answerTo('nw18').all![0]![0])
    })
    it('all sales after discount, to the cent', async () => {
      const measure = 'sum(sum(lines, quantity * price * (1 - discount)))'
      const { totals } = await ask('order', { measures: measure })
      expect(Number(totals[measure]).toFixed(2)).toBe(String(answerTo('nw20').all![0]![0]))
    })
  })
})

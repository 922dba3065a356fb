import type { World } from './world.ts'

const list = '/api/order?size=50&count=none'
const get = (world: World, path: string, cookie = world.cookie): Promise<Response> => fetch(world.ours + path, { headers: { cookie } })

/** Milliseconds until a page begins to arrive: the first one, and one reached from far down the list. */
export async function deepPage(world: World, depth: number): Promise<{ first: number; deep: number; rows: number }> {
  let [after, rows] = ['', 0]
  while (rows < depth) {
    const { rows: page, next } = (await (await get(world, `/api/order?size=200&count=none&fields=number${after}`)).json()) as { rows: unknown[]; next: string | null }
    rows += page.length
    if (next === null) break
    after = `&after=${encodeURIComponent(next)}`
  }
  // The place belongs to the order, not to the fields or the size.
  return { first: await firstByte(world, list), deep: await firstByte(world, `${list}${after}`), rows }
}

async function firstByte(world: World, path: string): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 21; n++) {
    const start = performance.now()
    const response = await get(world, path)
    times.push(performance.now() - start)
    const text = await response.text()
    if (!response.ok) throw new Error(text)
  }
  return times.toSorted((a, b) => a - b)[10]!
}

/** Rows per second of a file of ten columns, two of which are links that are found by their codes and titles. */
export async function importRate(world: World, count: number): Promise<number> {
  const one = async (path: string): Promise<Record<string, unknown>[]> => ((await (await get(world, path, world.administrator)).json()) as { rows: Record<string, unknown>[] }).rows
  const customers = await one('/api/customer?size=100&count=none&fields=code')
  const shippers = await one('/api/shipper?size=100&count=none&fields=title')
  const at = (rows: readonly Record<string, unknown>[], n: number, name: string): string => String(rows[n % rows.length]![name])
  const lines = Array.from({ length: count }, (_, n) => `${at(customers, n, 'code')},${at(shippers, n, 'title')},draft,2026-0${1 + (n % 9)}-1${n % 10},2026-12-01,${n % 90}.25,Receiver ${n},${n % 99} High Street,Town ${n % 300},Country ${n % 30}`)
  const form = new FormData()
  form.append('file', new Blob([['customer,shipper,status,order_date,required_date,freight,ship_name,ship_address,ship_city,ship_country', ...lines].join('\n')], { type: 'text/csv' }), 'orders.csv')
  const start = performance.now()
  const response = await fetch(`${world.ours}/api/_/import/order`, { method: 'POST', headers: { cookie: world.administrator, 'x-officina': '1' }, body: form })
  const answer = (await response.json()) as { created?: number; refused?: unknown[] }
  if (answer.created !== count) throw new Error(`import: ${response.status} ${JSON.stringify(answer).slice(0, 500)}`)
  return count / ((performance.now() - start) / 1000)
}

/** All orders as CSV: rows per second, and how many megabytes the process grew by while it wrote. */
export async function exportMemory(world: World): Promise<{ rows: number; rate: number; grown: number }> {
  const before = process.memoryUsage().rss
  let [most, rows] = [before, 0]
  const start = performance.now()
  const response = await get(world, '/api/_/export/order.csv')
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    for (const byte of part) if (byte === 10) rows++
    most = Math.max(most, process.memoryUsage.rss())
  }
  return { rows: rows - 1, rate: rows / ((performance.now() - start) / 1000), grown: (most - before) / 1_048_576 }
}

import fc from 'fast-check'
import { openServer, type TestServer } from '../../support/open-server.ts'
import type { Hunt, Suite } from '../suite.ts'
import { editPlants } from './plants.ts'

/** How one of several people saves the record that all of them have just read. */
type Door = 'if-match' | 'body' | 'batch' | 'delete'
interface Contest { readonly lines: number; readonly doors: readonly Door[]; readonly late: Door; readonly careless: readonly (keyof typeof careless)[] }

/** Saves without a version change only what they name, so all of them must be found in the end. */
const careless = { name: 'ship_name', freight: 'freight', city: 'ship_city', line: 'lines' } as const
const doors: readonly Door[] = ['if-match', 'body', 'batch', 'delete']
const contests: fc.Arbitrary<Contest> = fc.record({
  lines: fc.integer({ min: 1, max: 3 }),
  doors: fc.array(fc.constantFrom(...doors), { minLength: 2, maxLength: 5 }),
  late: fc.constantFrom(...doors),
  careless: fc.subarray(Object.keys(careless) as (keyof typeof careless)[], { minLength: 2 }),
})

/** Row 20 of the goals: of those who save the same version one wins, and each of the others is told and shown what is there now. */
export const edit: Suite = {
  size: { flag: 'cases', usual: 1000 },
  plants: editPlants,
  async run(hunt) {
    const server = await openServer(hunt.connection)
    try {
      const { body } = await server.ask('GET', '/product?size=1')
      const product = body.rows[0].id as string
      const all = fc.sample(contests, { seed: hunt.seed, numRuns: hunt.size })
      let cases = 0
      await Promise.all(Array.from({ length: 4 }, async (_, worker) => {
        for (let n = worker; n < all.length && !hunt.enough(); n += 4) {
          await contest({ server, hunt, product, n }, all[n]!)
          cases++
        }
      }))
      return { cases }
    } finally {
      await server.close()
    }
  },
}

interface At { readonly server: TestServer; readonly hunt: Hunt; readonly product: string; readonly n: number }
interface Order { readonly id: string; readonly _version: number; readonly ship_name: string | null; readonly lines: readonly { readonly id: string; readonly quantity: unknown }[]; readonly [field: string]: unknown }

async function contest(at: At, drawn: Contest): Promise<void> {
  const { server, hunt, product } = at
  const made = await server.ask<Order>('POST', '/order', { ship_name: 'start', lines: Array.from({ length: drawn.lines }, () => ({ product, price: '1', quantity: 1 })) })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  await carelessOnes(at, made.body, drawn)
  const before = (await server.ask<Order>('GET', `/order/${made.body.id}`)).body
  const replies = await Promise.all(drawn.doors.map((door, i) => save(at, before, { door, name: `by ${i}` })))
  const winners = replies.flatMap((reply, i) => (reply.status < 300 ? [i] : []))
  const seen = { drawn, statuses: replies.map(({ status }) => status) }
  if (winners.length !== 1) return hunt.violation(`${winners.length} of ${replies.length} saves of one version succeeded`, seen)
  const [winner] = winners as [number]
  const gone = drawn.doors[winner] === 'delete'
  for (const [i, { status, body }] of replies.entries()) {
    if (i === winner) continue
    if (status !== 409 && !(gone && status === 404)) hunt.violation('a save that lost is not told so', { ...seen, body })
    else if (status === 409 && !gone && (body.current?._version !== before._version + 1 || body.current?.ship_name !== `by ${winner}`)) hunt.violation('a conflict does not show the record as it is', { ...seen, body })
  }
  const after = await server.ask<Order>('GET', `/order/${before.id}`)
  if (gone ? after.status !== 404 : after.body.ship_name !== `by ${winner}` || after.body._version !== before._version + 1) hunt.violation('what stands is not what the winner saved', { ...seen, after: after.body })
  if (!gone) await lateOne(at, before, drawn.late)
}

/** Somebody who comes back from lunch. */
async function lateOne(at: At, before: Order, door: Door): Promise<void> {
  const reply = await save(at, before, { door, name: 'late' })
  if (reply.status !== 409) at.hunt.violation('a save of an old version was not refused', { door, status: reply.status })
}

async function carelessOnes({ server, hunt }: At, order: Order, drawn: Contest): Promise<void> {
  const [first] = order.lines as [Order['lines'][number]]
  const bodies = { name: { ship_name: 'careless' }, freight: { freight: '7.5' }, city: { ship_city: 'Quay 1' }, line: { lines: order.lines.map(({ id }) => (id === first.id ? { id, quantity: 9 } : { id })) } }
  const replies = await Promise.all(drawn.careless.map((field) => server.ask('PATCH', `/order/${order.id}`, bodies[field])))
  const failed = replies.find(({ status }) => status !== 200)
  if (failed) return hunt.violation('a save that names no version was refused', failed)
  const { body } = await server.ask<Order>('GET', `/order/${order.id}`)
  const lost = drawn.careless.filter((field) => (field === 'line' ? Number(body.lines[0]?.quantity) !== 9 : field === 'freight' ? Number(body['freight']) !== 7.5 : body[careless[field]] !== (bodies[field] as Record<string, unknown>)[careless[field]]))
  if (lost.length > 0) hunt.violation('a save of other fields was lost', { lost, drawn })
  if (body._version !== order._version + drawn.careless.length) hunt.violation('the version does not count the saves', { version: body._version, drawn })
}

function save({ server }: At, { id, _version }: Order, { door, name }: { door: Door; name: string }): Promise<{ status: number; body: any }> {
  if (door === 'if-match') return server.ask('PATCH', `/order/${id}`, { ship_name: name }, { 'if-match': `"${_version}"` })
  if (door === 'body') return server.ask('PATCH', `/order/${id}`, { ship_name: name, _version })
  if (door === 'delete') return server.ask('DELETE', `/order/${id}`, undefined, { 'if-match': `"${_version}"` })
  return server.ask('POST', '/_/batch', [{ do: 'update', entity: 'order', id, version: _version, data: { ship_name: name } }])
}

import fc from 'fast-check'
import { openServer, type TestServer } from '../../support/open-server.ts'
import type { Hunt, Suite } from '../suite.ts'
import { idemPlants } from './plants.ts'

type Act = 'create' | 'update' | 'batch' | 'delete'
interface Drawn {
  readonly act: Act
  /** The same request so many times at once … */
  readonly copies: number
  /** … of which so many callers hang up after these milliseconds, as on a bad line … */
  readonly hangUps: number
  readonly patience: number
  /** … and so many again later. */
  readonly again: number
  /** First tried with a mistake in it, which must not use up the key. */
  readonly refusedFirst: boolean
}
const draws: fc.Arbitrary<Drawn> = fc.record({
  act: fc.constantFrom<Act>('create', 'create', 'update', 'batch', 'delete'), copies: fc.integer({ min: 2, max: 12 }), hangUps: fc.integer({ min: 0, max: 3 }), patience: fc.integer({ min: 0, max: 15 }),
  again: fc.integer({ min: 1, max: 3 }), refusedFirst: fc.boolean(),
})

/** Row 18 of the goals: a key sent many times, at once and later, has one effect and one answer. */
export const idem: Suite = {
  size: { flag: 'cases', usual: 1000 },
  plants: idemPlants,
  async run(hunt) {
    const server = await openServer(hunt.connection)
    try {
      const { body } = await server.ask('GET', '/product?size=1')
      const key = await server.ask('POST', '/_/keys', { name: 'another caller', roles: ['administrator'] })
      const all = fc.sample(draws, { seed: hunt.seed, numRuns: hunt.size })
      let cases = 0
      await Promise.all(Array.from({ length: 3 }, async (_, worker) => {
        for (let n = worker; n < all.length && !hunt.enough(); n += 3) {
          await one({ server, hunt, product: body.rows[0].id, other: key.body.token ?? key.body.key, mark: `case ${n}` }, all[n]!)
          cases++
        }
      }))
      return { cases }
    } finally {
      await server.close()
    }
  },
}

interface At { readonly server: TestServer; readonly hunt: Hunt; readonly product: string; readonly other: string; readonly mark: string }
interface Sent { readonly method: 'POST' | 'PATCH' | 'DELETE'; readonly path: string; readonly body?: unknown }
interface Heard { readonly status: number; readonly text: string }

async function one(at: At, drawn: Drawn): Promise<void> {
  const { hunt, mark } = at
  const key = `key of ${mark}`
  const sent = await prepared(at, drawn.act)
  if (drawn.refusedFirst && drawn.act !== 'delete') {
    const refused = await send(at, { ...sent, body: withMistake(sent.body) }, key)
    if (refused.status < 400 || refused.status >= 500) hunt.violation('a mistaken request was not refused', { drawn, refused })
  }
  const lost = Array.from({ length: drawn.hangUps }, () => send(at, sent, key, AbortSignal.timeout(drawn.patience)).catch(() => null))
  const heard = await Promise.all(Array.from({ length: drawn.copies }, () => send(at, sent, key)))
  await Promise.all(lost)
  for (let n = 0; n < drawn.again; n++) heard.push(await send(at, sent, key))
  const answers = new Set(heard.map(({ status, text }) => `${status} ${text}`))
  if (answers.size !== 1 || heard[0]!.status >= 300) hunt.violation('one key was answered in several ways', { drawn, answers: [...answers].map((text) => text.slice(0, 300)) })
  const effects = await count(at, drawn.act, sent)
  if (effects !== 1) hunt.violation(`one key had ${effects} effects`, { drawn })
  if (drawn.act !== 'delete') await others(at, sent, key)
}

/** The key with another body is refused; with another caller it is another key. */
async function others({ hunt, ...at }: At, sent: Sent, key: string): Promise<void> {
  const changed = await send({ hunt, ...at }, { ...sent, body: withName(sent.body, 'another body') }, key)
  if (changed.status !== 422) hunt.violation('a key that was used for another body was not refused', changed)
  if (sent.method !== 'POST' || sent.path !== '/order') return
  const reply = await fetch(`${at.server.url}/api${sent.path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${at.other}` }, body: JSON.stringify(withName(sent.body, `${at.mark} of another`)) })
  await reply.text()
  if (reply.status !== 201) hunt.violation('a key of one caller stood in the way of another', { status: reply.status })
}

/** The request, and what must be there for it. */
async function prepared({ server, product, mark }: At, act: Act): Promise<Sent> {
  const data = { ship_name: mark, lines: [{ product, price: '2.5', quantity: 2 }, { product, price: '1', quantity: 1 }] }
  if (act === 'create') return { method: 'POST', path: '/order', body: data }
  if (act === 'batch') return { method: 'POST', path: '/_/batch', body: [{ do: 'create', entity: 'order', ref: 'a', data }] }
  const made = await server.ask('POST', '/order', { ...data, ship_name: 'before' })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  if (act === 'delete') return { method: 'DELETE', path: `/order/${made.body.id}` }
  // A line more with each effect.
  return { method: 'PATCH', path: `/order/${made.body.id}`, body: { ship_name: mark, lines: [...made.body.lines.map(({ id }: { id: string }) => ({ id })), { product, price: '9', quantity: 1 }] } }
}

async function count({ server, mark }: At, act: Act, sent: Sent): Promise<number> {
  if (act === 'create' || act === 'batch') return (await server.ask('GET', `/order?size=50&filter=${encodeURIComponent(`ship_name == '${mark}'`)}`)).body.rows.length
  const id = sent.path.split('/')[2]!
  if (act === 'delete') return (await server.ask('GET', `/order?size=1&deleted=only&filter=${encodeURIComponent(`id == '${id}'`)}`)).body.rows[0]?._version - 1
  const { body } = await server.ask('GET', `/order/${id}`)
  return body.lines.length - 2 === body._version - 1 ? body.lines.length - 2 : Number.NaN
}

const withName = (body: unknown, name: string): unknown => (Array.isArray(body) ? [{ ...body[0], data: { ...body[0].data, ship_name: name } }] : { ...(body as object), ship_name: name })
const withMistake = (body: unknown): unknown => (Array.isArray(body) ? [{ ...body[0], data: { ...body[0].data, freight: '-1' } }] : { ...(body as object), freight: '-1' })

async function send({ server }: At, { method, path, body }: Sent, key: string, signal?: AbortSignal): Promise<Heard> {
  const reply = await fetch(`${server.url}/api${path}`, {
    method, headers: { 'x-officina': '1', cookie: server.cookie, 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}),
  })
  return { status: reply.status, text: await reply.text() }
}

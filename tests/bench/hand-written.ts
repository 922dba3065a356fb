import Fastify from 'fastify'
import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'

/**
 * The server that we are measured against: Fastify and pg by hand, for one entity, with the same queries on the same tables. It does
 * what ours does for these requests, each in the cheapest way, and nothing of it is general: it asks for the session with each request
 * and keeps it alive, refuses other sites' requests and bodies it does not know, holds the one right that the role has, compares
 * versions, writes the same history, and hears of every change as it is committed, as each node must that keeps screens up to date.
 * Its answers carry the same headers. Arguments: address of the database, schema. Prints its own address.
 */
const [connectionString = '', schema = ''] = process.argv.slice(2)
const same = (text: string): string => text
const pool = new pg.Pool({ connectionString, max: 20, types: { getTypeParser: (oid: number, format?: 'text') => (oid === 1082 ? same : pg.types.getTypeParser(oid, format)) } as never })
const t = (name: string): string => `"${schema}"."${name}"`
type Runner = Pick<pg.Pool, 'query'>
interface Body { readonly [name: string]: unknown; readonly _version?: number; readonly lines?: readonly { product: string; quantity: number }[] }

/** Prepared once per connection under its name. */
const statement = (name: string, text: string) => async (on: Runner, values: unknown[]): Promise<any[]> => (await on.query({ name, text, values })).rows

const system = 'o.id, o._version, o._created_at, o._created_by, o._updated_at, o._updated_by, o._owner'
const fields = 'o.employee, o.status, o.order_date, o.required_date, o.shipped_date, o.shipper, o.freight, o.ship_name, o.ship_address, o.ship_city, o.ship_region, o.ship_postal_code, o.ship_country, c.city as customer_city, o.goods, o.total'
const late = `(o.status = 'confirmed' and o.required_date is not null and o.required_date < current_date) as late`
const lines = `(select coalesce(json_agg(json_build_object('id', l.id, 'product', l.product, 'price', l.price::text, 'quantity', l.quantity, 'discount', l.discount::text, 'net', l.net::text) order by l._position), '[]') from ${t('order__lines')} l where l._parent = o.id) as lines`
const from = `from ${t('order')} o left join ${t('customer')} c on c.id = o.customer where o._deleted_at is null`
const opened = `case when c.id is not null then json_build_object('id', c.id, 'title', c.name) end as customer`

const session = statement('session', `select u.id, u.name, u.roles, s.last_seen_at < now() - interval '1 minute' as stale from "${schema}"._sessions s join "${schema}"._credentials k on k.user_id = s.user_id and k.security_version = s.security_version join ${t('user')} u on u.id = s.user_id where s.hash = $1 and s.expires_at > now() and u.active and u._deleted_at is null`)
const touch = statement('touch', `update "${schema}"._sessions set last_seen_at = now(), expires_at = least(now() + interval '7 days', created_at + interval '30 days') where hash = $1`)
const one = statement('one', `select ${system}, o.number, o.customer, ${fields}, ${late}, ${lines} ${from} and o.id = $1`)
// The page is cut before anything is joined or made for its rows, and it is cut along the index: rows without a date would follow as a second question, as ours asks it.
const cut = (where: string, order: string): string => `(select * from ${t('order')} o where o._deleted_at is null and o.order_date is not null${where} order by ${order} limit 51) o left join ${t('customer')} c on c.id = o.customer order by ${order}`
const page = statement('page', `select ${system}, o.number, ${opened}, ${fields}, ${late} from ${cut('', 'o.order_date desc, o.number desc nulls last, o.id desc')}`)
const found = statement('found', `select ${system}, o.number, o.customer, ${fields}, ${late} from ${cut(' and o.status = $1 and o.freight >= $2', 'o.order_date desc, o.id desc')}`)
const prices = statement('prices', `select id, price from ${t('product')} where id = any($1) and _deleted_at is null for key share`)
const links = statement('links', `select (select id from ${t('customer')} where id = $1 and _deleted_at is null for key share) as customer, (select id from ${t('employee')} where id = $2 and _deleted_at is null for key share) as employee, nextval('"${schema}".hand_number') as number`)
const insert = statement('insert', `insert into ${t('order')} (id, _created_at, _created_by, _updated_at, _updated_by, _owner, number, customer, employee, status, order_date, freight, ship_name, ship_city, ship_country, goods, total) values ($1, now(), $2, now(), $2, $2, $3, $4, $5, 'draft', current_date, $6, $7, $8, $9, $10, $11)`)
const insertLines = statement('insert_lines', `insert into ${t('order__lines')} (id, _parent, _position, product, price, quantity, discount, net) select gen_random_uuid(), $1, n, p, a, q, 0, e from unnest($2::uuid[], $3::numeric[], $4::bigint[], $5::numeric[]) with ordinality as x(p, a, q, e, n)`)
const lock = statement('lock', `select o.*, (o.status in ('draft', 'confirmed') and (e.id is null or e.account is null or e.account = $2)) as mine from ${t('order')} o left join ${t('employee')} e on e.id = o.employee where o.id = $1 and o._deleted_at is null for update of o`)
const update = statement('update', `update ${t('order')} set freight = $2, ship_city = $3, total = coalesce(goods, 0) + $2, _version = _version + 1, _updated_at = now(), _updated_by = $4 where id = $1`)
// Who makes a record follows it, and who follows one that changes is asked for; in the bench nobody else does, so nobody is told.
const follow = statement('follow', `insert into "${schema}"._followers (entity, record, person) values ('order', $1, $2) on conflict do nothing`)
const followers = statement('followers', `select f.person from "${schema}"._followers f join ${t('user')} u on u.id = f.person and u._deleted_at is null where f.following and f.entity = 'order' and f.record = $1 and f.person <> $2`)
const event = statement('event', `with e as (insert into "${schema}"._events (actor_kind, actor_id, actor_name, entity, record, kind, version, changes) values ('user', $1, $2, 'order', $3, $4, $5, $6) returning seq) select pg_notify('hand_written', seq::text) from e`)

async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const computed = new Set(['id', 'customer_city', 'late'])
/** What a new record is, field by field; without what is computed on reading. */
function historyOf(row: Record<string, unknown>): Record<string, readonly [null, unknown]> {
  const told: Record<string, readonly [null, unknown]> = {}
  for (const [name, value] of Object.entries(row)) if (value !== null && !name.startsWith('_') && !computed.has(name)) told[name] = [null, value]
  return told
}

// Every committed change is heard of: one connection listens. Nobody has a screen open, so nothing is told further.
const heard = { last: '' }
const listener = await pool.connect()
listener.on('notification', ({ payload = '' }) => { heard.last = payload })
await listener.query('listen hand_written')

const headers = {
  'content-security-policy': "default-src 'none';script-src 'self';style-src 'self';img-src 'self' blob: data:;connect-src 'self';font-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'origin-agent-cluster': '?1', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off', 'x-download-options': 'noopen', 'x-frame-options': 'DENY', 'x-permitted-cross-domain-policies': 'none', 'x-xss-protection': '0', 'cache-control': 'no-store',
}
const app = Fastify({ genReqId: () => randomUUID() })
const people = new WeakMap<object, { id: string; name: string }>()
app.addHook('onRequest', async (request, reply) => {
  void reply.headers(headers).header('x-request-id', request.id)
  if (request.method !== 'GET' && request.headers['x-officina'] !== '1') return reply.code(403).send({})
  const token = /officina=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
  const hash = createHash('sha256').update(token).digest('hex')
  const [person] = await session(pool, [hash])
  if (!person?.roles.includes('sales')) return reply.code(401).send({})
  if (person.stale) await touch(pool, [hash])
  people.set(request, person)
})
const uuid = { type: 'string', format: 'uuid' }
const money = { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,2})?$' }
const text = { type: 'string', maxLength: 200 }
const params = { type: 'object', additionalProperties: false, properties: { id: uuid } }
const line = { type: 'object', additionalProperties: false, required: ['product'], properties: { product: uuid, quantity: { type: 'integer', minimum: 1 } } }
const created = { type: 'object', additionalProperties: false, properties: { customer: uuid, employee: uuid, freight: money, ship_name: text, ship_city: text, ship_country: text, lines: { type: 'array', items: line } } }
const changed = { type: 'object', additionalProperties: false, properties: { freight: money, ship_city: text, _version: { type: 'integer' } } }
app.get('/api/order/:id', { schema: { params } }, async (request, reply) => {
  const [row] = await one(pool, [(request.params as { id: string }).id])
  if (!row) return reply.code(404).send({})
  return reply.headers({ 'cache-control': 'private, no-cache', etag: `"${row._version}"` }).send(row)
})
app.get('/api/order', async (request) => {
  const query = request.query as { filter?: string }
  return { rows: query.filter ? await found(pool, ['shipped', 20]) : await page(pool, []) }
})
app.post('/api/order', { schema: { body: created } }, async (request, reply) => {
  const body = request.body as Body
  const person = people.get(request)!
  const rows = body.lines ?? []
  const made = await transaction(async (client) => {
    const id = randomUUID()
    const [known] = await links(client, [body.customer, body.employee])
    const price = new Map((await prices(client, [rows.map(({ product }) => product)])).map((p) => [p.id, Number(p.price)]))
    if (!known.customer || !known.employee || rows.some(({ product, quantity }) => !price.has(product) || quantity <= 0)) throw new Error('refused')
    const net = rows.map(({ product, quantity }) => Number((price.get(product)! * quantity).toFixed(2)))
    const goods = net.reduce((sum, value) => sum + value, 0)
    await insert(client, [id, person.id, known.number, body.customer, body.employee, body.freight, body.ship_name, body.ship_city, body.ship_country, goods, goods + Number(body.freight)])
    await insertLines(client, [id, rows.map(({ product }) => product), rows.map(({ product }) => price.get(product)), rows.map(({ quantity }) => quantity), net])
    const row = (await one(client, [id]))[0]
    await event(client, [person.id, person.name, id, 'created', 1, JSON.stringify(historyOf(row))])
    await follow(client, [id, person.id])
    return row
  })
  return reply.code(201).header('etag', `"${made._version}"`).send(made)
})
app.patch('/api/order/:id', { schema: { params, body: changed } }, async (request, reply) => {
  const { id } = request.params as { id: string }
  const body = request.body as Body
  const person = people.get(request)!
  const done = await transaction(async (client) => {
    const [row] = await lock(client, [id, person.id])
    if (!row?.mine || Number(body.freight) < 0 || (body._version !== undefined && body._version !== row._version)) throw new Error('refused')
    await update(client, [id, body.freight, body.ship_city, person.id])
    const after = (await one(client, [id]))[0]
    await event(client, [person.id, person.name, id, 'updated', after._version, JSON.stringify({ freight: [row.freight, after.freight], ship_city: [row.ship_city, after.ship_city], total: [row.total, after.total] })])
    await followers(client, [id, person.id])
    return after
  })
  return reply.header('etag', `"${done._version}"`).send(done)
})
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`)
process.once('SIGTERM', () => process.exit(0))

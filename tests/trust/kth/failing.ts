import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import pg from 'pg'
import { Batch, type Statement } from '../../../server/db/batch.ts'

/**
 * How the k-th statement of a request fails: its connection breaks before it is sent; its connection breaks after it was carried
 * out, so nobody hears the answer; PostgreSQL asks to try the transaction again.
 */
export type Failure = 'before' | 'after' | 'again'
export const failures: readonly Failure[] = ['before', 'after', 'again']
/** Requests that carry this header, with a number of `arm`, are the ones whose statements are counted. */
export const armedHeader = 'x-officina-armed'

interface Armed { readonly k: number; readonly failure: Failure; asked: number; failed: string | null }
const armed = new Map<string, Armed>()
const current = new AsyncLocalStorage<Armed | null>()
let next = 0

/** Readies a failure of statement `k` (from 1); the id goes into the header of the request. */
export function arm(k: number, failure: Failure): { id: string; told(): Armed } {
  const id = String(++next)
  const own: Armed = { k, failure, asked: 0, failed: null }
  armed.set(id, own)
  return { id, told: () => { armed.delete(id); return own } }
}

let installed = false
/** Stands between the driver and its users in this process, for requests that are armed only. */
export function installFailures(): void {
  if (installed) return
  installed = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const id = request.headers[armedHeader]
    current.enterWith(typeof id === 'string' ? (armed.get(id) ?? null) : null)
  })
  const prototype = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown }
  const query = prototype.query
  prototype.query = function failing(this: pg.Client, ...args: unknown[]): unknown {
    // The statements of a batch were counted one by one.
    const own = args[0] instanceof Batch ? null : current.getStore()
    return counted(own, { client: this, text: textOf(args[0]) }, () => query.apply(this, args))
  }
  const add = Batch.prototype.add
  Batch.prototype.add = function failing(this: Batch, statement: Statement) {
    return counted(current.getStore(), { client: this.client, text: textOf(statement) }, () => add.call(this, statement)) as ReturnType<typeof add>
  }
}

interface Asked { readonly client: pg.Client | pg.PoolClient; readonly text: string }
function counted(own: Armed | null | undefined, { client, text }: Asked, run: () => unknown): unknown {
  if (!own || text.startsWith(setting)) return run()
  own.asked++
  // A transaction that has not begun is in nobody's way.
  if (own.asked !== own.k || (own.failure === 'again' && text === 'begin')) return run()
  own.failed = text
  return fail(client, own.failure, run)
}

async function fail(client: pg.Client | pg.PoolClient, failure: Failure, run: () => unknown): Promise<never> {
  if (failure === 'again') throw Object.assign(new Error('could not serialize access'), { code: '40001' })
  if (failure === 'after') await run()
  ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  throw new Error('Connection terminated unexpectedly')
}

const textOf = (query: unknown): string => (typeof query === 'string' ? query : String((query as { text?: unknown } | null)?.text ?? '')).replace(/\s+/g, ' ').slice(0, 160)
/** What the pool says to each new connection belongs to no request. */
const setting = 'set timezone'

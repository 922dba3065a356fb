import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Batch, type Statement } from '../../../server/db/batch.ts'
import type { Database } from '../../../server/db/database.ts'

/**
 * When a process dies at its k-th statement: before it is sent; after it was carried out, though it has not heard so. While an index is being built besides:
 * `stopped`, PostgreSQL ends the build as well; `left`, PostgreSQL goes on with it though nobody waits for it any more.
 */
export type Moment = 'before' | 'after' | 'stopped' | 'left'

/** The part of a process that matters here: its connections, and what it says over them. */
export interface Life {
  /** From now on statements are counted; at the k-th (from 1, 0 = never) it dies. */
  begin(at: { readonly k: number; readonly moment: Moment }): void
  /** What was said since. */
  asked(): readonly string[]
  dead(): boolean
  /** What it was doing when it died lets PostgreSQL go on (`left`); then waits until PostgreSQL has noticed that nobody is there. */
  buried(): Promise<void>
}
interface State { readonly clients: Set<pg.Client>; readonly watch: Database; counting: boolean; asked: string[]; k: number; moment: Moment; dead: boolean; release: () => Promise<void> }

const owners = new WeakMap<object, State>()

/** Follows a process from here on; `watch` is a connection of somebody else to the same database. */
export function follow({ pool }: Database, watch: Database): Life {
  install()
  const state: State = { clients: new Set(), watch, counting: false, asked: [], k: 0, moment: 'before', dead: false, release: async () => {} }
  pool.on('connect', (client) => {
    owners.set(client, state)
    state.clients.add(client as unknown as pg.Client)
    if (state.dead) destroy(client)
  })
  return {
    begin: ({ k, moment }) => { Object.assign(state, { counting: true, asked: [], k, moment }) },
    asked: () => state.asked,
    dead: () => state.dead,
    buried: async () => {
      await state.release()
      await gone(state)
    },
  }
}

const destroy = (client: unknown): void => { (client as { connection: { stream: { destroy(): void } } }).connection.stream.destroy() }
function die(state: State): void {
  state.dead = true
  for (const client of state.clients) destroy(client)
}

async function gone({ clients, watch }: State): Promise<void> {
  const pids = [...clients].map((client) => (client as unknown as { processID: number }).processID)
  await until(async () => (await watch.query(`select 1 from pg_stat_activity where pid = any($1) and datname = current_database()`, [pids])).length === 0, 'PostgreSQL noticed the end of a process')
}
export async function until(done: () => Promise<boolean>, what: string, seconds = 20): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await sleep(5)) if (await done()) return
  throw new Error(`after ${seconds} s still not: ${what}`)
}

let installed = false
/** Stands between the driver and its users in this process, for connections that are followed only. */
function install(): void {
  if (installed) return
  installed = true
  const prototype = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown }
  const query = prototype.query
  prototype.query = function dying(this: pg.Client, ...args: unknown[]): unknown {
    const run = (): unknown => query.apply(this, args)
    // The statements of a batch were counted one by one.
    return args[0] instanceof Batch ? run() : counted(this, textOf(args[0]), run)
  }
  const add = Batch.prototype.add
  Batch.prototype.add = function dying(this: Batch, statement: Statement) {
    return counted(this.client, textOf(statement), () => add.call(this, statement)) as ReturnType<typeof add>
  }
}

function counted(client: object, text: string, run: () => unknown): unknown {
  const state = owners.get(client)
  if (!state?.counting) return run()
  if (!state.dead) {
    state.asked.push(text)
    if (state.asked.length !== state.k) return run()
  }
  return last(state, text, async () => run())
}

/** The last words; no answer reaches who said them, and nothing that is said later is heard. */
async function last(state: State, text: string, run: () => Promise<unknown>): Promise<never> {
  if (!state.dead && state.moment === 'after') await run().catch(() => {})
  if (!state.dead && (state.moment === 'stopped' || state.moment === 'left')) await midway(state, text, run)
  if (!state.dead) die(state)
  throw new Error('Connection terminated unexpectedly')
}

/** A transaction that wrote to the table holds the build up, so that it is surely under way when the process dies. */
async function midway(state: State, text: string, run: () => Promise<unknown>): Promise<void> {
  const table = /on ("[^"]+"\."[^"]+")/.exec(text)?.[1]
  if (!table) throw new Error(`no build of an index: ${text}`)
  const blocker = await state.watch.pool.connect()
  await blocker.query('begin')
  await blocker.query('set local idle_in_transaction_session_timeout = 0')
  await blocker.query(`lock table ${table} in row exclusive mode`)
  run().catch(() => {})
  const building = `from pg_stat_activity where datname = current_database() and state = 'active' and wait_event_type = 'Lock' and query ilike 'create index concurrently%'`
  await until(async () => (await state.watch.query(`select 1 ${building}`)).length > 0, 'an index is being built')
  if (state.moment === 'stopped') await state.watch.query(`select pg_terminate_backend(pid) ${building}`)
  state.release = async () => {
    state.release = async () => {}
    await blocker.query('rollback')
    blocker.release()
  }
}

export const textOf = (query: unknown): string => (typeof query === 'string' ? query : String((query as { text?: unknown } | null)?.text ?? '')).replace(/\s+/g, ' ').trim()

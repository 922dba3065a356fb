import { type BackendFactory, createPostgresBackend, createRedisBackend, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { StartFailure } from '../db/embedded/failure.ts'
import type { Transaction } from '../db/database.ts'
import type { Connection } from '../db/connect.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { claimJob, dueJobs, failJob, finishJob, leaseJob, mostAttempts, type OutboxRow } from './job-store.ts'

/**
 * `database`: runs inside the transaction that marks the job done, so its effect happens exactly once.
 * `outward`: mail, calls to others; runs outside of any transaction, at least once, and gets the job's id to make repetition harmless.
 */
export type JobHandler =
  | { readonly kind: 'database'; readonly run: (work: { workspace: HttpWorkspace; tx: Transaction; job: OutboxRow }) => Promise<void> }
  | { readonly kind: 'outward'; readonly run: (work: { workspace: HttpWorkspace; job: OutboxRow }) => Promise<void> }
export interface JobOptions {
  readonly connection: Connection
  readonly redisUrl: string | null
  /** Those that are open in this process. */
  readonly workspaces: () => Iterable<HttpWorkspace> | Promise<Iterable<HttpWorkspace>>
  /** Those that nobody has asked for since the start: looked into now and then, and opened when work waits there. */
  readonly others?: Others
  readonly report: (error: unknown) => void
  /** Milliseconds between looks into the outbox; a hint (`wake`) makes it at once. */
  readonly every?: number
  readonly concurrency?: number
  readonly queue?: string
}
export interface Jobs {
  defineJob(topic: string, handler: JobHandler): void
  start(): Promise<void>
  /** Looks into the outboxes now. */
  wake(): Promise<void>
  stop(): Promise<void>
}
export interface Others {
  list(): Promise<readonly Pick<HttpWorkspace, 'name' | 'schema' | 'database'>[]>
  open(name: string): Promise<HttpWorkspace | null>
}
type Hints = Pick<Queue, 'addBulk' | 'close'>
type Handlers = ReadonlyMap<string, JobHandler>
interface Task { readonly workspace: string; readonly id: number }
interface Parts { readonly queue: Hints; readonly worker: { close(): Promise<void> }; readonly timer: NodeJS.Timeout }

/** The outbox of each workspace is the truth; the queue only carries hints of what is due, and may lose all of them. */
export function createJobs(options: JobOptions): Jobs {
  const handlers = new Map<string, JobHandler>()
  const backend = options.redisUrl === null ? postgres(options.connection) : redis(options.redisUrl)
  let parts: Parts | null = null
  let looking: Promise<void> | null = null
  const openOthers = everySoOften(options, handlers)
  const wake = async (): Promise<void> => {
    if (!parts) return
    const { queue } = parts
    looking ??= openOthers().then(() => look(options, handlers, queue)).catch(options.report).finally(() => { looking = null })
    await looking
  }
  return {
    defineJob: (topic, handler) => { handlers.set(topic, handler) },
    start: async () => {
      const { queue, worker } = await openQueue(options, handlers, backend)
      parts = { queue, worker, timer: setInterval(() => void wake(), options.every ?? 1000).unref() }
    },
    wake,
    stop: async () => {
      if (parts) {
        clearInterval(parts.timer)
        await looking
        const { queue, worker } = parts
        parts = null
        await worker.close()
        await queue.close()
      }
      await backend.close()
    },
  }
}

/** What a node that died had taken is free for others within seconds. */
const leases = { lockDuration: 10_000, stalledInterval: 5_000 }

const between = 15_000
/** Opens the workspaces where work waits and that nobody has asked for since the start. */
function everySoOften({ others, workspaces, report }: JobOptions, handlers: Handlers): () => Promise<void> {
  let last = -between
  return async () => {
    if (!others || performance.now() - last < between) return
    last = performance.now()
    const opened = new Set([...(await workspaces())].map(({ name }) => name))
    // One that cannot be opened holds up no other.
    for (const { name, schema, database } of await others.list()) if (!opened.has(name))
      await dueJobs(database, schema, [...handlers.keys()]).then((due) => (due.length > 0 ? others.open(name) : null)).catch(report)
  }
}

/** Hints for all that is due, in every workspace that is open. */
async function look(options: JobOptions, handlers: Handlers, queue: Hints): Promise<void> {
  for (const workspace of await options.workspaces()) {
    const due = await dueJobs(workspace.database, workspace.schema, [...handlers.keys()])
    if (due.length === 0) continue
    await queue.addBulk(due.map((row) => ({
      name: row.topic, data: { workspace: workspace.name, id: row.id } satisfies Task,
      // One hint for each try; a second look finds it there and adds nothing.
      opts: { jobId: `${workspace.schema}-${row.id}-${row.attempts}`, removeOnComplete: true, removeOnFail: true, attempts: 1 },
    })))
  }
}

async function openQueue(options: JobOptions, handlers: Handlers, backend: Backend): Promise<Pick<Parts, 'queue' | 'worker'>> {
  const name = options.queue ?? 'officina'
  const process = async ({ data }: { data: Task }): Promise<void> => {
    const opened = [...(await options.workspaces())].find(({ name }) => name === data.workspace)
    const workspace = opened ?? (await options.others?.open(data.workspace))
    if (workspace) await runJob(workspace, data.id, handlers)
  }
  await backend.check()
  const queue = new Queue(name, backend.queue, backend.factory)
  const worker = new Worker(name, process, { ...backend.worker, concurrency: options.concurrency ?? 4, ...leases }, backend.workerFactory)
  queue.on('error', options.report)
  worker.on('error', options.report)
  worker.on('failed', (_job, error) => options.report(error))
  try {
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()])
  } catch (error) {
    await Promise.allSettled([worker.close(true), queue.close()])
    throw error
  }
  return { queue, worker }
}

/** Does one job. Failure is written to its row, which decides when it is tried again. */
export async function runJob(workspace: HttpWorkspace, id: number, handlers: Handlers): Promise<void> {
  const { database, schema } = workspace
  let attempts = 0
  try {
    const outward = await database.transaction(async (tx) => {
      const job = await claimJob(tx, schema, id)
      const handler = job && handlers.get(job.topic)
      if (!job || !handler) return null
      attempts = job.attempts + 1
      if (handler.kind === 'outward') {
        await leaseJob(tx, schema, id)
        return { job, handler }
      }
      await handler.run({ workspace, tx, job })
      await finishJob(tx, schema, id)
      return null
    })
    if (!outward) return
    await outward.handler.run({ workspace, job: outward.job })
    await finishJob(database, schema, id)
  } catch (error) {
    await failJob(database, schema, { id, attempts: Math.max(1, Math.min(attempts, mostAttempts)), error: error instanceof Error ? error.message : String(error) })
  }
}

interface Backend {
  readonly queue: QueueOptions
  readonly worker: WorkerOptions
  readonly factory: BackendFactory
  readonly workerFactory: BackendFactory
  /** Fails with a sentence when it cannot be reached. */
  check(): Promise<void>
  close(): Promise<void>
}
function postgres(connection: Connection): Backend {
  const to = typeof connection === 'string' ? { connectionString: connection } : connection
  const settings = { connection: { ...to, schema: 'bullmq', migrate: true, max: 3 } } as unknown as QueueOptions
  const factory = createPostgresBackend as unknown as Backend['factory']
  return { queue: settings, worker: settings as unknown as WorkerOptions, factory, workerFactory: factory as unknown as Backend['workerFactory'], check: async () => {}, close: async () => {} }
}
function redis(url: string): Backend {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) throw new StartFailure(`REDIS_URL is no address such as redis://localhost:6379.`)
  const queue = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false })
  const worker = new Redis(url, { maxRetriesPerRequest: null })
  for (const client of [queue, worker]) client.on('error', () => {})
  const factory = createRedisBackend as unknown as Backend['factory']
  return {
    queue: { connection: queue } as unknown as QueueOptions, worker: { connection: worker } as unknown as WorkerOptions,
    factory, workerFactory: factory as unknown as Backend['workerFactory'],
    check: () => answers(worker),
    close: async () => { for (const client of [queue, worker]) client.disconnect() },
  }
}

const patience = 5000
/** A client waits for ever for a Redis that does not come; a start must not. The address may hold a password: it is not said. */
async function answers(client: Redis): Promise<void> {
  let reason = 'no answer'
  const hear = (error: Error): void => { reason = (error as NodeJS.ErrnoException).code ?? error.message }
  client.on('error', hear)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_done, failed) => { timer = setTimeout(() => failed(new Error('late')), patience) })
  try {
    await Promise.race([client.ping(), late])
  } catch (error) {
    if ((error as Error).message !== 'late') hear(error as Error)
    throw new StartFailure(`The Redis of REDIS_URL cannot be reached (${reason}). Start it, correct the address, or leave REDIS_URL out: jobs are then kept by PostgreSQL alone.`)
  } finally {
    clearTimeout(timer)
    client.off('error', hear)
  }
}

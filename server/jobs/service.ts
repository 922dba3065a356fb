import { type BackendFactory, createPostgresBackend, createRedisBackend, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
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
  readonly workspaces: () => Iterable<HttpWorkspace> | Promise<Iterable<HttpWorkspace>>
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
  const wake = async (): Promise<void> => {
    if (!parts) return
    looking ??= look(options, handlers, parts.queue).catch(options.report).finally(() => { looking = null })
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

/** Hints for all that is due, in every workspace. */
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
    for (const workspace of await options.workspaces()) if (workspace.name === data.workspace) await runJob(workspace, data.id, handlers)
  }
  const queue = new Queue(name, backend.queue, backend.factory)
  const worker = new Worker(name, process, { ...backend.worker, concurrency: options.concurrency ?? 4 }, backend.workerFactory)
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
  close(): Promise<void>
}
function postgres(connection: Connection): Backend {
  const to = typeof connection === 'string' ? { connectionString: connection } : connection
  const settings = { connection: { ...to, schema: 'bullmq', migrate: true, max: 3 } } as unknown as QueueOptions
  const factory = createPostgresBackend as unknown as Backend['factory']
  return { queue: settings, worker: settings as unknown as WorkerOptions, factory, workerFactory: factory as unknown as Backend['workerFactory'], close: async () => {} }
}
function redis(url: string): Backend {
  const queue = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false })
  const worker = new Redis(url, { maxRetriesPerRequest: null })
  for (const client of [queue, worker]) client.on('error', () => {})
  const factory = createRedisBackend as unknown as Backend['factory']
  return {
    queue: { connection: queue } as unknown as QueueOptions, worker: { connection: worker } as unknown as WorkerOptions,
    factory, workerFactory: factory as unknown as Backend['workerFactory'],
    close: async () => { for (const client of [queue, worker]) client.disconnect() },
  }
}

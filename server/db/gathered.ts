import type pg from 'pg'
import { Batch } from './batch.ts'
import type { Send } from './runner.ts'

interface Corked { readonly connection: { readonly stream: { cork(): void; uncork(): void } } }
export interface Sending {
  readonly send: Send
  /** Hands over what is still kept. */
  flush(): void
}

/**
 * A connection on which statements that are given without waiting for each other leave in one packet: what is asked until the
 * process would wait for something is sent at once. Their order is kept.
 */
export function gathered(client: pg.PoolClient): Sending {
  const { stream } = (client as unknown as Corked).connection
  let open = false
  let batch: Batch | null = null
  const flush = (): void => {
    batch?.send()
    batch = null
  }
  const leave = (): void => {
    open = false
    flush()
    stream.uncork()
  }
  const send: Send = (text, values, name) => {
    if (!open) {
      open = true
      stream.cork()
      process.nextTick(leave)
    }
    if (name !== undefined || values.length > 0) return (batch ??= new Batch(client)).add({ text, values, name })
    // May be several statements in one text, which goes alone.
    flush()
    return client.query(text).then(({ rows }) => rows as Record<string, unknown>[])
  }
  return { send, flush }
}

/** One statement on a connection of the pool. */
export const pooled = (pool: pg.Pool): Send => async (text, values, name) => {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    if (name === undefined && values.length === 0) return (await client.query(text)).rows as Record<string, unknown>[]
    const batch = new Batch(client)
    const answer = batch.add({ text, values, name })
    batch.send()
    return await answer
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    client.release(failure)
  }
}

const aborted = '25P02'
/**
 * The answers of statements that were sent together, when all have come: nothing is still under way when one has failed. Throws what
 * failed first, not what PostgreSQL refused because of it.
 */
export async function together<T extends readonly unknown[]>(parts: readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> {
  const done = await Promise.allSettled(parts)
  const failed = done.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (failed.length > 0) throw failed.find((reason) => (reason as { code?: unknown } | null)?.code !== aborted) ?? failed[0]
  return done.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T
}

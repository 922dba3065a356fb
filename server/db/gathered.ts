import type pg from 'pg'

interface Corked { readonly connection: { readonly stream: { cork(): void; uncork(): void } } }

/**
 * A connection on which statements that are given without waiting for each other leave in one packet: what is asked until the
 * process would wait for something is sent at once. Their order is kept.
 */
export function gathered(client: pg.PoolClient): Pick<pg.PoolClient, 'query'> {
  const { stream } = (client as unknown as Corked).connection
  let open = false
  const send = (): void => {
    open = false
    stream.uncork()
  }
  const query = (config: pg.QueryConfig | string): Promise<pg.QueryResult> => {
    if (!open) {
      open = true
      stream.cork()
      process.nextTick(send)
    }
    return client.query(config as pg.QueryConfig)
  }
  return { query: query as pg.PoolClient['query'] }
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

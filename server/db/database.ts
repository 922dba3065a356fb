import makeKnex, { type Knex } from 'knex'
import pg from 'pg'

/** Anything that can run a statement: the pool or a transaction. */
export interface Runner {
  /** Runs parameterised SQL (`$1` …); with a name it is prepared once per connection. */
  query<R = Record<string, unknown>>(text: string, values?: readonly unknown[], name?: string): Promise<R[]>
  /** Runs what Knex built. */
  run<R = Record<string, unknown>>(builder: Knex.QueryBuilder | Knex.SchemaBuilder | Knex.Raw): Promise<R[]>
}
/** One transaction. `onCommit` work runs after a successful commit, never on rollback or retry. */
export interface Transaction extends Runner { onCommit(effect: () => void): void }
export interface Database extends Runner {
  readonly pool: pg.Pool
  /** Builds statements only; it has no connection of its own. */
  readonly sql: Knex
  /** Runs the pure-in-SQL function in a transaction; retried on serialisation failure, deadlock and lock timeout (40001, 40P01, 55P03), 8 times with jitter. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}
export const builder = (): Knex => makeKnex({ client: 'pg' })
export type { Knex }

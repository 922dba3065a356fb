import pg from 'pg'
import { type Database, builder } from './database.ts'
import { StartFailure } from './embedded/failure.ts'
import { pooled } from './gathered.ts'
import { runner } from './runner.ts'
import { runTransaction } from './transaction.ts'
import { typeParsers } from './value-parsers.ts'

export type Connection = string | { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string }
export interface ConnectOptions {
  readonly connection: Connection
  /** Connections at most. */
  readonly max?: number
  /** Milliseconds a statement may take; 0 = for ever (long exports, index builds). */
  readonly statementTimeout?: number
  /** Told about connections that broke while idle, and of effects that failed after a commit. */
  readonly onError?: (error: Error) => void
}
/** Oldest PostgreSQL that has what we use. */
const oldest = 15

/** Opens the pool. Every connection speaks UTC, takes statements without waiting for earlier answers, and has limits on how long anything may hold it. */
export function connectDatabase(options: ConnectOptions): Database {
  const report = options.onError ?? (() => {})
  const pool = new pg.Pool({ ...target(options.connection), max: options.max ?? 20, types: typeParsers, pipeline: true, onConnect: (client) => prepare(client, options), connectionTimeoutMillis: 15_000 } as pg.PoolConfig)
  // A server that stops breaks idle connections; unheard, that would end the process.
  pool.on('error', report)
  const sql = builder()
  return {
    ...runner(pooled(pool)),
    pool,
    sql,
    transaction: (work) => runTransaction(pool, work, report),
    close: async () => {
      await pool.end()
      await sql.destroy()
    },
  }
}

const target = (connection: Connection): pg.PoolConfig => (typeof connection === 'string' ? { connectionString: connection } : { ...connection })

async function prepare(client: pg.ClientBase, options: ConnectOptions): Promise<void> {
  client.on('error', options.onError ?? (() => {}))
  await client.query(
    `set timezone = 'UTC'; set datestyle = 'ISO'; set statement_timeout = ${options.statementTimeout ?? 5000}; set lock_timeout = 2000; set idle_in_transaction_session_timeout = 10000`,
  )
}

/** Refuses a server that is too old or out of reach, in one sentence. */
export async function checkServer(database: Database): Promise<{ version: number }> {
  let version: number
  try {
    const rows = await database.query<{ version: string }>(`select current_setting('server_version_num') as version`)
    version = Math.floor(Number(rows[0]?.version) / 10_000)
  } catch (error) {
    throw new StartFailure(`PostgreSQL cannot be reached: ${reason(error)}. Check DATABASE_URL.`)
  }
  if (version < oldest) throw new StartFailure(`DATABASE_URL leads to PostgreSQL ${version}, and Officina needs ${oldest} or newer: upgrade it, or leave DATABASE_URL out to use the PostgreSQL that comes with Officina.`)
  return { version }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  return error instanceof Error ? error.message : String(error)
}

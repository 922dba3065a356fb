import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, chooseAccount, prepareFolder } from './embedded/account.ts'
import { type Binaries, findBinaries } from './embedded/binaries.ts'
import { prepareCluster, role } from './embedded/cluster.ts'
import { alone } from './embedded/lock.ts'
import { clearStale, findRunning, start, stop } from './embedded/postmaster.ts'
import { register } from './embedded/users.ts'
import { watchOver } from './embedded/watch.ts'

export interface EmbeddedPostgres {
  readonly connection: { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string }
  readonly pid: number
  /** A server that was running already is used; nothing was started. */
  readonly attached: boolean
  /** Ends our use; the last process to do so stops the server. Others that use it are never cut off. */
  stop(): Promise<void>
}
export interface EmbeddedOptions {
  /** Holds the cluster, its password and its log. Made when missing. */
  readonly folder: string
  /** PostgreSQL settings, e.g. `{ fsync: 'off' }`; used when this process starts the server. */
  readonly settings?: Readonly<Record<string, string>>
  /** false: files need not survive a power cut (tests). */
  readonly durable?: boolean
}

/** Longest path that every system accepts for a socket is a little above this. */
const socketPathLimit = 100

/** Starts the PostgreSQL that comes with Officina, or uses the one that already runs on the folder. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const asked = resolve(options.folder)
  const account = chooseAccount(join(asked, 'data'))
  prepareFolder(asked, account)
  // PostgreSQL stands in the real path; comparing needs the same one.
  const folder = join(realpathSync(dirname(asked)), basename(asked))
  return alone(folder, () => open(folder, account, options))
}

async function open(folder: string, account: Account, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const data = join(folder, 'data')
  const binaries = await findBinaries(account)
  const password = prepareCluster(folder, { binaries, account, durable: options.durable ?? true })
  const running = await findRunning(data)
  const server = running ?? (await launch(data, { binaries, account, options }))
  const user = register(folder)
  const watch = watchOver(server.pid, (wanted) => alone(folder, async () => (wanted() ? ((await findRunning(data)) ?? (await launch(data, { binaries, account, options, port: server.port }))).pid : server.pid)))
  const end = once(() => alone(folder, async () => {
    watch.end()
    if (user.leave()) await stop(data, { binaries, account })
  }))
  return { connection: { host: server.host, port: server.port, user: role, password, database: 'postgres' }, pid: server.pid, attached: running !== null, stop: end }
}

interface Launching { readonly binaries: Binaries; readonly account: Account; readonly options: EmbeddedOptions; readonly port?: number }
async function launch(data: string, work: Launching): ReturnType<typeof start> {
  await clearStale(data)
  const folder = dirname(data)
  const bySocket = process.platform !== 'win32' && `${folder}/.s.PGSQL.5432`.length <= socketPathLimit
  const place = bySocket ? { listen_addresses: '', unix_socket_directories: folder } : { listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const settings = { max_connections: '100', shared_buffers: '128MB', logging_collector: 'off', ...place, ...work.options.settings }
  return start(data, { ...work, settings, port: bySocket ? 5432 : (work.port ?? (await freePort())) })
}

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no free port'))))
    })
  })

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= work())
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Connection, connectDatabase } from '../../server/db/connect.ts'
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts'
import { upgradeServerSchema } from '../../server/db/system-tables.ts'

declare module 'vitest' {
  export interface ProvidedContext { postgres: Connection }
}

interface Shared { users: number; server: Promise<{ connection: Connection; stop(): Promise<void> }> }
/** Each project runs this file by itself, in one process: the server is theirs together. */
const place = globalThis as { officinaTestServer?: Shared }

/** One PostgreSQL for the whole run, in a folder of its own; `TEST_DATABASE_URL` uses that server instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (place.officinaTestServer ??= { users: 0, server: start() })
  shared.users++
  project.provide('postgres', (await shared.server).connection)
  return async () => {
    if (--shared.users > 0) return
    delete place.officinaTestServer
    await (await shared.server).stop()
  }
}

async function start(): Promise<{ connection: Connection; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    await prepare(given)
    return { connection: given, stop: async () => {} }
  }
  const folder = mkdtempSync(join(tmpdir(), 'officina-test-'))
  // PostgreSQL may run as another account, which passes through here to its own folder.
  chmodSync(folder, 0o711)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' } })
  await prepare(server.connection)
  return {
    connection: server.connection,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Extensions and the server's own tables, as the product makes them. */
async function prepare(connection: Connection): Promise<void> {
  const database = connectDatabase({ connection, max: 1 })
  await upgradeServerSchema(database)
  await database.close()
}

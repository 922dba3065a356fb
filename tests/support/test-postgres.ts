import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connectDatabase } from '../../server/db/connect.ts'
import { startEmbeddedPostgres } from '../../server/db/embedded-postgres.ts'
import { upgradeServerSchema } from '../../server/db/system-tables.ts'

/** PostgreSQL in a folder of its own, until it is stopped; `TEST_DATABASE_URL` uses that server instead. */
export async function startTestPostgres(): Promise<{ connection: Connection; stop(): Promise<void> }> {
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

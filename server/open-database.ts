import { join } from 'node:path'
import { type Connection, checkServer, connectDatabase } from './db/connect.ts'
import type { Database } from './db/database.ts'
import { startEmbeddedPostgres } from './db/embedded-postgres.ts'
import { upgradeServerSchema } from './db/system-tables.ts'
import type { Settings } from './settings.ts'

export interface OpenDatabase { readonly database: Database; readonly connection: Connection; close(): Promise<void> }

/** The database of these settings, started when it is ours, checked and up to date. */
export async function openDatabase(settings: Pick<Settings, 'data' | 'databaseUrl'>, onError: (error: Error) => void): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl === null ? await startEmbeddedPostgres({ folder: join(settings.data, 'postgres') }) : null
  const connection = embedded?.connection ?? settings.databaseUrl ?? ''
  const database = connectDatabase({ connection, onError })
  const close = async (): Promise<void> => {
    await database.close()
    await embedded?.stop()
  }
  try {
    await checkServer(database)
    await upgradeServerSchema(database)
  } catch (error) {
    await close()
    throw error
  }
  return { database, connection, close }
}

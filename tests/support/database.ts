import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { type Connection, connectDatabase } from '../../server/db/connect.ts'
import type { Database } from '../../server/db/database.ts'
import { upgradeWorkspaceSchema } from '../../server/db/system-tables.ts'

export interface TestDatabase {
  readonly database: Database
  /** A schema of this test file alone; dropped when the file is done. */
  readonly schema: string
  /** For code that connects by itself. */
  readonly connection: Connection
}

/**
 * `const { database, schema } = await testDatabase()` at the top of a test file. With `system`, the schema has the system
 * tables of a workspace.
 */
export async function testDatabase(options: { system?: boolean; max?: number } = {}): Promise<TestDatabase> {
  const connection = inject('postgres')
  const database = connectDatabase({ connection, max: options.max ?? 10, statementTimeout: 30_000 })
  const schema = `test_${randomBytes(6).toString('hex')}`
  await database.query(`create schema "${schema}"`)
  if (options.system) await upgradeWorkspaceSchema(database, schema)
  afterAll(async () => {
    await database.query(`drop schema "${schema}" cascade`)
    await database.close()
  })
  return { database, schema, connection }
}

import { afterAll, inject } from 'vitest'
import { freshDatabaseOn, openServer, type ServerOptions, type TestServer } from './open-server.ts'

export { administrator, type Reply, type TestServer } from './open-server.ts'

/** A server of this test file alone in the test PostgreSQL; closed, and its database dropped, when the file is done. */
export async function startTestServer(options: ServerOptions = {}): Promise<TestServer> {
  const server = await openServer(inject('postgres'), options)
  afterAll(server.close)
  return server
}

/** An empty database in the test PostgreSQL. */
export const freshDatabase = () => freshDatabaseOn(inject('postgres'))

import type { TestProject } from 'vitest/node'
import type { Connection } from '../../server/db/connect.ts'
import { startTestPostgres } from './test-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext { postgres: Connection }
}

interface Shared { users: number; server: Promise<{ connection: Connection; stop(): Promise<void> }> }
/** Each project runs this file by itself, in one process: the server is theirs together. */
const place = globalThis as { officinaTestServer?: Shared }

/** One PostgreSQL for the whole run, in a folder of its own; `TEST_DATABASE_URL` uses that server instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (place.officinaTestServer ??= { users: 0, server: startTestPostgres() })
  shared.users++
  project.provide('postgres', (await shared.server).connection)
  return async () => {
    if (--shared.users > 0) return
    delete place.officinaTestServer
    await (await shared.server).stop()
  }
}

import type { Database } from '../db/database.ts'
import { type Listening, listenOn } from '../db/listening.ts'
import { modelChannel } from './service.ts'

/**
 * Hears of publishes of any node. `heard(schema)` is told after each; with null where something may have been missed: when the
 * connection came, and again and again while it is away.
 */
export function watchModels(database: Database, heard: (schema: string | null) => void, report: (error: Error) => void): Listening {
  const all = (): void => heard(null)
  return listenOn(database, {
    channel: modelChannel, report, connected: all, away: all,
    heard: (payload) => heard((JSON.parse(payload) as { schema: string }).schema),
  })
}

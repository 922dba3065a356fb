import type { Database } from '../db/database.ts'
import { modelChannel } from './service.ts'

export interface Watch { close(): Promise<void> }
/**
 * Hears of publishes of any node. `heard(schema)` is told after each; with null when the connection came back, since something may
 * have been missed. While it is away the caller is asked to look every two seconds.
 */
export function watchModels(database: Database, heard: (schema: string | null) => void): Watch {
  const state = { closed: false, release: () => {} }
  const again = (): void => {
    if (state.closed) return
    setTimeout(() => { heard(null); connect().catch(again) }, 2000).unref()
  }
  const connect = async (): Promise<void> => {
    const client = await database.pool.connect()
    let gone = false
    const leave = (): void => {
      if (gone) return
      gone = true
      client.release(true)
      again()
    }
    state.release = leave
    if (state.closed) return leave()
    client.once('error', leave)
    client.once('end', leave)
    client.on('notification', ({ payload }) => { if (payload) heard((JSON.parse(payload) as { schema: string }).schema) })
    await client.query(`listen ${modelChannel}`)
    heard(null)
  }
  connect().catch(again)
  return {
    close: async () => {
      state.closed = true
      state.release()
    },
  }
}

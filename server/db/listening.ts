import type { Database } from './database.ts'

export interface Listening { close(): Promise<void> }
interface Ears {
  readonly channel: string
  heard(payload: string): void
  /** The connection stands (again): something may have been missed. */
  connected?(): void
  /** It is away; said before each new try. */
  away?(): void
  readonly report: (error: Error) => void
}
const pause = 1000

/** One connection that listens on a channel, opened again when it breaks. */
export function listenOn(database: Database, ears: Ears): Listening {
  const state = { closed: false, release: (): void => {} }
  const again = (error?: Error): void => {
    if (state.closed) return
    if (error) ears.report(error)
    setTimeout(() => {
      if (state.closed) return
      ears.away?.()
      connect().catch(again)
    }, pause).unref()
  }
  const connect = async (): Promise<void> => {
    const client = await database.pool.connect()
    let gone = false
    state.release = () => {
      if (gone) return
      gone = true
      client.release(true)
      again()
    }
    if (state.closed) return state.release()
    client.once('error', state.release)
    client.once('end', state.release)
    client.on('notification', ({ payload }) => { if (payload) ears.heard(payload) })
    await client.query(`listen ${ears.channel}`)
    ears.connected?.()
  }
  connect().catch(again)
  return {
    close: async () => {
      state.closed = true
      state.release()
    },
  }
}

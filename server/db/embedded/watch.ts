import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './postmaster.ts'

/** Milliseconds between two looks. */
const pace = 500

/**
 * Looks after a PostgreSQL that is in use: where something else ended it (the system was short of memory, somebody killed it),
 * it is brought back, and connections find it at its old place. `revive` answers the number of the new process; it asks whether
 * that is still wanted once nobody else can start or stop one.
 */
export function watchOver(first: number, revive: (wanted: () => boolean) => Promise<number>): { end(): void } {
  let ended = false
  const watch = async (): Promise<void> => {
    for (let pid = first; !ended; await sleep(pace, undefined, { ref: false })) {
      if (isAlive(pid)) continue
      // Where it does not start, the next look tries again: its log says why, and requests are told that it is away.
      pid = await revive(() => !ended).catch(() => pid)
    }
  }
  void watch()
  return { end: () => { ended = true } }
}

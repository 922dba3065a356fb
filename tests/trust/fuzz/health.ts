import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype] as const
const clean = prototypes.map((one) => new Set(Reflect.ownKeys(one)))
/** Takes away what was added, so that it is told of the request that did it and of no other. */
function tidy(): boolean {
  const added = prototypes.flatMap((one, at) => Reflect.ownKeys(one).filter((key) => !clean[at]!.has(key)).map((key) => ({ one, key })))
  for (const { one, key } of added) Reflect.deleteProperty(one, key)
  return added.length > 0
}

export interface Health {
  /** What the last request has done to the process, if anything. */
  after(): string | null
  before(): void
  /** Megabytes that are held after everything that may go is gone. */
  held(): number
  close(): void
}

/** The server runs in this process: what it does to it can be seen. */
export function watchHealth(): Health {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  // Collecting garbage is not the request's own work.
  let collecting = 0
  const observer = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) collecting += duration })
  observer.observe({ entryTypes: ['gc'] })
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let cpu = process.cpuUsage()
  return {
    before: () => {
      delay.reset()
      collecting = 0
      cpu = process.cpuUsage()
    },
    after: () => {
      if (tidy()) return 'changes a prototype that everything shares'
      // A machine that is busy with something else stalls us too: only what this process computed itself counts.
      const { user, system } = process.cpuUsage(cpu)
      const own = (user + system) / 1000 - collecting
      return delay.max / 1e6 > 1000 && own > 1000 ? `holds everybody up for ${Math.round(delay.max / 1e6)} ms` : null
    },
    held: () => {
      collect()
      return process.memoryUsage().heapUsed / 1_048_576
    },
    close: () => { delay.disable(); observer.disconnect() },
  }
}

import { AppError } from './errors.ts'

export interface Limiter {
  /** Counts one try of each key; refuses with 429 when one of them has had too many. */
  take(...keys: string[]): void
}
interface Window { count: number; until: number }
/** Keys kept at most; the oldest go first, so that a flood of keys cannot fill the memory. */
const most = 50_000

/** So many tries per key in a window of time, counted on this node. */
export function createLimiter({ tries, seconds, now = Date.now }: { tries: number; seconds: number; now?: () => number }): Limiter {
  const windows = new Map<string, Window>()
  const count = (key: string): Window => {
    const time = now()
    let window = windows.get(key)
    if (!window || window.until <= time) {
      windows.delete(key)
      window = { count: 0, until: time + seconds * 1000 }
      windows.set(key, window)
      if (windows.size > most) windows.delete(windows.keys().next().value!)
    }
    window.count++
    return window
  }
  return {
    take: (...keys) => {
      const over = keys.map(count).filter((window) => window.count > tries)
      if (over.length === 0) return
      const wait = Math.max(1, Math.ceil((Math.max(...over.map((window) => window.until)) - now()) / 1000))
      throw new AppError(429, 'request.too_many', { params: { seconds: wait }, retryAfter: wait })
    },
  }
}

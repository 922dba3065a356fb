import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8 * 256)
let used = pool.length
let lastTime = 0
let counter = 0

/**
 * A new UUID of version 7: sorted by time of making, and strictly rising within this process even when the clock stands
 * still or goes back, so that the order of ids is the order of creation.
 */
export function newId(now: number = Date.now()): string {
  const random = eightBytes()
  if (now > lastTime) {
    lastTime = now
    // Half of the range is left free to count up in.
    counter = random.readUInt16BE(0) & 0x7ff
  } else if (++counter > 0xfff) {
    lastTime++
    counter = 0
  }
  const time = lastTime.toString(16).padStart(12, '0')
  const sequence = (0x7000 | counter).toString(16)
  const variant = (0x8000 | (random.readUInt16BE(0) & 0x3fff)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${sequence}-${variant}-${random.toString('hex', 2)}`
}

function eightBytes(): Buffer {
  if (used >= pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 8
  return pool.subarray(used - 8, used)
}

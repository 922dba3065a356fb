import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './postmaster.ts'

const mine = new Set<string>()
let count = 0

/** Notes that this process uses the server. `leave` answers whether nobody is left, so that the last one can stop it. */
export function register(folder: string): { leave(): boolean } {
  const place = join(folder, 'users')
  mkdirSync(place, { recursive: true })
  const name = `${process.pid}-${++count}`
  const file = join(place, name)
  mine.add(file)
  writeFileSync(file, '')
  return {
    leave: () => {
      mine.delete(file)
      rmSync(file, { force: true })
      return others(place).length === 0
    },
  }
}

/** Users that still live; what killed ones left behind is cleared away. */
function others(place: string): string[] {
  return readdirSync(place).filter((name) => {
    const pid = Number(name.split('-')[0])
    // After a restart of a container a process may have the number of its predecessor.
    const lives = pid === process.pid ? mine.has(join(place, name)) : isAlive(pid)
    if (!lives) rmSync(join(place, name), { force: true })
    return lives
  })
}

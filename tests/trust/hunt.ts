import type { Connection } from '../../server/db/connect.ts'
import type { Hunt, Suite } from './suite.ts'

export interface Outcome { readonly suite: string; readonly seed: number; readonly cases: number; readonly violations: number; readonly seconds: number }
export interface Wanted { readonly name: string; readonly seed: number; readonly size: number; readonly connection: Connection; tell(text: string): void }

const toldAtMost = 5
const enoughFound = 20

/** Runs a suite once. Violations are counted and told, never thrown: one fault must not hide the next. */
export async function hunt(suite: Suite, { name, seed, size, connection, tell }: Wanted): Promise<Outcome> {
  let violations = 0
  const started = performance.now()
  const own: Hunt = {
    seed, size, connection,
    violation(what, seen) {
      violations++
      if (violations <= toldAtMost) tell(`${name} (seed ${seed}): ${what}${seen === undefined ? '' : `\n  ${JSON.stringify(seen)}`}`)
    },
    enough: () => violations >= enoughFound,
  }
  const { cases } = await suite.run(own).catch((error: unknown) => {
    // After a violation nothing needs to go on as planned; before one, it is the suite that is broken.
    if (violations === 0) throw error
    tell(`${name} (seed ${seed}) could not go on: ${String(error)}`)
    return { cases: 0 }
  })
  return { suite: name, seed, cases, violations, seconds: Math.round((performance.now() - started) / 100) / 10 }
}

import fc from 'fast-check'
import type { Hunt, Suite } from '../suite.ts'
import { type Health, watchHealth } from './health.ts'
import { fuzzPlants } from './plants.ts'
import { type Asked, requests } from './requests.ts'
import { createJudge, type Judge } from './verdict.ts'
import { createWire } from './wire.ts'
import { openWorld, type Opened, type World } from './world.ts'

/** So many requests between two looks at the whole. */
const chunk = 500
/** Megabytes that may be held more than after the first chunk: plans of queries and the like are kept, up to a limit. */
const more = 150

/** S5: whatever is asked, the server answers as its own description says, tells nothing of its inside, and goes on. */
export const fuzz: Suite = {
  size: { flag: 'requests', usual: 10_000 },
  plants: fuzzPlants,
  async run(hunt) {
    const opened = await openWorld(hunt.connection)
    const health = watchHealth()
    const judge = createJudge()
    let first: number | null = null
    let cases = 0
    try {
      for (let n = 0; cases < hunt.size && !hunt.enough(); n++) {
        const world = await lookAgain(opened, hunt)
        if (!world) break
        cases += await round({ hunt, world, health, judge }, { seed: hunt.seed + n, runs: Math.min(chunk, hunt.size - cases) })
        first ??= health.held()
      }
      const grown = health.held() - (first ?? 0)
      if (grown > more) hunt.violation(`${Math.round(grown)} MB are held more after ${cases} requests`)
      await lookAgain(opened, hunt)
      return { cases }
    } finally {
      health.close()
      await opened.close()
    }
  },
}

/** Everything is still there to be read; locked doors are opened again. */
async function lookAgain(opened: Opened, hunt: Hunt): Promise<World | null> {
  try {
    return await opened.fresh()
  } catch (error) {
    hunt.violation(`after these requests the data cannot be read: ${String(error)}`)
    return null
  }
}

interface Round { readonly hunt: Hunt; readonly world: World; readonly health: Health; readonly judge: Judge }
/** Each counterexample is made as small as it goes; then it goes on from there, and what was found is not told again. */
async function round({ hunt, world, health, judge }: Round, { seed, runs }: { seed: number; runs: number }): Promise<number> {
  const wire = createWire(world.server.url)
  const told = new Set<string>()
  let sent = 0
  const ask = async (asked: Asked): Promise<string | null> => {
    const actor = world.actors.find(({ name }) => name === asked.actor)!
    health.before()
    const answer = await wire.send(asked, actor.headers)
    const found = typeof answer === 'string' ? (JSON.stringify(asked.headers).length > 15_000 ? null : answer) : judge(asked, actor, answer)
    return health.after() ?? found
  }
  const property = fc.asyncProperty(requests(world), async (asked) => {
    sent++
    const found = await ask(asked)
    if (found !== null && !told.has(signOf(asked, found))) throw new Error(found)
  })
  try {
    for (let again = 0; sent < runs && !hunt.enough(); again++) {
      const before = sent
      const outcome = await fc.check(property, { seed: seed * 1000 + again, numRuns: runs - sent, interruptAfterTimeLimit: 120_000, markInterruptAsFailure: false })
      if (!outcome.failed || !outcome.counterexample) { if (sent === before || !outcome.failed) break; continue }
      const found = outcome.errorInstance instanceof Error ? outcome.errorInstance.message : String(outcome.errorInstance)
      told.add(signOf(outcome.counterexample[0], found))
      hunt.violation(`${outcome.counterexample[0].method} ${outcome.counterexample[0].template ?? ''} as ${outcome.counterexample[0].actor} ${found}`, short(outcome.counterexample[0]))
    }
    return sent
  } finally {
    wire.close()
  }
}
/** One fault of all routes is one fault. */
const signOf = ({ method }: Asked, found: string): string => `${method} ${found}`
const short = (asked: Asked): object => JSON.parse(JSON.stringify(asked, (_, value) => (typeof value === 'string' && value.length > 500 ? `${value.slice(0, 200)}… (${value.length} signs)` : value))) as object

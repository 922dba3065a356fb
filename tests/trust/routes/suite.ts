import fc from 'fast-check'
import type { Hunt, Suite } from '../suite.ts'
import { openAttachments } from './attachments.ts'
import { sendForbidden } from './bodies.ts'
import { checkTable, sendUnknown } from './closed.ts'
import { forge } from './forgery.ts'
import { routesOf, walkMatrix } from './matrix.ts'
import { routePlants } from './plants.ts'
import { openWorld, type World } from './world.ts'

/** S3: every door is guarded as the table says, for everybody, whatever he asks for. A round walks all of it in another order. */
export const routes: Suite = {
  size: { flag: 'rounds', usual: 1 },
  plants: routePlants,
  async run(hunt) {
    const world = await openWorld(hunt.connection).catch((error: unknown) => {
      if (!/does not say who may call it/.test(String(error))) throw error
      hunt.violation(String(error))
      return null
    })
    if (!world) return { cases: 1 }
    try {
      let cases = checkTable(world, hunt)
      for (let round = 0; round < hunt.size && !hunt.enough(); round++) cases += await walk(world, hunt, round)
      return { cases }
    } finally {
      await world.close()
    }
  },
}

async function walk(world: World, hunt: Hunt, round: number): Promise<number> {
  const all = routesOf(world)
  const [order] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { seed: hunt.seed + round, numRuns: 1 })
  const actors = fc.sample(fc.shuffledSubarray([...world.actors], { minLength: world.actors.length }), { seed: hunt.seed + round, numRuns: 1 })[0]!
  let cases = await walkMatrix({ ...world, actors }, hunt, order!)
  for (const part of [sendUnknown, forge]) cases += await part(world, hunt, order!)
  for (const part of [sendForbidden, openAttachments]) cases += await part(world, hunt)
  return cases
}

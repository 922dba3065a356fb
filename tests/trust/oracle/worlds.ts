import type { Hunt } from '../suite.ts'
import { type House, openHouse } from './house.ts'
import { randomWorld, type World } from './world.ts'

/** One world after the other, until as many cases were tried as are wanted. `work` tries at most so many in its world, and says how many. */
export async function overWorlds(hunt: Hunt, stride: number, work: (house: House, world: World, most: number) => Promise<number>): Promise<{ cases: number }> {
  const house = await openHouse(hunt.connection)
  let cases = 0
  try {
    for (let number = 0; cases < hunt.size && !hunt.enough(); number++) {
      const world = await randomWorld(hunt.seed + number * stride, { number, users: house.users })
      cases += await work(house, world, hunt.size - cases)
    }
  } finally {
    await house.close()
  }
  return { cases }
}

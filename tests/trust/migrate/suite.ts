import fc from 'fast-check'
import type { Hunt, Suite } from '../suite.ts'
import type { Moment } from './dying.ts'
import { judge, type Point } from './judge.ts'
import { kinds } from './kinds.ts'
import type { Kind } from './kinds/kind.ts'
import { migratePlants } from './plants.ts'
import { copier, prepare, type Scene } from './scene.ts'
import { makeWorld, type World } from './world.ts'

/** So many points of one kind when not all are tried. */
const perKind = 6
const together = 3

/**
 * Suite S9: a process dies before or after each statement of each kind of publish. Afterwards the old model is live or the new one,
 * the database is what it says, no value is lost, and publishing the same again leads to where it would have led without a death.
 */
export const migrate: Suite = {
  size: { flag: 'cases', usual: Number.MAX_SAFE_INTEGER },
  plants: migratePlants,
  async run(hunt) {
    const world = await makeWorld(hunt.connection)
    const copies = copier(hunt.connection)
    try {
      let cases = 0
      for (const entry of chosenKinds(hunt)) {
        if (hunt.enough() || cases >= hunt.size) break
        cases += await tried({ world, copies, hunt }, entry, hunt.size - cases)
      }
      return { cases }
    } finally {
      await copies.close()
      await world.drop()
    }
  },
}

interface At { readonly world: World; readonly copies: ReturnType<typeof copier>; readonly hunt: Hunt }
async function tried({ world, copies, hunt }: At, entry: [string, Kind], most: number): Promise<number> {
  let scene: Scene
  try {
    scene = await prepare(world, copies, entry)
  } catch (error) {
    hunt.violation('a change goes wrong even unharmed', { kind: entry[0], found: error instanceof Error ? error.message : String(error) })
    return 1
  }
  const cases = await all(scene, hunt, most)
  await scene.drop()
  return cases
}

const some = <T>(of: readonly T[], count: number, seed: number): T[] => (count >= of.length ? [...of] : fc.sample(fc.shuffledSubarray([...of], { minLength: count, maxLength: count }), { seed, numRuns: 1 })[0]!)
const chosenKinds = ({ size, seed }: Hunt): [string, Kind][] => some(Object.entries(kinds), Math.ceil(size / perKind), seed)

async function all(scene: Scene, hunt: Hunt, most: number): Promise<number> {
  const points = pointsOf(scene.statements)
  const chosen = sampled(points, Math.min(Math.max(perKind, Math.ceil(hunt.size / Object.keys(kinds).length)), most), hunt.seed)
  const waiting = chosen.entries()
  const work = async (): Promise<void> => {
    for (const [, point] of waiting) if (!hunt.enough()) await judge(scene, point, hunt.violation)
  }
  await Promise.all(Array.from({ length: together }, work))
  return chosen.length
}

/** The turning points first: the commit, and what comes after it. */
function sampled(points: readonly Point[], count: number, seed: number): Point[] {
  const late = points.filter(({ moment, company }) => company || moment === 'stopped' || moment === 'left')
  const first = some(late, Math.ceil(count / 2), seed)
  return [...first, ...some(points.filter((point) => !first.includes(point)), count - first.length, seed)]
}

/** To die before a statement is to die after the one before it: only the first has a before of its own. */
function pointsOf(statements: readonly string[]): Point[] {
  return statements.flatMap((text, i): Point[] => {
    const moments: readonly Moment[] = [...(i === 0 ? (['before'] as const) : []), ...(text.startsWith('create index concurrently') ? (['stopped', 'left'] as const) : []), 'after']
    // Some read and write around the commit, and every now and then.
    const company = text === 'commit' || i % 12 === 7
    return moments.map((moment, n) => ({ k: i + 1, moment, company: company && moment === 'after', heir: (i + n) % 4 === 1 && moment !== 'left' ? 'other' : 'new' }))
  })
}

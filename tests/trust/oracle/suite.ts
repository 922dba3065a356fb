import fc from 'fast-check'
import type { Hunt, Suite } from '../suite.ts'
import { type Difference, differs } from './asking.ts'
import type { House } from './house.ts'
import { plants } from './plants.ts'
import { type Question, questions } from './question.ts'
import { viewOf } from './view.ts'
import type { World } from './world.ts'
import { overWorlds } from './worlds.ts'
import { writeAll } from './writing.ts'

const readsPerWorld = 45
const writesPerWorld = 15

/**
 * Questions and writes of people with random rights in random worlds, over HTTP, against an evaluator that first takes away what a
 * person may not see and then computes.
 */
export const oracle: Suite = {
  size: { flag: 'cases', usual: 500 },
  plants,
  run: (hunt) => overWorlds(hunt, 7919, async (house, world, most) => {
    await house.settle(world)
    const read = await readAll(hunt, house, { world, most: Math.min(readsPerWorld, most) })
    return read + (await writeAll(hunt, house, { world, most: Math.min(writesPerWorld, most - read) }))
  }),
}

async function readAll(hunt: Hunt, house: House, { world, most }: { world: World; most: number }): Promise<number> {
  const views = world.people.map((person) => viewOf(world, person))
  let last: Difference = null
  const seed = hunt.seed + world.number
  const property = fc.asyncProperty(questions(world, views, seed), async (question) => {
    const difference = await differs(house, { model: world.model, view: views[question.person]! }, question)
    if (difference) last = difference
    return difference === null
  })
  const outcome = await fc.check(property, { seed, numRuns: most })
  if (outcome.failed) tell(hunt, world, { question: outcome.counterexample?.[0], difference: last, error: outcome.errorInstance })
  return outcome.numRuns
}

function tell(hunt: Hunt, world: World, { question, difference, error }: { question: Question | undefined; difference: Difference; error: unknown }): void {
  if (!question) throw error
  const roles = Object.fromEntries(world.people[question.person]!.roles.map((role) => [role, world.roles[role]]))
  const entity = world.layer.documents.entity?.[question.ask.entity]
  hunt.violation(`world ${world.number}: ${question.form} ${JSON.stringify(question.ask)} ${difference?.says ?? String(error)}`, { size: question.size, roles, entity, expected: difference?.expected, got: difference?.got, ...(error instanceof Error && !difference ? { error: error.stack } : {}) })
}

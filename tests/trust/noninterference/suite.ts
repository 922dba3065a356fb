import { isDeepStrictEqual } from 'node:util'
import { dice } from '../oracle/dice.ts'
import type { House } from '../oracle/house.ts'
import type { World } from '../oracle/world.ts'
import { overWorlds } from '../oracle/worlds.ts'
import type { Hunt, Suite } from '../suite.ts'
import { type Heard, hear, knownIds, putIn } from './asking.ts'
import { canary, twoWorlds } from './pair.ts'
import { plants } from './plants.ts'
import { type Asking, requestsOf } from './requests.ts'

const perWorld = 40

/**
 * The same requests of one person to two worlds that differ only in what he may not see: every answer must be the same, and none may
 * hold a word of what is hidden. The worlds stand one after the other in the same tables, so that all else is equal.
 */
export const noninterference: Suite = {
  size: { flag: 'cases', usual: 400 },
  plants,
  run: (hunt) => overWorlds(hunt, 104_729, (house, world, most) => compare(hunt, house, { world, most: Math.min(perWorld, most) })),
}

async function compare(hunt: Hunt, house: House, { world, most }: { world: World; most: number }): Promise<number> {
  const at = dice(hunt.seed ^ (world.number * 7919))
  const person = at.int(world.people.length)
  const pair = twoWorlds(at, world, world.people[person]!)
  if (!pair) return 0
  await house.settle(world)
  const requests = requestsOf(at, world, { person, seed: hunt.seed + world.number, most })
  const known = knownIds(pair)
  const heard: Heard[][] = []
  for (const one of pair) {
    await putIn(house, one)
    const answers: Heard[] = []
    for (const request of requests) answers.push(await hear(house, person, request, known))
    heard.push(answers)
  }
  requests.forEach((request, n) => judge(hunt, world, { request, person, answers: [heard[0]![n]!, heard[1]![n]!] }))
  return requests.length
}

function judge(hunt: Hunt, world: World, { request, person, answers: [a, b] }: { request: Asking; person: number; answers: [Heard, Heard] }): void {
  const roles = Object.fromEntries(world.people[person]!.roles.map((role) => [role, world.roles[role]]))
  const sent = JSON.stringify(request)
  if (!isDeepStrictEqual(a, b)) hunt.violation(`world ${world.number}: ${sent} is answered otherwise where only hidden things are otherwise`, { size: 0, roles, expected: around(a, b), got: around(b, a) })
  else if (!sent.includes(canary) && (a.text.includes(canary) || b.text.includes(canary))) hunt.violation(`world ${world.number}: ${sent} tells what is hidden`, { size: 0, roles, expected: null, got: a.text.slice(Math.max(0, a.text.indexOf(canary) - 300), a.text.indexOf(canary) + 100) })
}
/** The place where the answers part. */
function around(a: Heard, b: Heard): object {
  let n = 0
  while (n < a.text.length && a.text[n] === b.text[n]) n++
  return { status: a.status, headers: a.headers, text: a.text.slice(Math.max(0, n - 250), n + 250) }
}

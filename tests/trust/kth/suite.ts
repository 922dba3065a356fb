import fc from 'fast-check'
import { connectDatabase } from '../../../server/db/connect.ts'
import type { Database } from '../../../server/db/database.ts'
import { openServer } from '../../support/open-server.ts'
import type { Hunt, Suite } from '../suite.ts'
import { type Action, actions, prepareModel, type Sent, type World } from './actions.ts'
import { arm, armedHeader, type Failure, failures, installFailures } from './failing.ts'
import { kthPlants } from './plants.ts'
import { difference, readState } from './state.ts'

interface At { readonly world: World; readonly hunt: Hunt; readonly database: Database }
interface Case { readonly action: Action; readonly k: number; readonly failure: Failure; readonly whole: string }
interface Heard { readonly status: number; readonly text: string; readonly asked: number; readonly failed: string | null; readonly delta: string }

/**
 * Suite S8b: each statement of each action fails in turn. What is there afterwards is what was there before or what the action
 * makes, never anything between; an answer of success means the latter; and the next request is served.
 */
export const kth: Suite = {
  size: { flag: 'cases', usual: Number.MAX_SAFE_INTEGER },
  plants: kthPlants,
  async run(hunt) {
    installFailures()
    const server = await openServer(hunt.connection, { env: { TRUST_PROXY: 'true' } })
    const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
    try {
      let n = 0
      const world: World = {
        server, count: () => ++n,
        product: (await server.ask('GET', '/product?size=1')).body.rows[0].id,
        territories: (await server.ask('GET', '/territory?size=3')).body.rows.map(({ id }: { id: string }) => id),
      }
      await prepareModel(world)
      return { cases: await all({ world, hunt, database }) }
    } finally {
      await database.close()
      await server.close()
    }
  },
}

async function all(at: At): Promise<number> {
  const cases: Case[] = []
  for (const action of actions) {
    const { delta, asked, status, text } = await attempt(at, action, { k: 0, failure: 'before' })
    if (status >= 300 || delta === '') at.hunt.violation(`"${action.name}" does nothing even unharmed`, { status, text })
    else for (let k = 1; k <= asked; k++) for (const failure of failures) cases.push({ action, k, failure, whole: delta })
  }
  const chosen = at.hunt.size >= cases.length ? cases : fc.sample(fc.shuffledSubarray(cases, { minLength: at.hunt.size, maxLength: at.hunt.size }), { seed: at.hunt.seed, numRuns: 1 })[0]!
  let tried = 0
  for (const one of chosen) {
    if (at.hunt.enough()) break
    await judge(at, one)
    tried++
  }
  return tried
}

async function judge(at: At, { action, k, failure, whole }: Case): Promise<void> {
  const { status, failed, delta } = await attempt(at, action, { k, failure })
  const seen = { action: action.name, k, failure, statement: failed, status }
  if (delta !== '' && delta !== whole) at.hunt.violation('an action was half done', { ...seen, missing: lost(whole, delta), more: lost(delta, whole) })
  else if (status < 300 && delta === '') at.hunt.violation('success was answered and nothing done', seen)
  else if (status >= 400 && status < 500) at.hunt.violation('a failure of the server was called a mistake of the caller', seen)
  const next = await at.world.server.ask('GET', '/product?size=1')
  if (next.status !== 200) at.hunt.violation('the next request was not served', { ...seen, next: next.status })
}
const lost = (from: string, others: string): string[] => from.split('\n').filter((line) => !others.split('\n').includes(line)).map((line) => line.slice(0, 200)).slice(0, 6)

async function attempt({ world, database }: At, action: Action, { k, failure }: Pick<Case, 'k' | 'failure'>): Promise<Heard> {
  const sent = await action.prepare(world)
  const before = await readState(database, 'ws_main')
  const { id, told } = arm(k, failure)
  const { status, text } = await send(world, sent, id)
  const { asked, failed } = told()
  return { status, text, asked, failed, delta: difference(before, await readState(database, 'ws_main')) }
}

async function send({ server }: World, { method, path, body, headers = {}, cookie = server.cookie }: Sent, id: string): Promise<{ status: number; text: string }> {
  const form = body instanceof FormData
  const reply = await fetch(`${server.url}/api${path}`, {
    method, headers: { 'x-officina': '1', cookie, [armedHeader]: id, ...(form || body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  })
  return { status: reply.status, text: await reply.text() }
}

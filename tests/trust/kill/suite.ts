import { setTimeout as sleep } from 'node:timers/promises'
import type { Hunt, Suite } from '../suite.ts'
import { Client, type Told } from './client.ts'
import { type Node, startNode, type Victim } from './node.ts'
import { killPlants } from './plants.ts'

const victims: readonly Victim[] = ['both', 'server', 'postgres']
const clients = 6

/**
 * Suite S8a: while people work, the server, PostgreSQL or both are ended without warning and come back. What was acknowledged is
 * there once, what was not is there once or not at all, and what belongs together is together.
 */
export const kill: Suite = {
  size: { flag: 'rounds', usual: 20 },
  plants: killPlants,
  async run(hunt) {
    const random = seeded(hunt.seed)
    const node = await startNode()
    try {
      const products = (await ask(node, '/product?size=2')).rows.map(({ id }: { id: string }) => id) as [string, string]
      const sum = await together(node, products)
      let rounds = 0
      for (; rounds < hunt.size && !hunt.enough(); rounds++) {
        const told: Told = { acknowledged: 0, inDoubt: 0, violation: hunt.violation }
        const people = Array.from({ length: clients }, (_, n) => new Client({ node, name: `round ${rounds} person ${n}`, products, random, told }))
        const working = Promise.all(people.map((one) => one.work()))
        await sleep(300 + random() * 900)
        const victim = victims[rounds % victims.length]!
        await node.kill(victim).catch((error: unknown) => {
          hunt.violation('what was ended did not come back', { victim })
          for (const one of people) one.stop()
          throw error
        })
        await sleep(200)
        for (const one of people) one.stop()
        await working
        for (const one of people) await verify(node, hunt, one)
        if ((await together(node, products)) !== sum) hunt.violation('a move between shelves was half done')
        if (told.acknowledged === 0) hunt.violation('nobody got anything done')
      }
      return { cases: rounds }
    } finally {
      await node.close()
    }
  },
}

async function verify(node: Node, hunt: Hunt, { believed }: Client): Promise<void> {
  for (const one of believed) {
    const found = (await ask(node, `/order?deleted=with&fields=id,_version,freight,lines,_deleted_at&filter=${encodeURIComponent(`ship_name == '${one.mark}'`)}`)).rows
    if (found.length !== 1 || found[0].id !== one.id) {
      hunt.violation(`an acknowledged order is there ${found.length} times`, one)
      continue
    }
    const [row] = found
    if (Boolean(row._deleted_at) !== one.deleted) hunt.violation('an acknowledged deletion is lost, or nobody asked for it', { one, row })
    if (row._version !== one.version + (one.deleted ? 1 : 0) || Number(row.freight) !== one.freight || row.lines.length !== one.lines) hunt.violation('an order is not as it was acknowledged', { one, row })
    if (one.deleted) continue
    const events = (await ask(node, `/order/${one.id}/history`)).rows.filter(({ kind }: { kind: string }) => kind === 'created' || kind === 'updated')
    if (events.length !== one.version) hunt.violation('the history does not tell each change once', { one, events: events.length })
  }
}

const together = async (node: Node, ids: readonly string[]): Promise<number> => {
  let sum = 0
  for (const id of ids) sum += Number((await ask(node, `/product/${id}`)).in_stock)
  return sum
}

async function ask(node: Node, path: string): Promise<any> {
  const reply = await fetch(`${node.url}/api${path}`, { headers: { cookie: node.cookie } })
  const body = await reply.json()
  if (!reply.ok) throw new Error(JSON.stringify(body))
  return body
}

/** Mulberry32: a small generator with a good spread, from a seed of 32 bits. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

import { Agent, request } from 'node:http'
import { type Ask, type Operation, operations, type Pool } from './operations.ts'

/** One round: so many connections, each asking again as soon as it was answered. */
export interface Round { readonly url: string; readonly cookie: string; readonly operation: Operation; readonly seconds: number; readonly connections: number }
export interface Measured { readonly answered: number; readonly failed: number; readonly seconds: number; readonly example: string }

/** A process of its own, so that asking costs neither of the servers anything. First message: the pool of ids. */
let pool: Pool | null = null
process.on('message', (message: Pool | Round) => {
  if ('orders' in message) pool = message
  else void run(message, pool!).then((measured) => process.send!(measured))
})

async function run(round: Round, ids: Pool): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: round.connections })
  const make = operations[round.operation] as (pool: Pool) => Ask
  let [answered, failed, example] = [0, 0, '']
  const start = performance.now()
  const end = start + round.seconds * 1000
  await Promise.all(Array.from({ length: round.connections }, async () => {
    while (performance.now() < end) {
      const { status, text } = await send(round, agent, make(ids))
      if (status < 300) answered++
      else { failed++; example = `${status} ${text.slice(0, 200)}` }
    }
  }))
  agent.destroy()
  return { answered, failed, example, seconds: (performance.now() - start) / 1000 }
}

const send = ({ url, cookie }: Round, agent: Agent, { method, path, body }: Ask): Promise<{ status: number; text: string }> =>
  new Promise((done, failed) => {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const headers = { cookie, 'x-officina': '1', ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }) }
    const sent = request(url + path, { method, agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => { parts.push(part) })
      response.on('end', () => { done({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }) })
    })
    sent.on('error', failed)
    sent.end(payload)
  })

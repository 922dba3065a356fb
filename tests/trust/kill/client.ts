import { setTimeout as sleep } from 'node:timers/promises'
import type { Node } from './node.ts'

export interface Reply { readonly status: number; readonly body: any }
/** An order as its owner believes it to be: only what the server has acknowledged. */
export interface Believed { readonly id: string; readonly mark: string; version: number; freight: number; lines: number; deleted: boolean }
export interface Told { acknowledged: number; inDoubt: number; violation(what: string, seen?: unknown): void }

/**
 * Somebody who works without pause and without mercy: one act after the other, each with a key. When an answer does not come,
 * he sends the same again until one does, as a good program would.
 */
export class Client {
  readonly believed: Believed[] = []
  #count = 0
  #stopped = false
  readonly #at: { readonly node: Node; readonly name: string; readonly products: readonly [string, string]; readonly random: () => number; readonly told: Told }

  constructor(at: { node: Node; name: string; products: readonly [string, string]; random: () => number; told: Told }) {
    this.#at = at
  }

  stop(): void {
    this.#stopped = true
  }

  async work(): Promise<void> {
    while (!this.#stopped) await this.#act()
  }

  async #act(): Promise<void> {
    const { random } = this.#at
    const mine = this.believed.filter(({ deleted }) => !deleted)
    const one = mine[Math.floor(random() * mine.length)]
    const drawn = random()
    if (!one || drawn < 0.4) await this.#create()
    else if (drawn < 0.7) await this.#change(one)
    else if (drawn < 0.75) await this.#remove(one)
    else await this.#move()
  }

  async #create(): Promise<void> {
    const { name, products: [product] } = this.#at
    const mark = `${name}-${++this.#count}`
    const lines = 1 + Math.floor(this.#at.random() * 3)
    const reply = await this.#send('POST', '/order', { ship_name: mark, freight: '0', lines: Array.from({ length: lines }, () => ({ product, price: '1', quantity: 1 })) })
    if (this.#expected(reply, 201)) this.believed.push({ id: reply.body.id, mark, version: 1, freight: 0, lines, deleted: false })
  }

  async #change(one: Believed): Promise<void> {
    const reply = await this.#send('PATCH', `/order/${one.id}`, { freight: String(one.freight + 1) }, { 'if-match': `"${one.version}"` })
    if (!this.#expected(reply, 200)) return
    one.freight++
    one.version++
  }

  async #remove(one: Believed): Promise<void> {
    if (this.#expected(await this.#send('DELETE', `/order/${one.id}`), 204)) one.deleted = true
  }

  /** One piece from one shelf to the other: together there are always as many. */
  async #move(): Promise<void> {
    const [from, to] = this.#at.random() < 0.5 ? this.#at.products : [this.#at.products[1], this.#at.products[0]]
    const [a, b] = [await this.#send('GET', `/product/${from}`), await this.#send('GET', `/product/${to}`)]
    const operations = [[a, -1], [b, 1]] as const
    const reply = await this.#send('POST', '/_/batch', operations.map(([{ body }, by]) => ({ do: 'update', entity: 'product', id: body.id, version: body._version, data: { in_stock: body.in_stock + by } })))
    if (reply.status !== 409) this.#expected(reply, 200)
  }

  #expected(reply: Reply, status: number): boolean {
    if (reply.status === status) this.#at.told.acknowledged++
    else this.#at.told.violation(`an act was answered ${reply.status} instead of ${status}`, reply.body)
    return reply.status === status
  }

  async #send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const { node, name, told } = this.#at
    const key = `${name} ${++this.#count}`
    for (let tries = 0; tries < 2000; tries++) {
      try {
        const reply = await fetch(`${node.url}/api${path}`, {
          method, headers: { 'x-officina': '1', cookie: node.cookie, 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }), signal: AbortSignal.timeout(10_000),
        })
        const text = await reply.text()
        // 5xx: the server has lost its database, or what became of the request.
        if (reply.status < 500) return { status: reply.status, body: text ? JSON.parse(text) : null }
      } catch {
        // No answer: the same again.
      }
      if (tries === 0) told.inDoubt++
      await sleep(40)
    }
    throw new Error('the server did not come back')
  }
}

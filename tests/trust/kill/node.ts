import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { administrator } from '../../support/open-server.ts'

export type Victim = 'server' | 'postgres' | 'both'
/** The product as it is started by its users, in a process of its own on the PostgreSQL that comes with it, with all its promises of durability. */
export interface Node {
  readonly url: string
  readonly cookie: string
  /** Ends these without warning, and resolves when the product answers again, with the milliseconds that took. */
  kill(victim: Victim): Promise<number>
  close(): Promise<void>
}

const patience = 60_000
export async function startNode(): Promise<Node> {
  const folder = mkdtempSync(join(tmpdir(), 'officina-kill-'))
  // PostgreSQL may run as another account, which passes through here to its own folder.
  chmodSync(folder, 0o711)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const start = (): ChildProcess => spawn(process.execPath, ['bin/officina.js', 'start'], { stdio: 'ignore', env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', OFFICINA_DATA: folder, OFFICINA_API_ONLY: 'true', OFFICINA_LOG: 'silent', DATABASE_URL: '' } })
  let child = start()
  await answers(url, () => child)
  const cookie = await setUp(url)
  return {
    url, cookie,
    async kill(victim) {
      const started = performance.now()
      if (victim !== 'postgres') await ended(child)
      if (victim !== 'server') process.kill(postmasterOf(folder), 'SIGKILL')
      if (victim !== 'postgres') child = start()
      // Where only PostgreSQL went, the product either brings it back or ends, as a service that is then started again.
      await answers(url, () => child, () => { child = start() })
      return performance.now() - started
    },
    async close() {
      child.kill('SIGTERM')
      await Promise.race([new Promise((done) => child.once('exit', done)), sleep(15_000)])
      child.kill('SIGKILL')
      endPostgres(folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}

async function answers(url: string, child: () => ChildProcess, again?: () => void): Promise<void> {
  const until = performance.now() + patience
  while (performance.now() < until) {
    const reply = await fetch(`${url}/api/_/setup`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    await reply?.text().catch(() => '')
    if (reply?.status === 200) return
    if (child().exitCode !== null) {
      if (!again) throw new Error('the server ended instead of starting')
      again()
    }
    await sleep(25)
  }
  throw new Error(`the server did not answer within ${patience / 1000} s`)
}

/** Where the server could not: it may have been killed just now. */
function endPostgres(folder: string): void {
  try {
    process.kill(postmasterOf(folder), 'SIGKILL')
  } catch {
    // It has ended, as it should.
  }
}

/** The first line of what PostgreSQL writes about itself. */
function postmasterOf(folder: string): number {
  for (const place of ['postgres/data', 'postgres']) {
    const file = join(folder, place, 'postmaster.pid')
    if (existsSync(file)) return Number(readFileSync(file, 'utf8').split('\n')[0])
  }
  throw new Error('PostgreSQL is not running')
}

async function setUp(url: string): Promise<string> {
  const reply = await fetch(`${url}/api/_/setup`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1' }, body: JSON.stringify({ ...administrator, template: 'trade', language: 'en' }) })
  if (!reply.ok) throw new Error(await reply.text())
  return reply.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

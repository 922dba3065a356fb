import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type Server, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartFailure } from './failure.ts'

/**
 * Runs the work while no other process on this machine does so for the same folder. The lock is a listening socket, which the
 * operating system closes with its process: nothing stale is left by a killed one.
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const held = await hold(address(folder), folder)
  try {
    return await work()
  } finally {
    await new Promise((done) => held.close(done))
  }
}

function address(folder: string): string {
  const name = `officina-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.lock`)
}

async function hold(at: string, folder: string): Promise<Server> {
  for (let tries = 0; tries < 600; tries++) {
    const server = await listen(at)
    if (server) return server
    // Only a socket file outlives its process.
    if (process.platform !== 'linux' && process.platform !== 'win32' && !(await answers(at))) rmSync(at, { force: true })
    await sleep(50 + Math.random() * 50)
  }
  throw new StartFailure(`Another process has been starting PostgreSQL in ${folder} for 45 seconds: end it, then start again.`)
}

const listen = (at: string): Promise<Server | null> =>
  new Promise((done, failed) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(null) : failed(error)))
    server.listen(at, () => done(server))
  })

/** Does somebody listen at the socket or port? */
export const answers = (at: string | { host: string; port: number }): Promise<boolean> =>
  new Promise((done) => {
    const socket = typeof at === 'string' ? connect(at) : connect(at.port, at.host)
    socket.once('connect', () => { socket.destroy(); done(true) })
    socket.once('error', () => done(false))
  })

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, fchownSync, openSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { lastLine, surroundings } from './cluster.ts'
import { StartFailure } from './failure.ts'
import { answers } from './lock.ts'

/** What a running server writes about itself into `postmaster.pid`. */
export interface Postmaster { readonly pid: number; readonly host: string; readonly port: number; readonly state: string }
const startSeconds = 60
const logLimit = 10_000_000

/** The server that runs on the data folder, once it accepts connections; null when there is none (any more). */
export async function findRunning(data: string): Promise<Postmaster | null> {
  for (let waited = 0; waited < startSeconds * 20; waited++) {
    const found = readPidFile(data)
    if (!found || !(await isServer(found, data))) break
    if (found.state === 'ready' && (await answers(addressOf(found)))) return found
    // Starting (perhaps recovering) or stopping: both end by themselves.
    await sleep(50)
  }
  return null
}

/** After a `kill -9` PostgreSQL refuses to start while the old number is in use or old children live. They end by themselves. */
export async function clearStale(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  for (let waited = 0; waited < 200 && backendsIn(data); waited++) await sleep(50)
  if (backendsIn(data)) throw new StartFailure(`Old PostgreSQL processes still work in ${data}: end them, then start again.`)
  rmSync(file, { force: true })
  // The socket has a lock file of its own, with the same old number.
  for (const left of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(join(dirname(data), left), { force: true })
}

export async function start(data: string, work: { binaries: Binaries; account: Account; settings: Readonly<Record<string, string>>; port: number }): Promise<Postmaster> {
  const logFile = join(dirname(data), 'postgres.log')
  const child = launch(data, logFile, work)
  let failed: string | null = null
  child.once('error', (error) => { failed = error.message })
  child.once('exit', () => { failed ??= complaint(logFile) })
  for (let waited = 0; waited < startSeconds * 100; waited++) {
    if (failed !== null) throw new StartFailure(`PostgreSQL did not start in ${data}: ${failed} (${logFile} says more).`)
    const found = readPidFile(data)
    if (found?.state === 'ready' && found.pid === child.pid) return found
    await sleep(10)
  }
  throw new StartFailure(`PostgreSQL was not ready within ${startSeconds} seconds in ${data} (${logFile} says why).`)
}

/** Its own process group, so that Ctrl+C reaches only us and PostgreSQL stops last; its log goes to a file, which outlives us. */
function launch(data: string, logFile: string, work: { binaries: Binaries; account: Account; settings: Readonly<Record<string, string>>; port: number }): ChildProcess {
  if (existsSync(logFile) && statSync(logFile).size > logLimit) renameSync(logFile, `${logFile}.old`)
  const log = openSync(logFile, 'a', 0o600)
  const { uid, gid } = work.account.ids
  if (uid !== undefined && gid !== undefined) fchownSync(log, uid, gid)
  const settings = Object.entries(work.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(work.binaries.postgres, ['-D', data, '-p', String(work.port), ...settings], {
    ...work.account.ids, env: surroundings(), cwd: '/', detached: process.platform !== 'win32', windowsHide: true, stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  return child
}

/** Ends the server: open transactions are rolled back, and its files are left clean. */
export async function stop(data: string, work: { binaries: Binaries; account: Account }): Promise<void> {
  const found = readPidFile(data)
  if (!found || !(await isServer(found, data))) return
  if (process.platform === 'win32') execFileSync(work.binaries.control, ['stop', '-D', data, '-m', 'fast'], { stdio: 'ignore' })
  else signal(found.pid, 'SIGINT')
  for (let waited = 0; waited < 1500 && isAlive(found.pid); waited++) await sleep(20)
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A process that ended but was not yet collected by its parent counts as gone. */
export function isAlive(pid: number): boolean {
  if (!signal(pid, 0)) return false
  if (process.platform !== 'linux') return true
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function readPidFile(data: string): Postmaster | null {
  try {
    const [pid, , , port, socket, address, , state] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n').map((line) => line.trim())
    if (!pid || !/^\d+$/.test(pid)) return null
    return { pid: Number(pid), port: Number(port), host: socket || address || '127.0.0.1', state: state ?? '' }
  } catch {
    return null
  }
}

const addressOf = (found: Postmaster): string | { host: string; port: number } =>
  found.host.startsWith('/') ? `${found.host}/.s.PGSQL.${found.port}` : { host: found.host, port: found.port }

/** The number in the file may by now be another program's. */
async function isServer(found: Postmaster, data: string): Promise<boolean> {
  if (!isAlive(found.pid)) return false
  if (process.platform !== 'linux') return found.state !== 'ready' || answers(addressOf(found))
  try {
    return readFileSync(`/proc/${found.pid}/cmdline`, 'utf8').split('\0').includes(data)
  } catch {
    return false
  }
}

/** Do processes of PostgreSQL still work in the folder? They all stand in it. Known on Linux only. */
function backendsIn(data: string): boolean {
  if (process.platform !== 'linux') return false
  return readdirSync('/proc').some((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`) === data
    } catch {
      return false
    }
  })
}

function complaint(logFile: string): string {
  const said = existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-4000) : ''
  return said.split('\n').findLast((line) => line.includes('FATAL:'))?.replace(/^.*FATAL: +/, '') ?? lastLine(said)
}

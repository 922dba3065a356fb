import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { StartFailure } from './failure.ts'

/** The name of the one PostgreSQL role; its password stands in a file that only the account can read. */
export const role = 'officina'

/** Messages in English whatever the machine speaks, and no settings of other PostgreSQLs (PGDATA, PGPORT …). */
export const surroundings = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TMPDIR: process.env.TMPDIR, LC_ALL: 'C', TZ: 'UTC' })

/** Makes the cluster unless it is there, and answers its password. A cluster appears whole or not at all. */
export function prepareCluster(folder: string, work: { binaries: Binaries; account: Account; durable: boolean }): string {
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  if (!existsSync(join(data, 'PG_VERSION'))) create(folder, { ...work, data, passwordFile })
  checkVersion(data, work.binaries, work.account)
  return readFileSync(passwordFile, 'utf8').trim()
}

function create(folder: string, work: { binaries: Binaries; account: Account; durable: boolean; data: string; passwordFile: string }): void {
  const half = join(folder, 'data.new')
  for (const left of [half, work.data]) rmSync(left, { recursive: true, force: true })
  writeFileSync(work.passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 })
  const { uid, gid } = work.account.ids
  if (uid !== undefined && gid !== undefined) chownSync(work.passwordFile, uid, gid)
  const how = ['-D', half, '-U', role, '-A', 'scram-sha-256', '--pwfile', work.passwordFile, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions']
  try {
    execFileSync(work.binaries.initdb, work.durable ? how : [...how, '--no-sync'], { ...work.account.ids, env: surroundings(), cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    throw new StartFailure(`PostgreSQL could not make its files in ${folder}: ${lastLine((error as { stderr?: Buffer }).stderr)}`)
  }
  renameSync(half, work.data)
}

/** A folder of another major version would only give a riddle in the log. */
function checkVersion(data: string, binaries: Binaries, account: Account): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const ours = /(\d+)/.exec(execFileSync(binaries.postgres, ['--version'], { ...account.ids, cwd: '/', encoding: 'utf8' }))?.[1]
  if (made !== ours) throw new StartFailure(`The data in ${data} belongs to PostgreSQL ${made}, and this is ${ours}: make a backup with the version that wrote it and restore it into a new folder (OFFICINA_DATA).`)
}

export const lastLine = (output: Buffer | string | undefined): string => String(output ?? '').trim().split('\n').at(-1) || 'it gave no reason'

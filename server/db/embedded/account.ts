import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartFailure } from './failure.ts'

/** The account PostgreSQL runs as. `ids` is empty when that is our own account. */
export interface Account {
  readonly name: string
  readonly ids: { readonly uid?: number; readonly gid?: number }
}

/** PostgreSQL refuses to run as root: then an unprivileged account that exists already is used, and none is created. */
export function chooseAccount(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return { name: 'this account', ids: {} }
  const owner = existsSync(dataFolder) ? statSync(dataFolder) : null
  // A cluster made earlier stays with its owner: PostgreSQL checks that the data folder is its own.
  if (owner && owner.uid !== 0) return { name: `the account with number ${owner.uid}`, ids: { uid: owner.uid, gid: owner.gid } }
  for (const name of ['postgres', 'nobody']) {
    const ids = idsOf(name)
    if (ids) return { name: `the account "${name}"`, ids }
  }
  throw new StartFailure('PostgreSQL does not run as root, and there is neither an account "postgres" nor "nobody": start Officina as an ordinary user, or set DATABASE_URL.')
}

function idsOf(name: string): { uid: number; gid: number } | null {
  try {
    const number = (flag: string): number => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: number('-u'), gid: number('-g') }
  } catch {
    return null
  }
}

/** Makes the folder, gives it to the account, and checks that the account gets into it. */
export function prepareFolder(folder: string, account: Account): void {
  try {
    makeFolder(folder)
    if (account.ids.uid !== undefined && account.ids.gid !== undefined) chownSync(folder, account.ids.uid, account.ids.gid)
    chmodSync(folder, 0o700)
  } catch (error) {
    throw unusable(folder, account, error instanceof Error ? error.message : String(error))
  }
  if (!canUse(folder, account)) throw unusable(folder, account, 'a folder above it may not be entered by that account')
}

/** Parents that we create may be passed through by the account, whatever the umask is. */
function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined) return
  for (let made = dirname(folder); made.length >= first.length; made = dirname(made)) chmodSync(made, statSync(made).mode | 0o011)
}

function canUse(folder: string, account: Account): boolean {
  if (process.platform === 'win32') return true
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0" && test -w .', folder], { ...account.ids, cwd: '/', stdio: 'ignore' })
    return true
  } catch (error) {
    // Without a shell nothing can be tried; PostgreSQL itself will say what it misses.
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

const unusable = (folder: string, account: Account, why: string): StartFailure =>
  new StartFailure(`The data folder ${folder} cannot be used by ${account.name}, as which PostgreSQL runs (${why}): set OFFICINA_DATA to a folder it can use, such as ${join('/var/lib', 'officina')}, or set DATABASE_URL.`)

import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Plant } from './suite.ts'

const root = resolve(import.meta.dirname, '../..')
const copied = ['bin', 'metadata', 'server', 'runtime', 'studio', 'templates', 'tests', 'package.json', 'tsconfig.json']

/**
 * Runs the command line of a suite in a copy of the sources with this fault in it. Resolves with the exit code there: 1 when
 * the fault was caught, 0 when it was missed, anything else when the suite itself broke. With `databaseUrl` the copy uses that PostgreSQL.
 */
export async function runPlanted(plant: Plant, args: readonly string[], write: (text: string) => void, databaseUrl?: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'officina-planted-'))
  try {
    for (const part of copied) cpSync(join(root, part), join(folder, part), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
    put(join(folder, plant.file), plant)
    return await run(folder, args, write, databaseUrl)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function put(file: string, { find, replace, says }: Plant): void {
  const text = readFileSync(file, 'utf8')
  const found = text.split(find).length - 1
  if (found !== 1) throw new Error(`the plant "${says}" looks for a text that stands ${found} times in ${file}: ${find}`)
  writeFileSync(file, text.replace(find, () => replace))
}

function run(folder: string, args: readonly string[], write: (text: string) => void, databaseUrl: string | undefined): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['bin/officina.js', '--run', 'tests/trust/main.ts', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...(databaseUrl === undefined ? {} : { TEST_DATABASE_URL: databaseUrl }) } })
    child.stdout.on('data', (chunk) => write(String(chunk)))
    child.stderr.on('data', (chunk) => write(String(chunk)))
    child.once('error', failed)
    child.once('exit', (code) => done(code ?? 2))
  })
}

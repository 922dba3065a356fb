import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, vi } from 'vitest'
import { main } from '../../server/cli/index.ts'
import { readSettings } from '../../server/settings.ts'
import { startServer } from '../../server/start.ts'
import { freshDatabase } from './server.ts'

export interface Done { readonly code: number; readonly out: string; readonly err: string }
export interface Place {
  /** Where the server keeps its files. */
  readonly data: string
  readonly env: Readonly<Record<string, string>>
  /** Runs a command as `officina` does. */
  run(...words: string[]): Promise<Done>
  /** The server on this database; the caller ends it. */
  serve(): Promise<{ url: string; close(): Promise<void> }>
}

const program = fileURLToPath(new URL('../../bin/officina.js', import.meta.url))

/** A data folder and an empty database for the commands; both gone when the test file is done. */
export async function commandPlace(): Promise<Place> {
  const { databaseUrl, drop } = await freshDatabase()
  const data = temporaryFolder()
  afterAll(drop)
  const env = { OFFICINA_DATA: data, DATABASE_URL: databaseUrl, OFFICINA_LOG: 'silent' }
  const serve = async () => {
    const running = await startServer({ ...readSettings(env), port: 0, host: '127.0.0.1', frontEnd: false })
    return { url: running.url.replace('localhost', '127.0.0.1'), close: () => running.close() }
  }
  return { data, env, serve, run: (...words) => inProcess(env, words) }
}

const folders: string[] = []
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })
/** Also inside a test; gone when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'officina-command-'))
  folders.push(folder)
  return folder
}
/** Files by their paths in the folder; objects are written as JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): string {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  }
  return folder
}

async function inProcess(env: Readonly<Record<string, string>>, words: readonly string[]): Promise<Done> {
  const said = { out: '', err: '' }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => { said.out += String(text); return true }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => { said.err += String(text); return true }),
  ]
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    return { code: await main(words), ...said }
  } finally {
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
}

/** The program itself, with words on its standard input. */
export function runProgram({ env }: Pick<Place, 'env'>, words: readonly string[], input = ''): Promise<Done> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, ...env } })
    const said = { out: '', err: '' }
    child.stdout.on('data', (part: Buffer) => { said.out += part.toString() })
    child.stderr.on('data', (part: Buffer) => { said.err += part.toString() })
    child.once('error', failed)
    child.once('close', (code) => done({ code: code ?? -1, ...said }))
    child.stdin.end(input)
  })
}

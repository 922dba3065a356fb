import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const program = fileURLToPath(new URL('../../bin/officina.js', import.meta.url))

export interface Program {
  readonly url: string
  /** What it wrote so far, both streams. */
  readonly said: () => string
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** The code it ended with; waits for the end. */
  readonly ended: Promise<number | null>
}

/** `officina start`, without the pages, in a process of its own, on a port of its own; gone when the test file is done. */
export async function startProgram(env: Readonly<Record<string, string>>): Promise<Program> {
  const { child, said, ended } = begin(env)
  const url = await new Promise<string>((done, failed) => {
    child.stdout!.on('data', () => {
      const address = /answers at (http:\/\/localhost:\d+)/.exec(said())?.[1]
      if (address) done(address.replace('localhost', '127.0.0.1'))
    })
    void ended.then((code) => failed(new Error(`ended with ${code}: ${said()}`)))
  })
  return { url, said, ended, kill: async () => { child.kill('SIGKILL'); await ended } }
}

/** The same where it is not expected to come up: what it said, its code and how long it took. */
export async function runToEnd(env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string; seconds: number }> {
  const began = performance.now()
  const { said, ended } = begin(env)
  return { code: await ended, said: said(), seconds: (performance.now() - began) / 1000 }
}

function begin(env: Readonly<Record<string, string>>): { child: ChildProcess; said: () => string; ended: Promise<number | null> } {
  const data = mkdtempSync(join(tmpdir(), 'officina-program-'))
  const child = spawn(process.execPath, [program, 'start'], { env: { ...process.env, NODE_ENV: 'production', OFFICINA_DATA: data, OFFICINA_LOG: 'warn', OFFICINA_API_ONLY: 'true', PORT: '0', HOST: '127.0.0.1', ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { text += part.toString() })
  const ended = new Promise<number | null>((done) => { child.once('close', done) })
  afterAll(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
    rmSync(data, { recursive: true, force: true })
  })
  return { child, said: () => text, ended }
}

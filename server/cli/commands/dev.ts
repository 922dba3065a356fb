import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Command } from '../command.ts'

const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))
const program = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** The server starts anew when a source changes, and builds the front end when that is what changed. */
export const dev: Command = {
  name: 'dev',
  usage: '',
  summary: 'Serve, and start again whenever a source file is saved',
  run: () => new Promise((done) => {
    const watched = ['metadata', 'runtime', 'studio', 'templates'].flatMap((folder) => ['--include', `${folder}/**/*`])
    const child = spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', ...watched, program], { stdio: 'inherit' })
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name))
    child.once('exit', (code) => done(code ?? 0))
  }),
}

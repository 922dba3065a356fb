import { pathToFileURL } from 'node:url'
import { StartFailure } from './db/embedded/failure.ts'
import { readSettings } from './settings.ts'
import { startServer } from './start.ts'

/** Serves until SIGINT or SIGTERM, then ends in order; answers the exit code. */
export async function runServer(env: NodeJS.ProcessEnv): Promise<number> {
  const stopped = new Promise<void>((done) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => done())
  })
  const running = await startServer({ ...readSettings(env), onError: (error) => process.stderr.write(`${error.message}\n`) })
  process.stdout.write(`Officina answers at ${running.url}\n`)
  await stopped
  await running.close()
  return 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.exit(await runServer(process.env))
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

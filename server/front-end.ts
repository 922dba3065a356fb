import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartFailure } from './db/embedded/failure.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const built = join(root, 'dist', 'runtime')
const sources = ['metadata', 'runtime', 'studio', 'package-lock.json']

/** The folder of the built front end, built now when it is missing or older than its sources. null when there are no sources. */
export async function prepareFrontEnd(): Promise<string | null> {
  if (!existsSync(join(root, 'runtime', 'main.tsx'))) return existsSync(join(built, 'index.html')) ? built : null
  const mark = join(built, '.sources')
  const now = hashOfSources()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return built
  const beside = `${built}.${process.pid}`
  try {
    await buildInto(beside)
  } catch (error) {
    throw new StartFailure(`The front end could not be built: ${error instanceof Error ? error.message : String(error)}`)
  }
  writeFileSync(join(beside, '.sources'), now)
  rmSync(built, { recursive: true, force: true })
  // Another process that built the same meanwhile may have been faster: then its folder serves.
  try { renameSync(beside, built) } catch { rmSync(beside, { recursive: true, force: true }) }
  return built
}

/** Always the production build, whatever the process itself runs as. */
async function buildInto(folder: string): Promise<void> {
  const { build } = await import('vite')
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({ configFile: join(root, 'runtime', 'vite.config.ts'), logLevel: 'error', build: { outDir: folder } })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, join(root, source))
  return hash.digest('hex')
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
    return
  }
  for (const name of readdirSync(path).sort()) addTo(hash, join(path, name))
}

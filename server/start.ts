import type { FastifyInstance } from 'fastify'
import { createIdentify, cookieRule } from './access/identify.ts'
import { StartFailure } from './db/embedded/failure.ts'
import { prepareFrontEnd } from './front-end.ts'
import { createHttp } from './http/app.ts'
import { closeHttp } from './http/close.ts'
import type { RegisteredRoute } from './http/guard.ts'
import { openDatabase } from './open-database.ts'
import type { Settings } from './settings.ts'
import { registerServices } from './services.ts'
import { loadWorkspace } from './workspace-state.ts'
import { createWorkspaces, ensureMainWorkspace } from './workspaces/service.ts'

export interface Running {
  /** Where it answers, without a slash at the end. */
  readonly url: string
  /** Everything that it answers to, and who may call it. */
  readonly routes: readonly RegisteredRoute[]
  /** Ends requests under way, then everything that was opened, in the opposite order. */
  close(): Promise<void>
}
export interface StartOptions extends Settings {
  readonly onError?: (error: Error) => void
}

/** The composition root: opens what is needed, in order, and undoes it when a later part fails. */
export async function startServer(options: StartOptions): Promise<Running> {
  const undo: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const step of undo.splice(0).reverse()) await step().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
  try {
    return { ...(await open(options, undo)), close }
  } catch (error) {
    // The cause counts, not what it broke on the way out.
    await close().catch(() => {})
    throw error
  }
}

async function open(options: StartOptions, undo: (() => Promise<void>)[]): Promise<Pick<Running, 'url' | 'routes'>> {
  const { database, connection, close } = await openDatabase(options, options.onError ?? (() => {}))
  undo.push(close)
  const workspaces = createWorkspaces({ database, load: loadWorkspace })
  undo.push(() => workspaces.close())
  await ensureMainWorkspace(workspaces)
  const identify = createIdentify(cookieRule(options.publicUrl))
  const app = await createHttp({
    find: async (address) => {
      const name = await workspaces.resolve(address)
      return (name === null ? null : await workspaces.open(name))?.state ?? null
    },
    identify,
    publicUrl: options.publicUrl,
    frontEnd: options.frontEnd ? await prepareFrontEnd() : null,
    trustProxy: options.trustProxy,
    log: options.log,
  })
  undo.push(() => closeHttp(app))
  const start = await registerServices(app, {
    settings: options, database, connection, workspaces, identify, now: () => new Date(),
    address: () => options.publicUrl ?? ownAddress(app, options), onError: options.onError ?? (() => {}), undo: (step) => { undo.push(step) },
  })
  await app.ready()
  await start()
  return { url: await listen(app, options), routes: app.registry }
}

async function listen(app: FastifyInstance, { port, host }: Settings): Promise<string> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new StartFailure(`Port ${port} is in use by another program: set PORT to a free one.`)
    throw error
  }
  return ownAddress(app, { port })
}
function ownAddress(app: FastifyInstance, { port }: Pick<Settings, 'port'>): string {
  const address = app.server.address()
  return `http://localhost:${address && typeof address === 'object' ? address.port : port}`
}

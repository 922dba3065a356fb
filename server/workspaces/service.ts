import { isName } from '../../metadata/base/name.ts'
import { type Result, fail, ok, problem } from '../../metadata/base/problem.ts'
import type { Database } from '../db/database.ts'
import { upgradeWorkspaceSchema } from '../db/system-tables.ts'
import { type Address, hostName, mainWorkspace, resolveName } from './resolve.ts'
import { type WorkspaceRow, insertWorkspace, readWorkspaces } from './store.ts'

/** One workspace, opened: its schema is up to date, and `state` is what the capabilities keep for it. */
export interface Workspace<S> extends WorkspaceRow { readonly database: Database; readonly state: S }
/** Something of a workspace that lasts as long as it is open (compiled model, subscriptions …). */
export interface WorkspacesOptions<S> {
  readonly database: Database
  /** Called once for each workspace, when it is first used. */
  readonly load: (workspace: WorkspaceRow & { readonly database: Database }) => Promise<S>
  readonly unload?: (state: S) => Promise<void>
}
export interface Workspaces<S> {
  list(): Promise<WorkspaceRow[]>
  create(name: string, more?: { label?: string; hosts?: readonly string[] }): Promise<Result<WorkspaceRow>>
  /** null when there is none of that name. */
  open(name: string): Promise<Workspace<S> | null>
  /** Name of the workspace that a request is for. The registry is read again at most every few seconds. */
  resolve(address: Address): Promise<string | null>
  /** Those that are open in this process. */
  opened(): Promise<Workspace<S>[]>
  close(): Promise<void>
}

const freshFor = 5_000

export function createWorkspaces<S>(options: WorkspacesOptions<S>): Workspaces<S> {
  const open = new Map<string, Promise<Workspace<S> | null>>()
  const registry = cachedRegistry(options.database)
  return {
    list: () => registry.read(true),
    create: (name, more = {}) => create(options.database, name, more).finally(registry.forget),
    open: (name) => {
      const known = open.get(name)
      if (known) return known
      const opening = openWorkspace(options, registry, name)
      open.set(name, opening)
      // What failed or was not there is looked for again at the next request.
      const forget = (): void => { if (open.get(name) === opening) open.delete(name) }
      opening.then((found) => { if (!found) forget() }, forget)
      return opening
    },
    resolve: async (address) => resolveName(await registry.read(false), address),
    opened: async () => (await Promise.all(open.values())).filter((one) => one !== null),
    close: async () => {
      const all = await Promise.allSettled(open.values())
      open.clear()
      for (const one of all) if (one.status === 'fulfilled' && one.value) await options.unload?.(one.value.state)
    },
  }
}

async function openWorkspace<S>(options: WorkspacesOptions<S>, registry: Registry, name: string): Promise<Workspace<S> | null> {
  const find = (rows: readonly WorkspaceRow[]): WorkspaceRow | undefined => rows.find((one) => one.name === name)
  const row = find(await registry.read(false)) ?? find(await registry.read(true))
  if (!row) return null
  await upgradeWorkspaceSchema(options.database, row.schema)
  return { ...row, database: options.database, state: await options.load({ ...row, database: options.database }) }
}

async function create(database: Database, name: string, more: { label?: string; hosts?: readonly string[] }): Promise<Result<WorkspaceRow>> {
  if (!isName(name)) return fail(problem('workspace.bad_name', '/name', { name }))
  const hosts = (more.hosts ?? []).map(hostName)
  const taken = (await readWorkspaces(database)).flatMap((row) => row.hosts).find((host) => hosts.includes(host))
  if (taken !== undefined) return fail(problem('workspace.host_taken', '/hosts', { host: taken }))
  const schema = `ws_${name}`
  await upgradeWorkspaceSchema(database, schema)
  const row = await insertWorkspace(database, { name, schema, label: more.label ?? name, hosts })
  return row ? ok(row) : fail(problem('workspace.exists', '/name', { name }))
}

/** The workspace at the root exists from the start. */
export async function ensureMainWorkspace<S>(workspaces: Workspaces<S>): Promise<void> {
  if (!(await workspaces.list()).some((row) => row.name === mainWorkspace)) await workspaces.create(mainWorkspace)
}

interface Registry { read(fresh: boolean): Promise<WorkspaceRow[]>; forget(): void }
function cachedRegistry(database: Database): Registry {
  let rows: Promise<WorkspaceRow[]> | null = null
  let readAt = 0
  const forget = (): void => { rows = null }
  return {
    forget,
    read: (fresh) => {
      if (!fresh && rows && performance.now() - readAt < freshFor) return rows
      readAt = performance.now()
      const reading = readWorkspaces(database)
      rows = reading
      reading.catch(forget)
      return reading
    },
  }
}

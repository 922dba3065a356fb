import { join } from 'node:path'
import type { Problem } from '../../metadata/base/problem.ts'
import { StartFailure } from '../db/embedded/failure.ts'
import { openDatabase } from '../open-database.ts'
import { readSettings, type Settings } from '../settings.ts'
import { loadWorkspace, type WorkspaceState } from '../workspace-state.ts'
import { mainWorkspace } from '../workspaces/resolve.ts'
import { createWorkspaces, ensureMainWorkspace } from '../workspaces/service.ts'

export interface Opened { readonly state: WorkspaceState; readonly settings: Settings; readonly files: string }
/** Where the files of a workspace are kept. */
export const filesFolder = (settings: Pick<Settings, 'data'>, workspace: string): string => join(settings.data, 'files', workspace)

/** Opens a workspace beside a running server, or alone; the server hears of what is published. */
export async function withWorkspace<T>(name: string | undefined, work: (opened: Opened) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env)
  const { database, close } = await openDatabase(settings, () => {})
  const workspaces = createWorkspaces({ database, load: loadWorkspace })
  try {
    await ensureMainWorkspace(workspaces)
    const opened = await workspaces.open(name ?? mainWorkspace)
    if (!opened) throw new StartFailure(`There is no workspace "${name}".`)
    return await work({ state: opened.state, settings, files: filesFolder(settings, opened.name) })
  } finally {
    await workspaces.close()
    await close()
  }
}

export const say = (text: string): void => { process.stdout.write(`${text}\n`) }
export const complain = (text: string): void => { process.stderr.write(`${text}\n`) }

/** One line for each: where, which rule, what, and how to mend it. */
export function listProblems(problems: readonly Problem[]): void {
  for (const { object, path, code, message, fix } of problems) complain(`${object ?? ''}${path}: ${message} [${code}]${fix === undefined ? '' : ` Did you mean "${fix}"?`}`)
}
/** The words that are no options; as many as the command needs, or a sentence with its usage. */
export function needWords(words: readonly string[], count: number, usage: string): string[] {
  if (words.length !== count) throw new StartFailure(`Usage: officina ${usage}`)
  return [...words]
}

import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../db/ids.ts'
import { fail } from '../http/errors.ts'
import type { HttpWorkspace } from '../http/workspace.ts'
import { backup } from './backup.ts'

export interface BackupRow { readonly id: string; readonly started_at: string; readonly started_by: string | null; readonly done_at: string | null; readonly state: 'running' | 'done' | 'failed'; readonly size: number | null; readonly rows: number | null; readonly files: number | null; readonly error: string | null }
const columns = 'id, started_at, started_by, done_at, state, size, rows, files, error'
export interface Backups {
  list(workspace: HttpWorkspace): Promise<BackupRow[]>
  /** Begins one; refused while another of the workspace is made. */
  begin(workspace: HttpWorkspace, by: string | null): Promise<string>
  /** Where the file of a complete one lies on this node. */
  file(workspace: HttpWorkspace, id: string): Promise<{ path: string; size: number; at: string }>
  remove(workspace: HttpWorkspace, id: string): Promise<void>
  settled(): Promise<void>
}

/** Backups made from administration; putting one back is the command line's, with the server stopped. */
export function createBackups({ data, now }: { data: string; now: () => Date }): Backups {
  const running = new Set<Promise<void>>()
  const at = { data, now }
  const find = async ({ database, schema }: HttpWorkspace, id: string): Promise<BackupRow> =>
    (await database.query<BackupRow>(`select ${columns} from "${schema}"._backups where id = $1`, [id]))[0] ?? fail(404, 'access.no_backup')
  return {
    list: ({ database, schema }) => database.query<BackupRow>(`select ${columns} from "${schema}"._backups order by started_at desc, id desc limit 100`),
    begin: async (workspace, by) => {
      const { database, schema } = workspace
      // One whose process died is no longer made.
      await database.query(`update "${schema}"._backups set state = 'failed', done_at = now(), error = 'interrupted' where state = 'running' and started_at < now() - interval '2 hours'`)
      const id = newId()
      const rows = await database.query(`insert into "${schema}"._backups (id, started_by) values ($1, $2) on conflict (state) where state = 'running' do nothing returning 1`, [id, by])
      if (rows.length === 0) return fail(409, 'access.backup_running')
      const work = make(at, workspace, id).finally(() => running.delete(work))
      running.add(work)
      return id
    },
    file: async (workspace, id) => {
      const row = await find(workspace, id)
      const path = pathOf(data, workspace, row.id)
      const found = row.state === 'done' ? await stat(path).catch(() => null) : null
      return found ? { path, size: found.size, at: row.started_at } : fail(404, 'access.no_backup')
    },
    remove: async (workspace, id) => {
      const row = await find(workspace, id)
      if (row.state === 'running') fail(409, 'access.backup_running')
      await rm(pathOf(data, workspace, row.id), { force: true })
      await workspace.database.query(`delete from "${workspace.schema}"._backups where id = $1`, [row.id])
    },
    settled: async () => { await Promise.all(running) },
  }
}

const pathOf = (data: string, workspace: HttpWorkspace, id: string): string => join(data, 'backups', workspace.name, `${id}.gz`)
async function make({ data, now }: { data: string; now: () => Date }, workspace: HttpWorkspace, id: string): Promise<void> {
  const { database, schema, name } = workspace
  try {
    await mkdir(join(data, 'backups', name), { recursive: true, mode: 0o700 })
    const done = await backup({ database, schema, workspace: name, files: join(data, 'files', name), now: now() }, pathOf(data, workspace, id))
    const { size } = await stat(pathOf(data, workspace, id))
    await database.query(`update "${schema}"._backups set state = 'done', done_at = now(), size = $2, rows = $3, files = $4 where id = $1`, [id, size, done.rows, done.files])
  } catch (error) {
    await database.query(`update "${schema}"._backups set state = 'failed', done_at = now(), error = $2 where id = $1`, [id, (error instanceof Error ? error.message : String(error)).slice(0, 500)]).catch(() => [])
  }
}

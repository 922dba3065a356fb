import { parseArgs } from 'node:util'
import { backup as writeBackup } from '../../backup/backup.ts'
import { restore as readBackup } from '../../backup/restore.ts'
import { StartFailure } from '../../db/embedded/failure.ts'
import type { Command } from '../command.ts'
import { listProblems, needWords, say, withWorkspace } from '../workspace.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'FILE',
  summary: 'Write a workspace, its records, metadata and files, into one file',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { workspace: { type: 'string' } } })
    const [file] = needWords(positionals, 1, 'backup FILE')
    return withWorkspace(values.workspace, async ({ state, files }) => {
      const done = await writeBackup({ database: state.database, schema: state.schema, workspace: state.name, files, now: new Date() }, file!)
      say(`${done.rows} rows and ${done.files} files in ${file}.`)
      return 0
    })
  },
}

export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--replace]',
  summary: 'Put a backup in the place of an empty workspace; --replace: also of one in use. Stop the server first',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { replace: { type: 'boolean' }, workspace: { type: 'string' } } })
    const [file] = needWords(positionals, 1, 'restore FILE [--replace]')
    return withWorkspace(values.workspace, async ({ state, files }) => {
      const used = (await state.database.query(`select 1 from "${state.schema}"._setup`)).length > 0
      if (used && !values.replace) throw new StartFailure('This workspace is in use. Say --replace to put the backup in its place; what is in it now is lost.')
      const done = await readBackup({ database: state.database, schema: state.schema, files }, file!)
      if (!done.ok) {
        listProblems(done.problems)
        return 1
      }
      say(`${done.value.rows} rows and ${done.value.files} files restored.`)
      return 0
    })
  },
}

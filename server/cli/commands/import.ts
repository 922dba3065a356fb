import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { text } from '../../../metadata/texts/index.ts'
import { StartFailure } from '../../db/embedded/failure.ts'
import { AppError } from '../../http/errors.ts'
import { importRows } from '../../records/import.ts'
import { openSession } from '../../records/service.ts'
import { systemActor } from '../../templates/service.ts'
import type { Command } from '../command.ts'
import { complain, listProblems, needWords, say, withWorkspace } from '../workspace.ts'

const usage = 'import ENTITY[.FIELD] FILE.csv [--map FILE] [--key FIELD]'

export const importFile: Command = {
  name: 'import',
  usage: usage.slice('import '.length),
  summary: 'Import a CSV file into an entity; --map is a JSON file { "column": "field" }. With .FIELD into its line items or links: column _parent names the record by --key',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { map: { type: 'string' }, key: { type: 'string' }, workspace: { type: 'string' } } })
    const [name, file] = needWords(positionals, 2, usage)
    const map = values.map === undefined ? undefined : (JSON.parse(await readFile(values.map, 'utf8')) as Record<string, string>)
    return withWorkspace(values.workspace, async ({ state }) => {
      const { model } = state.live()
      const [of = '', into] = name!.split('.')
      const entity = model.byName.get(of)
      if (!entity) throw new StartFailure(`There is no entity "${of}".`)
      const space = { schema: state.schema, database: state.database, model, rights: state.rights, now: () => new Date() }
      try {
        const done = await state.database.transaction(async (tx) => {
          await tx.query('set local statement_timeout = 0')
          await tx.query('set local idle_in_transaction_session_timeout = 0')
          return importRows(openSession(space, tx, systemActor), { entity, csv: createReadStream(file!), ...(into === undefined ? {} : { into }), ...(map ? { map } : {}), ...(values.key === undefined ? {} : { key: values.key }) })
        })
        say(`${done.created} created, ${done.updated} updated, ${done.refused.length} refused.`)
        for (const { row, problems } of done.refused) complain(`row ${row}: ${problems.map(({ message }) => message).join(' ')}`)
        return done.refused.length > 0 ? 1 : 0
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        complain(text('en', error.code, error.params))
        listProblems(error.problems)
        return 1
      }
    })
  },
}

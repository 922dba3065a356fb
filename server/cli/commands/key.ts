import { parseArgs } from 'node:util'
import { createKey } from '../../access/key-service.ts'
import { StartFailure } from '../../db/embedded/failure.ts'
import type { Command } from '../command.ts'
import { say, withWorkspace } from '../workspace.ts'

export const key: Command = {
  name: 'key',
  usage: 'create --name NAME --role ROLE [--role ROLE …]',
  summary: 'Make an API key; it is shown once',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { name: { type: 'string' }, role: { type: 'string', multiple: true }, workspace: { type: 'string' } } })
    const { name, role: roles } = values
    if (positionals[0] !== 'create' || !name || !roles?.length) throw new StartFailure('Usage: officina key create --name NAME --role ROLE')
    return withWorkspace(values.workspace, async ({ state }) => {
      const made = await createKey(state, { name, roles, expires: null, by: null })
      say(made.key)
      return 0
    })
  },
}

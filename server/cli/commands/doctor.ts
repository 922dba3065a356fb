import { checkServer } from '../../db/connect.ts'
import { openDatabase } from '../../open-database.ts'
import { readSettings } from '../../settings.ts'
import { readWorkspaces } from '../../workspaces/store.ts'
import type { Command } from '../command.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'Check that Officina can work here, and say what it uses',
  run: async () => {
    const settings = readSettings(process.env)
    const say = (name: string, value: string): boolean => process.stdout.write(`${name.padEnd(12)} ${value}\n`)
    say('Node', process.version)
    say('Data', settings.data)
    const { database, close } = await openDatabase(settings, () => {})
    try {
      say('PostgreSQL', `${(await checkServer(database)).version} (${settings.databaseUrl === null ? 'comes with Officina' : 'DATABASE_URL'})`)
      say('Workspaces', (await readWorkspaces(database)).map((row) => row.name).join(', ') || 'none yet')
    } finally {
      await close()
    }
    return 0
  },
}

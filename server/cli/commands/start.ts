import { runServer } from '../../main.ts'
import type { Command } from '../command.ts'

export const start: Command = { name: 'start', usage: '', summary: 'Serve until stopped (PORT, OFFICINA_DATA, DATABASE_URL …)', run: () => runServer(process.env) }

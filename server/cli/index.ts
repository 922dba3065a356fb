import { StartFailure } from '../db/embedded/failure.ts'
import type { Command } from './command.ts'
import { backup, restore } from './commands/backup.ts'
import { check } from './commands/check.ts'
import { dev } from './commands/dev.ts'
import { doctor } from './commands/doctor.ts'
import { exportLayer } from './commands/export.ts'
import { importFile } from './commands/import.ts'
import { key } from './commands/key.ts'
import { diff, publish } from './commands/publish.ts'
import { schema } from './commands/schema.ts'
import { setup } from './commands/setup.ts'
import { start } from './commands/start.ts'

/** Every command; one file each, one entry here. */
const commands: readonly Command[] = [start, dev, setup, check, diff, publish, exportLayer, importFile, key, schema, backup, restore, doctor]

/** Runs the command that the words name. What a person must mend is said in one sentence, without a stack. */
export async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words
  const command = commands.find((one) => one.name === name)
  if (!command) {
    process.stdout.write(overview())
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2
  }
  try {
    return await command.run(rest)
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

function overview(): string {
  const left = commands.map(({ name, usage }) => `officina ${name} ${usage}`.trimEnd())
  const width = Math.max(...left.map((text) => text.length))
  return `${commands.map((one, i) => `${left[i]?.padEnd(width)}   ${one.summary}`).join('\n')}\n`
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { jsonSchemas } from '../../../metadata/kinds/json-schema.ts'
import type { Command } from '../command.ts'
import { needWords, say } from '../workspace.ts'

export const schema: Command = {
  name: 'schema',
  usage: 'FOLDER',
  summary: 'Write the JSON Schema of every kind of metadata, for editors',
  run: async (words) => {
    const [folder] = needWords(parseArgs({ args: [...words], allowPositionals: true }).positionals, 1, 'schema FOLDER')
    await mkdir(folder!, { recursive: true })
    const schemas = Object.entries(jsonSchemas())
    for (const [kind, content] of schemas) await writeFile(join(folder!, `${kind}.json`), `${JSON.stringify(content, null, 2)}\n`)
    say(`Wrote ${schemas.length} schemas to ${folder}.`)
    return 0
  },
}

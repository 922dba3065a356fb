import { parseArgs } from 'node:util'
import { compilePublishable } from '../../../metadata/change/publishable.ts'
import { readStack } from '../../templates/stack.ts'
import type { Command } from '../command.ts'
import { listProblems, needWords, say } from '../workspace.ts'

export const check: Command = {
  name: 'check',
  usage: 'FOLDER',
  summary: 'Check a layer folder with the layers that it needs; every problem at once',
  run: async (words) => {
    const [folder] = needWords(parseArgs({ args: [...words], allowPositionals: true }).positionals, 1, 'check FOLDER')
    const layers = await readStack(folder!)
    const compiled = layers.ok ? compilePublishable(layers.value) : layers
    if (!compiled.ok) {
      listProblems(compiled.problems)
      return 1
    }
    say('No problems.')
    return 0
  },
}

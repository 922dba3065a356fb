import { parseArgs } from 'node:util'
import { StartFailure } from '../../db/embedded/failure.ts'
import { writeLayerFolder } from '../../publish/layer-folder.ts'
import type { Command } from '../command.ts'
import { needWords, say, withWorkspace } from '../workspace.ts'

export const exportLayer: Command = {
  name: 'export',
  usage: 'FOLDER [--layer NAME]',
  summary: 'Write a published layer (the topmost, or the one named) as a folder of files',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options: { layer: { type: 'string' }, workspace: { type: 'string' } } })
    const [folder] = needWords(positionals, 1, 'export FOLDER [--layer NAME]')
    return withWorkspace(values.workspace, async ({ state }) => {
      const { layers } = state.publishing.live()
      const layer = values.layer === undefined ? layers.at(-1) : layers.find(({ name }) => name === values.layer)
      if (!layer) throw new StartFailure(`There is no layer "${values.layer}". There are: ${layers.map(({ name }) => name).join(', ')}.`)
      await writeLayerFolder(folder!, layer)
      say(`Wrote layer ${layer.name} to ${folder}.`)
      return 0
    })
  },
}

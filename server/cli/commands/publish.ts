import { parseArgs } from 'node:util'
import type { Layer } from '../../../metadata/model/model.ts'
import { readLayerFolder } from '../../publish/layer-folder.ts'
import type { Preview } from '../../publish/service.ts'
import { withLayer } from '../../publish/manifest.ts'
import { systemActor } from '../../templates/service.ts'
import type { Command } from '../command.ts'
import { complain, listProblems, needWords, say, withWorkspace } from '../workspace.ts'

const options = { 'accept-loss': { type: 'boolean' }, note: { type: 'string' }, workspace: { type: 'string' } } as const

export const diff: Command = {
  name: 'diff',
  usage: 'FOLDER',
  summary: 'What publishing a layer folder would change, do and lose',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options })
    const [folder] = needWords(positionals, 1, 'diff FOLDER')
    const layer = await readLayerFolder(folder!)
    if (!layer.ok) {
      listProblems(layer.problems)
      return 1
    }
    return withWorkspace(values.workspace, async ({ state }) => show(await state.publishing.preview(withLayer(state.publishing.live().layers, layer.value))))
  },
}
function show({ problems, changes, plan, losses }: Preview): number {
  listProblems(problems)
  for (const { kind, ...rest } of changes) say(`${kind} ${Object.values(rest).flat().join(' ')}`)
  for (const { kind, ...rest } of plan.steps) say(`  > ${kind} ${Object.values(rest).filter((value) => typeof value === 'string').join(' ')}`)
  for (const { kind, detail, count, rows } of losses) {
    say(`  ! ${kind} ${detail}: ${count}`)
    for (const { id, value } of rows) say(`      ${id} ${value ?? ''}`)
  }
  if (problems.length === 0 && changes.length === 0) say('Nothing changes.')
  return problems.length > 0 ? 1 : 0
}

/** What a preview does not count as a change of documents. */
const headOf = ({ label, version, needs, description }: Layer & { readonly description?: string }): string => JSON.stringify([label, version, needs, description ?? ''])
const sameHead = (live: Layer | undefined, wanted: Layer): boolean => live !== undefined && headOf(live) === headOf(wanted)

export const publish: Command = {
  name: 'publish',
  usage: 'FOLDER [--accept-loss] [--note TEXT]',
  summary: 'Publish a layer folder; a running server takes it over at once',
  run: async (words) => {
    const { positionals, values } = parseArgs({ args: [...words], allowPositionals: true, options })
    const [folder] = needWords(positionals, 1, 'publish FOLDER [--accept-loss]')
    const layer = await readLayerFolder(folder!)
    if (!layer.ok) {
      listProblems(layer.problems)
      return 1
    }
    return withWorkspace(values.workspace, async ({ state }) => {
      const { version, layers } = state.publishing.live()
      const wanted = withLayer(layers, layer.value)
      if (sameHead(layers.find(({ name }) => name === layer.value.name), layer.value)) {
        const { problems, changes } = await state.publishing.preview(wanted)
        if (problems.length === 0 && changes.length === 0) {
          say(`Nothing changes; version ${version} stays.`)
          return 0
        }
      }
      const result = await state.publishing.publish({ layers: wanted, baseVersion: version, acceptLoss: values['accept-loss'] ?? false, note: values.note ?? '', actor: systemActor })
      if (result.ok) {
        say(`Published as version ${result.value.version}.`)
        return 0
      }
      listProblems(result.problems)
      if (result.problems[0]?.code === 'publish.loses') {
        show(await state.publishing.preview(wanted))
        complain('Run it again with --accept-loss to publish all the same.')
      }
      return 1
    })
  },
}

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, ok, problem, type Result } from '../../metadata/base/problem.ts'
import type { DatasetDoc } from '../../metadata/kinds/dataset.ts'
import type { Actor } from '../access/actor.ts'
import { newId } from '../db/ids.ts'
import type { FolderLayer } from '../../metadata/model/layer-files.ts'
import { readLayerFolder } from '../publish/layer-folder.ts'
import type { Live, Publishing } from '../publish/service.ts'
import { createRecords, openSession, updateRecords } from '../records/service.ts'
import type { Space } from '../records/space.ts'
import { planData } from './data-plan.ts'

export interface Template { readonly name: string; readonly label: string; readonly description: string; readonly version: string }
const folder = fileURLToPath(new URL('../../templates', import.meta.url))
const baseLayer = 'base'
export const systemActor: Actor = Object.freeze({ kind: 'system', id: null, name: 'Officina', roles: [], language: 'en', zone: 'UTC' })

/** What a visitor may choose from at set-up, and an administrator later. */
export async function listTemplates(): Promise<Template[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const layers = await Promise.all(entries.filter((entry) => entry.isDirectory() && entry.name !== baseLayer).map((entry) => readTemplate(entry.name)))
  return layers.flatMap((layer) => (layer.ok ? [layer.value] : [])).map(({ name, label, description, version }) => ({ name, label, description, version })).sort((a, b) => Number(a.name === 'empty') - Number(b.name === 'empty') || a.label.localeCompare(b.label))
}
export const readTemplate = (name: string): Promise<Result<FolderLayer>> => readLayerFolder(join(folder, name))

/** Every workspace stands on the base layer. Two nodes may try at once; one publishes, the other takes what it published. */
export async function publishBase(publishing: Publishing): Promise<Live> {
  const layer = must(await readTemplate(baseLayer))
  const result = await publishing.publish({ layers: [layer], baseVersion: 0, acceptLoss: false, note: 'base', actor: systemActor })
  if (result.ok) return result.value
  if (result.problems[0]?.code === 'publish.base_moved') return publishing.reload()
  return must(result)
}

export interface InstallOptions { readonly name: string; readonly demo: boolean; readonly actor: Actor }
/** Puts the template's layer on the stack and its rows into the tables; both or neither. */
export async function installTemplate(publishing: Publishing, space: Omit<Space, 'model'>, { name, demo, actor }: InstallOptions): Promise<Result<Live>> {
  const offered = (await listTemplates()).some((one) => one.name === name)
  if (!offered) return fail(problem('publish.unknown_template', '/template', { name }))
  const layer = await readTemplate(name)
  if (!layer.ok) return layer
  const { version, layers } = publishing.live()
  if (layers.some((one) => one.name === name)) return ok(publishing.live())
  // A layer without documents changes nothing.
  if (Object.keys(layer.value.documents).length === 0) return ok(publishing.live())
  const published = await space.database.transaction(async (tx) => {
    const done = await publishing.publishIn(tx, { layers: [...layers, layer.value], baseVersion: version, acceptLoss: false, note: layer.value.label, actor })
    if (!done.ok) return done
    const { model } = done.value.live
    const datasets = [...(model.documents.get('dataset')?.values() ?? [])].filter((one) => one.layer === name).map(({ doc }) => doc as unknown as DatasetDoc)
    const session = openSession({ ...space, model }, tx, systemActor)
    const plan = planData(model, datasets.filter((set) => demo || !set.demo), newId)
    for (const { entity, rows } of plan) if (rows.length > 0) await createRecords(session, entity, rows.map(({ id, data }) => ({ id, data, numbers: true })))
    for (const { entity, rows } of plan) {
      const inputs = rows.filter(({ later }) => Object.keys(later).length > 0).map(({ id, later }) => ({ id, data: later }))
      if (inputs.length > 0) await updateRecords(session, entity, { inputs, show: async () => null })
    }
    return done
  })
  return published.ok ? ok(await publishing.settle(published.value)) : published
}

/** What ships with the platform is checked by its tests: if it cannot be read, the installation is broken. */
function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  const [first] = result.problems
  throw new Error(`${first?.object ?? ''} ${first?.path ?? ''} ${first?.message ?? ''}`.trim())
}

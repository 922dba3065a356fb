import { fail, ok, problem, type Result } from '../../metadata/base/problem.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { readLayerFolder } from '../publish/layer-folder.ts'
import { listTemplates, readTemplate } from './service.ts'

/** A layer folder on top of the layers that it needs, which come from the shipped templates. */
export async function readStack(folder: string): Promise<Result<Layer[]>> {
  const top = await readLayerFolder(folder)
  if (!top.ok) return top
  const shipped = new Set(['base', ...(await listTemplates()).map(({ name }) => name)])
  const stack = new Map<string, Layer>()
  const add = async (name: string): Promise<Result<null>> => {
    if (stack.has(name) || name === top.value.name) return ok(null)
    if (!shipped.has(name)) return fail(problem('metadata.missing_layer', '', { layer: top.value.name, needs: name }, { object: 'template.json' }))
    const layer = await readTemplate(name)
    if (!layer.ok) return layer
    for (const needed of layer.value.needs) {
      const done = await add(needed)
      if (!done.ok) return done
    }
    stack.set(name, layer.value)
    return ok(null)
  }
  for (const name of ['base', ...top.value.needs]) {
    const done = await add(name)
    if (!done.ok) return done
  }
  return ok([...stack.values(), top.value])
}

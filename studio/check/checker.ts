import type { Problem } from '../../metadata/base/problem.ts'
import { compileModel } from '../../metadata/model/compile.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { type Place, withObject } from '../document/objects.ts'

/** What the page tells the checker: all layers once, then each object that changes. Unchanged documents are the same objects, so they are not compiled again. */
export type ToChecker = { readonly say: 'open'; readonly layers: readonly Layer[]; readonly name: string; readonly ask: number } | { readonly say: 'put'; readonly places: readonly { readonly place: Place; readonly content: unknown }[]; readonly ask: number }
export interface FromChecker { readonly ask: number; readonly problems: readonly Problem[] }

/** Checks the whole set of layers, as publishing would. */
export function createChecker(): (message: ToChecker) => FromChecker {
  let layers: readonly Layer[] = []
  let name = ''
  return (message) => {
    if (message.say === 'open') ({ layers, name } = message)
    else layers = layers.map((layer) => (layer.name === name ? message.places.reduce((now, { place, content }) => withObject(now, place, content), layer) : layer))
    const result = compileModel(layers)
    return { ask: message.ask, problems: result.ok ? [] : result.problems }
  }
}

import type { Problem } from '../../metadata/base/problem.ts'
import { kindByPlural } from '../../metadata/kinds/index.ts'
import type { Layer } from '../../metadata/model/model.ts'
import { kindText, type Place, readObject } from './objects.ts'

/** What of the layer a problem is about (`crm/entities/customer`): its document, or its edits of one. */
export function objectOf(layer: Layer, { object = '' }: Problem): Place | null {
  const [of = '', plural = '', key = ''] = object.split('/')
  const kind = kindByPlural(plural)
  if (!kind) return null
  const place: Place = { kind, key, of: of === layer.name ? null : of }
  return readObject(layer, place) === undefined ? null : place
}
export function placeOfProblem(draft: string, layer: Layer, problem: Problem): string | null {
  const place = objectOf(layer, problem)
  return place && `/studio/drafts/${draft}/${kindText(place)}/${place.key}`
}

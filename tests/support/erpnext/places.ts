import type { Catalogue } from './catalogue.ts'
import type { Place } from './conditions.ts'
import { slug } from './names.ts'
import type { SourceEntity } from './source.ts'

/** One condition where it stands; `key` is the entity of the model whose records it is asked of. */
export interface Placed { readonly condition: string; readonly key: string; readonly place: Place }

/** Every condition of the set: of fields, and of the tabs and sections that hold them. Those of lines stand once for each use. */
export function conditionsIn(catalogue: Catalogue): Placed[] {
  return catalogue.source.entities.flatMap((entity) => {
    const found = conditionsOf(entity)
    const places = entity.kind !== 'child' ? [{ key: catalogue.key(entity.name), parent: null }]
      : catalogue.uses(entity.name).map(({ parent, field }) => ({ key: `${catalogue.key(parent.name)}.${slug(field.name)}`, parent }))
    return places.flatMap(({ key, parent }) => found.map((condition) => ({ condition, key, place: { catalogue, entity, parent } })))
  })
}
export const conditionsOf = ({ fields, layout }: SourceEntity): string[] =>
  [...fields.flatMap((f) => [f.showIf, f.reqdIf, f.readOnlyIf]), ...layout.map((item) => item.showIf)].filter((text) => text !== undefined)

import type { Entity, Field } from '../../metadata/model/model.ts'

/** What is worked out once for each entity of a model. */
export function perEntity<T>(make: (entity: Entity) => T): (entity: Entity) => T {
  const known = new WeakMap<Entity, { readonly value: T }>()
  return (entity) => {
    const before = known.get(entity)
    if (before) return before.value
    const value = make(entity)
    known.set(entity, { value })
    return value
  }
}
const fieldsThat = (test: (field: Field) => boolean) => perEntity((entity): readonly Field[] => [...entity.fields.values()].filter(test))

/** Fields that point to other records, whatever their number. */
export const pointingFields = fieldsThat(({ relation }) => relation !== null && relation.kind !== 'children')
export const linkFields = fieldsThat(({ relation }) => relation?.kind === 'link')
export const listFields = fieldsThat(({ relation, joinTable }) => relation?.kind === 'links' && joinTable !== null)
export const numberFields = fieldsThat(({ type }) => type.computed === 'sequence')
/** Fields of which a rule says something. */
export const ruledFields = fieldsThat((field) => typeof field.readonly !== 'boolean' || (field.required !== false && !field.type.computed) || field.check !== null)

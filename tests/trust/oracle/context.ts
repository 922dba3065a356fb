import type { RecordValue } from '../../../metadata/expressions/tree.ts'
import type { Entity, Model } from '../../../metadata/model/model.ts'
import type { View } from './view.ts'

/** Who asks, of what. */
export interface Context { readonly model: Model; readonly view: View }

/** Is there such a field for the person? */
export const exists = ({ rights }: View, entity: string, field: string): boolean => rights === null || rights.readers(entity, field).length > 0
export const titleOf = ({ view }: Context, entity: Entity, record: RecordValue | null): unknown => (record ? view.value(entity.title, { record }) : null)

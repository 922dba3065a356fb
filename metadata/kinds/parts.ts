import { type TProperties, type TSchema, Type } from '@sinclair/typebox'
import { namePattern } from '../base/name.ts'
import { Expression } from '../fields/common.ts'

/** Parts that several kinds are made of. Unknown keys are errors everywhere. `ref` says what a text names, so that editors offer it. */
export const strict = <P extends TProperties>(properties: P, more: { title?: string; description?: string } = {}) => Type.Object(properties, { ...more, additionalProperties: false })
/** A map of named parts; the key is the identity, the order is the order on screen. */
export const named = <S extends TSchema>(part: S, more: { title?: string; description?: string } = {}) =>
  Type.Record(Type.String({ pattern: namePattern }), part, { ...more, additionalProperties: false })
export const document = <P extends TProperties>(properties: P, more: { title?: string; description?: string } = {}) =>
  strict({ $schema: Type.Optional(Type.String({ title: 'Schema', description: 'Address of the JSON Schema, for editors.' })), ...properties }, more)

export const Label = Type.String({ title: 'Label', minLength: 1, maxLength: 200 })
export const Description = Type.String({ title: 'Description', maxLength: 2000 })
export const Icon = Type.String({ title: 'Icon', ref: 'icon', description: 'Name of a Tabler outline icon.', pattern: '^[a-z0-9-]{1,60}$' })
export const EntityKey = Type.String({ title: 'Entity', ref: 'entity', description: 'Key of an entity.', pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$' })
/** A field, or a path along links: `customer.city`. */
export const FieldPath = Type.String({ title: 'Field', ref: 'path', description: 'A field, or a path along links such as customer.city.', pattern: '^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*$' })
export const FieldKey = Type.String({ title: 'Field', ref: 'field', pattern: '^[a-z_][a-z0-9_]*$' })
export const SortPath = Type.String({ title: 'Order', ref: 'sort', description: 'A field or path; a leading - turns the order round.', pattern: '^-?[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*$' })
export const Message = Type.String({ title: 'Message', minLength: 1, maxLength: 300 })
export const Condition = Expression('Condition')

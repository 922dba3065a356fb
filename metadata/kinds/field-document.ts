import { Kind, type TObject, type TSchema, Type, TypeRegistry } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { isObject } from '../base/json.ts'
import { namePattern } from '../base/name.ts'
import { commonOptions, Expression } from '../fields/common.ts'
import { fieldTypes } from '../fields/index.ts'

/** One field in an entity's document. */
export interface FieldDoc { readonly type: string; readonly [option: string]: unknown }

const nodeKind = 'FieldDocument'
/** Its schema depends on `type`; checked by looking the type up instead of trying them all. */
export const FieldDocument = Type.Unsafe<FieldDoc>({ [Kind]: nodeKind, $ref: '#/$defs/field', title: 'Field' } as unknown as TSchema)
TypeRegistry.Set(nodeKind, (_schema, value) => {
  if (!isObject(value) || typeof value.type !== 'string') return false
  const schema = fieldSchema(value.type)
  return schema !== undefined && Value.Check(schema, value)
})

/** A value of any type may be computed, unless the type already is. */
const formula = { formula: Type.Optional(Expression('Formula', 'Computed from other fields; nobody types the value.')) }
const lines = {
  fields: Type.Optional(Type.Record(Type.String({ pattern: namePattern }), FieldDocument, { title: 'Fields of a line', additionalProperties: false })),
  shape: Type.Optional(Type.String({ title: 'Shape', description: 'An entity with "child": true that several parents share.', pattern: namePattern })),
}
const built = new Map<string, TObject>()

/** Common options and those of the type; undefined where the type does not exist. */
export function fieldSchema(name: string): TObject | undefined {
  const known = built.get(name)
  if (known || !Object.hasOwn(fieldTypes, name)) return known
  const type = fieldTypes[name]!
  const schema = Type.Object(
    { type: Type.Literal(name), ...Object.fromEntries(Object.entries(commonOptions).filter(([key]) => key !== 'type')), ...formula, ...omissible(type.options.properties), ...(name === 'children' ? lines : {}) },
    { title: type.label.en, additionalProperties: false },
  ) as TObject
  built.set(name, schema)
  return schema
}

export const fieldTypeNames = (): string[] => Object.keys(fieldTypes)
export const isFieldDocument = (schema: TSchema): boolean => schema[Kind] === nodeKind

/** What has a default need not be written. */
const omissible = (properties: Readonly<Record<string, TSchema>>): Record<string, TSchema> =>
  Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, schema.default === undefined ? schema : Type.Optional(schema)]))

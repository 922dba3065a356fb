import { fieldSchema, fieldTypeNames } from './field-document.ts'
import { type KindName, kindNames, kindOf } from './index.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** JSON Schemas (draft 2020-12) of all kinds, for editors. Plain JSON: symbols of the builder are gone. */
export function jsonSchemas(base = 'https://officina.dev/schema'): Record<KindName, JsonSchema> {
  return Object.fromEntries(kindNames.map((name) => [name, schemaOf(name, base)])) as Record<KindName, JsonSchema>
}

function schemaOf(name: KindName, base: string): JsonSchema {
  const { version, schema } = kindOf(name)
  const plain = JSON.parse(JSON.stringify(schema)) as JsonSchema
  const field = name === 'entity' ? { $defs: { field: { oneOf: fieldTypeNames().map((type) => JSON.parse(JSON.stringify(fieldSchema(type)!)) as JsonSchema) } } } : {}
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${base}/${version}/${name}.json`, ...plain, ...field }
}

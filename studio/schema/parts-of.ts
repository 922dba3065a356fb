import type { JsonSchema } from '../../metadata/kinds/json-schema.ts'

/** How one property is edited; `studio/schema/fields.tsx` has one component for each. */
export type Part = 'text' | 'long_text' | 'expression' | 'choice' | 'switch' | 'number' | 'either' | 'pick' | 'picks' | 'words' | 'group' | 'named' | 'value' | 'json'
export interface PartInfo {
  readonly part: Part
  /** What a text names: an entity, a field of it, a view… */
  readonly ref?: string
  /** Of a choice. */
  readonly choices?: readonly string[]
  /** Of a group its properties; of named parts the schema of one. */
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly each?: JsonSchema
}
type Tree = Readonly<Record<string, JsonSchema | undefined>>

const ofType = (schema: JsonSchema, type: string): boolean => schema['type'] === type
const literals = (variants: readonly JsonSchema[]): string[] | null => (variants.every(({ const: value }) => typeof value === 'string') ? variants.map(({ const: value }) => String(value)) : null)
const patterns = (schema: JsonSchema): JsonSchema | undefined => Object.values((schema['patternProperties'] as Tree | undefined) ?? {})[0]

/** Which part edits a value of this schema. Everything that the kinds say has one of its own; `json` is what none was made for. */
export function partOf(schema: JsonSchema): PartInfo {
  const variants = schema['anyOf'] as readonly JsonSchema[] | undefined
  if (variants) return partOfUnion(variants)
  if (ofType(schema, 'boolean')) return { part: 'switch' }
  if (ofType(schema, 'integer') || ofType(schema, 'number')) return { part: 'number' }
  if (ofType(schema, 'string')) return partOfText(schema)
  if (ofType(schema, 'array')) return partOfList(schema['items'] as JsonSchema)
  if (!ofType(schema, 'object')) return { part: 'json' }
  const each = patterns(schema)
  return each ? { part: 'named', each } : { part: 'group', properties: (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>> }
}
function partOfUnion(variants: readonly JsonSchema[]): PartInfo {
  const choices = literals(variants)
  if (choices) return { part: 'choice', choices }
  const [first, second] = variants
  if (variants.length === 2 && ofType(first!, 'boolean') && second!['expression'] === true) return { part: 'either' }
  // A field, or several: always edited as several.
  if (variants.length === 2 && ofType(first!, 'string') && ofType(second!, 'array')) return partOfList(second!['items'] as JsonSchema)
  return { part: variants.every(({ type }) => type !== 'object') ? 'value' : 'json' }
}
function partOfText(schema: JsonSchema): PartInfo {
  if (schema['expression'] === true) return { part: 'expression' }
  if (typeof schema['ref'] === 'string') return { part: schema['ref'] === 'icon' ? 'text' : 'pick', ref: schema['ref'] }
  return { part: Number(schema['maxLength'] ?? 0) > 500 ? 'long_text' : 'text' }
}
function partOfList(items: JsonSchema): PartInfo {
  if (items['type'] !== 'string') return { part: 'json' }
  return typeof items['ref'] === 'string' ? { part: 'picks', ref: items['ref'] } : { part: 'words' }
}

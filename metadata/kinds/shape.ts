import type { TSchema } from '@sinclair/typebox'
import { Value, ValueErrorType, type ValueError } from '@sinclair/typebox/value'
import { closest } from '../base/closest.ts'
import { isObject, pointer } from '../base/json.ts'
import { type Problem, problem } from '../base/problem.ts'
import { fieldSchema, fieldTypeNames, isFieldDocument } from './field-document.ts'


/** Everything in `value` that the schema does not allow; [] = it fits. */
export function shapeProblems(schema: TSchema, value: unknown, path = ''): Problem[] {
  if (Value.Check(schema, value)) return []
  const seen = new Set<string>()
  return [...Value.Errors(schema, value)].flatMap((error) => explain(error, path)).filter((p) => {
    const same = `${p.path} ${p.code}`
    return !seen.has(same) && seen.add(same)
  })
}

function explain(error: ValueError, base: string): Problem[] {
  const path = base + error.path
  if (isFieldDocument(error.schema)) return fieldProblems(error.value, path)
  if (error.type === ValueErrorType.ObjectAdditionalProperties) return [unknownKey(error, path)]
  if (error.type === ValueErrorType.ObjectRequiredProperty) return [problem('metadata.missing_key', parentOf(path), { key: lastOf(path) })]
  if (error.type === ValueErrorType.Union) return unionProblems(error, base)
  if (error.value === undefined) return []
  if (error.type === ValueErrorType.StringPattern) return [problem('metadata.bad_name', path, { name: String(error.value) })]
  return [problem('metadata.wrong_type', path, { expected: describe(error.schema) })]
}

function fieldProblems(value: unknown, path: string): Problem[] {
  if (!isObject(value)) return [problem('metadata.wrong_type', path, { expected: '{ "type": … }' })]
  if (typeof value.type !== 'string') return [problem('metadata.missing_key', path, { key: 'type' })]
  const schema = fieldSchema(value.type)
  if (schema) return shapeProblems(schema, value, path)
  const fix = closest(value.type, fieldTypeNames())
  return [problem('metadata.unknown_reference', pointer(path, 'type'), { kind: 'Field type', name: value.type }, fix ? { fix } : {})]
}

function unknownKey(error: ValueError, path: string): Problem {
  const key = lastOf(path)
  const properties = Object.keys((error.schema as { properties?: object }).properties ?? {})
  if (properties.length === 0) return problem('metadata.bad_name', path, { name: key })
  const fix = closest(key, properties)
  return problem('metadata.unknown_key', path, { key, hint: fix ? `"${fix}"?` : properties.filter((p) => !p.startsWith('$')).join(', ') }, fix ? { fix } : {})
}

/** The variant that was probably meant speaks; where none comes near, the union itself does. */
function unionProblems(error: ValueError, base: string): Problem[] {
  const near = error.errors
    .map((variant) => [...variant])
    .filter((errors) => errors.length > 0 && !errors.some((e) => e.path === error.path && e.type !== ValueErrorType.StringPattern))
    .toSorted((a, b) => a.length - b.length)
  return near[0]?.flatMap((e) => explain(e, base)) ?? [problem('metadata.wrong_type', base + error.path, { expected: describe(error.schema) })]
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~')

function describe(schema: TSchema): string {
  if (Array.isArray(schema.anyOf)) return [...new Set((schema.anyOf as TSchema[]).map(describe))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema['expression'] === true) return '{expression}'
  const size = Object.entries(sizes).filter(([k]) => schema[k] !== undefined).map(([k, word]) => `{${word}:${schema[k]}}`)
  return [schema.type ? `{${schema.type}}` : (schema.title ?? '{value}'), ...size].join(', ')
}
/** How the limits of a schema are called in metadata/texts/types.ts. */
const sizes: Readonly<Record<string, string>> = { minimum: 'minimum', maximum: 'maximum', minLength: 'min_length', maxLength: 'max_length', minItems: 'min_items', maxItems: 'max_items' }

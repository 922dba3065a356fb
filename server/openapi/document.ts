/** The parts of an OpenAPI 3.1 document that we write. */
export type Schema = Readonly<Record<string, unknown>>
export type Parameter = Readonly<Record<string, unknown>>
export interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Readonly<Record<string, unknown>>
  readonly responses: Readonly<Record<string, unknown>>
}
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string }
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Paths
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly parameters: Readonly<Record<string, Parameter>>
    readonly responses: Readonly<Record<string, unknown>>
    readonly securitySchemes: Readonly<Record<string, unknown>>
  }
}
/** Operations that belong to no entity; no entity can be called so. */
export const systemTag = '_'

export const schemaRef = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
export const parameterRef = (name: string): Parameter => ({ $ref: `#/components/parameters/${name}` })
export const json = (schema: Schema): Readonly<Record<string, unknown>> => ({ content: { 'application/json': { schema } } })
export const refused: Readonly<Record<string, unknown>> = { default: { $ref: '#/components/responses/problem' } }
/** The same schema, and null. */
export function nullable(schema: Schema): Schema {
  if (Object.keys(schema).filter((key) => key !== 'readOnly' && key !== 'title' && key !== 'description').length === 0) return schema
  const type = schema['type']
  return typeof type === 'string' && schema['enum'] === undefined ? { ...schema, type: [type, 'null'] } : { anyOf: [schema, { type: 'null' }] }
}

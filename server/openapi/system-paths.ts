import { mayCall, noBody, type RegisteredRoute } from '../http/guard.ts'
import type { Reader } from '../meta/client-entities.ts'
import { json, type Operation, type Parameter, parameterRef, refused, type Schema, systemTag } from './document.ts'
import { type Granted, hasRecords, writes } from './entity-paths.ts'
import { replies } from './replies.ts'
import { exportParameters } from './shared.ts'

/** Described entity by entity. */
const ofEntities = new Set(['/api/:entity', '/api/:entity/:id', '/api/:entity/:id/restore'])
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** The entities that a route about records has anything to answer for. */
function entitiesFor(url: string, granted: readonly Granted[]): string[] {
  const may = ({ rights }: Granted): boolean => {
    if (url.startsWith('/api/_/export/')) return rights.export && rights.read.length > 0
    if (url.startsWith('/api/_/import/')) return rights.import
    return rights.read.length > 0
  }
  return granted.filter(may).map(({ entity }) => entity.name).sort()
}

/** Every other route of the server that the reader's roles let him call, from the schemas that check its requests. */
export function systemPaths(reader: Reader, routes: readonly RegisteredRoute[], granted: readonly Granted[]): Record<string, Record<string, Operation>> {
  const roles = reader.rights.roles.split(' ')
  const own = granted.filter(hasRecords)
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    const { method, url, access } = route
    if (!methods.has(method) || !url.startsWith('/api/') || url.includes('*') || ofEntities.has(url) || !mayCall(access, roles)) continue
    const names = url.includes(':entity') ? entitiesFor(url, own) : null
    if (names?.length === 0 || (access === 'record' && names === null && !own.some(writes))) continue
    const path = url.replaceAll(/:([a-z_]+)/gi, '{$1}')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route, path, names) }
  }
  return paths
}

function operationOf(route: RegisteredRoute, path: string, names: readonly string[] | null): Operation {
  const { method, url, access, schema } = route
  const reply = replies[`${method} ${url}`]
  const body = route.upload ? upload : schema?.body && schema.body !== noBody ? { content: { 'application/json': { schema: plain(schema.body) } } } : null
  const more = url.startsWith('/api/_/export/') ? exportParameters.map(parameterRef) : queryParameters(schema?.querystring)
  const parameters = [...pathParameters(path, schema?.params, names), ...more, ...(access === 'record' && method !== 'GET' && !route.upload ? [parameterRef('idempotency-key')] : [])]
  return {
    operationId: `${systemTag}.${method.toLowerCase()}${path.replaceAll(/[^a-z0-9]+/gi, '.').replace(/^\.api\.|\.$/g, '.').replace(/\.$/, '')}`,
    tags: [systemTag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, ...body } } : {}),
    responses: { '2XX': { description: 'Done.', ...(reply ? json(reply) : {}) }, ...refused },
  }
}
const file: Schema = { type: 'string', contentMediaType: 'application/octet-stream' }
const upload = { content: { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file } } } } }

/** Without what belongs to the tool that made it, and with nothing shared. */
const plain = (schema: unknown): Schema => JSON.parse(JSON.stringify(schema)) as Schema
type Properties = Readonly<Record<string, Schema>>
const propertiesOf = (schema: unknown): Properties => (schema as { properties?: Properties } | undefined)?.properties ?? {}

function pathParameters(path: string, schema: unknown, names: readonly string[] | null): Parameter[] {
  const properties = propertiesOf(schema)
  return [...path.matchAll(/\{([a-z_]+)\}/gi)].map(([, name = '']) => ({
    name, in: 'path', required: true, schema: name === 'entity' && names ? { type: 'string', enum: names } : plain(properties[name] ?? { type: 'string' }),
  }))
}

function queryParameters(schema: unknown): Parameter[] {
  const required = (schema as { required?: readonly string[] } | undefined)?.required ?? []
  return Object.entries(propertiesOf(schema)).map(([name, one]) => ({ name, in: 'query', required: required.includes(name), schema: plain(one) }))
}

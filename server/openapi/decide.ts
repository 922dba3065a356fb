import { labelOf } from '../../metadata/model/translate.ts'
import { type Language, text } from '../../metadata/texts/index.ts'
import type { RegisteredRoute } from '../http/guard.ts'
import { type Reader, textPath } from '../meta/client-entities.ts'
import { type OpenApi, type Schema, systemTag } from './document.ts'
import { entityPaths, entitySchemas, grantedEntities, hasRecords } from './entity-paths.ts'
import { sharedComponents } from './shared.ts'
import { systemPaths } from './system-paths.ts'

export interface Described {
  readonly reader: Reader
  readonly routes: readonly RegisteredRoute[]
  readonly language: Language
  /** Version of the published model. */
  readonly version: string
  /** Where the paths begin: `` or `/w/<name>`. */
  readonly prefix: string
}

/** The API as a caller with these rights may use it; what he may not use is not in it under any name. Pure. */
export function toOpenApi({ reader, routes, language, version, prefix }: Described): OpenApi {
  const granted = grantedEntities(reader)
  const own = granted.filter(hasRecords)
  const shared = sharedComponents(language)
  const schemas = Object.assign({}, ...granted.map((one) => entitySchemas(reader, one))) as Record<string, Schema>
  return {
    openapi: '3.1.0',
    info: { title: text(language, 'openapi.title'), version },
    servers: [{ url: prefix === '' ? '/' : prefix }],
    security: [{ key: [] }],
    tags: [
      ...own.map(({ entity }) => ({ name: entity.name, description: labelOf(reader.texts, `${textPath(entity)}/plural`, entity.plural) })),
      { name: systemTag, description: text(language, 'openapi.system') },
    ],
    paths: { ...Object.assign({}, ...own.map((one) => entityPaths(reader, one, language))), ...systemPaths(reader, routes, granted) } as OpenApi['paths'],
    components: { ...shared, schemas: { ...shared.schemas, ...schemas } },
  }
}

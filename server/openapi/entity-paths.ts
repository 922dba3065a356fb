import type { Entity } from '../../metadata/model/model.ts'
import { labelOf } from '../../metadata/model/translate.ts'
import { type Code, type Language, text } from '../../metadata/texts/index.ts'
import { administrator } from '../access/compile-rights.ts'
import type { EntityRights } from '../access/rights.ts'
import { type Reader, textPath } from '../meta/client-entities.ts'
import { json, type Operation, parameterRef, type Paths, refused, type Schema, schemaRef } from './document.ts'
import { type Action, readSchema, schemaName, writeName, writeSchema } from './schemas.ts'
import { listParameters, pageOf } from './shared.ts'

export interface Granted { readonly entity: Entity; readonly rights: EntityRights }
const reads = ({ rights }: Granted): boolean => rights.read.length > 0
const makes = ({ rights }: Granted): boolean => rights.create.length > 0
const changes = (at: Granted): boolean => reads(at) && at.rights.update.length > 0
const removes = (at: Granted): boolean => reads(at) && at.rights.delete.length > 0
export const writes = (at: Granted): boolean => makes(at) || changes(at) || removes(at)

/** Entities of which the reader may use anything, line items among them where he may use their list. */
export const grantedEntities = (reader: Reader): Granted[] =>
  [...reader.model.entities.values()].flatMap((entity) => {
    const rights = reader.rights.entity(entity.key)
    return rights && listed(reader, entity) && (reads({ entity, rights }) || makes({ entity, rights })) ? [{ entity, rights }] : []
  })
function listed(reader: Reader, { parent }: Entity): boolean {
  if (!parent) return true
  const above = reader.model.entities.get(parent.entity)
  return above !== undefined && reader.rights.entity(parent.entity)?.fields.has(parent.field) === true && listed(reader, above)
}

/** Line items are reached through their record only. */
export const hasRecords = ({ entity }: Granted): boolean => entity.parent === null

export function entitySchemas(reader: Reader, at: Granted): Record<string, Schema> {
  const name = schemaName(reader.model, at.entity)
  const write = (action: Action): Record<string, Schema> => ({ [writeName(name, action)]: writeSchema(reader, at, action) })
  return {
    ...(reads(at) ? { [name]: readSchema(reader, at.entity, at.rights) } : {}),
    ...(reads(at) && hasRecords(at) ? { [`${name}-page`]: pageOf(name) } : {}),
    // Rows are added to a list by those who change the record as well as by those who make it.
    ...(makes(at) || (at.entity.parent && changes(at)) ? write('create') : {}),
    ...(changes(at) ? write('update') : {}),
  }
}

const etag = { ETag: { description: 'The version of the record.', schema: { type: 'string' } } }
const answers = (status: string, schema: Schema, headers: object = {}): Operation['responses'] => ({ [status]: { description: 'Done.', ...json(schema), headers }, ...refused })
const key = parameterRef('idempotency-key')
const [id, match] = [parameterRef('id'), parameterRef('if-match')]
const body = (name: string, action: Action): Operation['requestBody'] & object => ({ required: true, ...json(schemaRef(writeName(name, action))) })
type Part = Omit<Operation, 'operationId' | 'summary' | 'tags'>

/** What may be asked of the records of one entity. */
export function entityPaths(reader: Reader, at: Granted, language: Language): Paths {
  const { name } = at.entity
  const words = (part: 'label' | 'plural'): string => labelOf(reader.texts, `${textPath(at.entity)}/${part}`, at.entity[part])
  const operation = (what: 'read_list' | 'read_one' | Action | 'delete' | 'restore', part: Part): Operation =>
    ({ operationId: `${name}.${what}`, summary: text(language, `openapi.${what}` satisfies Code, { label: words('label'), plural: words('plural') }), tags: [name], ...part })
  const row = reads(at) ? schemaRef(name) : schemaRef('record-id')
  const purge = reader.rights.roles.split(' ').includes(administrator) ? [parameterRef('purge')] : []
  const some: Record<string, Operation> = {
    ...(reads(at) ? { get: operation('read_list', { parameters: listParameters.map(parameterRef), responses: answers('200', { anyOf: [schemaRef(`${name}-page`), schemaRef('group-reply')] }) }) } : {}),
    ...(makes(at) ? { post: operation('create', { parameters: [key], requestBody: body(name, 'create'), responses: answers('201', row, etag) }) } : {}),
  }
  const one: Record<string, Operation> = {
    ...(reads(at) ? { get: operation('read_one', { parameters: [id, parameterRef('fields'), parameterRef('expand')], responses: answers('200', row, etag) }) } : {}),
    ...(changes(at) ? { patch: operation('update', { parameters: [id, match, key], requestBody: body(name, 'update'), responses: answers('200', row, etag) }) } : {}),
    ...(removes(at) ? { delete: operation('delete', { parameters: [id, match, key, ...purge], responses: { 204: { description: 'Done.' }, ...refused } }) } : {}),
  }
  const restored: Record<string, Operation> = removes(at) ? { post: operation('restore', { parameters: [id, key], responses: answers('200', row, etag) }) } : {}
  const all: Paths = { [`/api/${name}`]: some, [`/api/${name}/{id}`]: one, [`/api/${name}/{id}/restore`]: restored }
  return Object.fromEntries(Object.entries(all).filter(([, operations]) => Object.keys(operations).length > 0))
}

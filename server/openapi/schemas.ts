import type { ValueType } from '../../metadata/base/value-type.ts'
import type { Entity, Field, Model } from '../../metadata/model/model.ts'
import { labelOf } from '../../metadata/model/translate.ts'
import type { EntityRights, Grant } from '../access/rights.ts'
import { fieldSqlType } from '../db/query/values.ts'
import { type Reader, textPath } from '../meta/client-entities.ts'
import { nullable, type Schema, schemaRef } from './document.ts'

export type Action = 'create' | 'update'
const suffixes: { readonly [A in Action]: string } = { create: 'new', update: 'change' }
/** Names of entities hold no hyphen, so the names of the schemas made of them never meet. */
export const writeName = (name: string, action: Action): string => `${name}-${suffixes[action]}`

/** The present name, for line items after that of their record: `order.lines`. */
export function schemaName(model: Model, entity: Entity): string {
  const parent = entity.parent && model.entities.get(entity.parent.entity)
  if (!entity.parent || !parent) return entity.name
  return `${schemaName(model, parent)}.${parent.fields.get(entity.parent.field)?.name ?? entity.parent.field}`
}

export const readable = (rights: EntityRights, { key }: Field): boolean => {
  const read = rights.fields.get(key)?.read
  return rights.read.length > 0 && read !== undefined && (read === 'always' || read.length > 0)
}
export function writable(rights: EntityRights, field: Field, action: Action): boolean {
  const write = rights.fields.get(field.key)?.write
  if (write === undefined || write === 'never' || field.type.computed || field.readonly === true || (action === 'update' && field.options.immutable === true)) return false
  return write === 'always' ? rights[action].length > 0 : rights[action].some(({ id }: Grant) => write.includes(id))
}

const uuid: Schema = { type: 'string', format: 'uuid' }
const time: Schema = { type: 'string', format: 'date-time' }
/** An opened one is an object. */
const person: Schema = { anyOf: [uuid, schemaRef('record-id'), { type: 'null' }] }
const recordSystem: Readonly<Record<string, Schema>> = {
  id: uuid, _version: { type: 'integer' }, _created_at: time, _created_by: person, _updated_at: time, _updated_by: person, _owner: person,
}
const lineSystem: Readonly<Record<string, Schema>> = { id: uuid, _parent: uuid, _position: { type: 'integer' } }

/** Beyond what JSON numbers hold exactly it comes as text. */
const wholeNumber: Schema = { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^-?\\d+$' }] }
/** Schemas of what is computed, by the type that the model found for it. `exact`: numbers that are kept as decimals. */
const computed: { readonly [K in ValueType['kind']]: (value: ValueType, exact: boolean) => Schema } = {
  text: () => ({ type: 'string' }), boolean: () => ({ type: 'boolean' }), date: () => ({ type: 'string', format: 'date' }),
  time: () => ({ type: 'string', pattern: '^\\d{2}:\\d{2}(:\\d{2})?$' }), datetime: () => time, json: () => ({}), null: () => ({}), record: () => uuid,
  number: (value, exact) => (!exact ? { type: 'integer' } : value.kind === 'number' && value.integer ? wholeNumber : { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }),
  duration: () => ({ type: 'number' }),
  list: (value) => ({ type: 'array', items: value.kind === 'list' ? valueSchema(value.of, false) : {} }),
}
const valueSchema = (value: ValueType, exact: boolean): Schema => computed[value.kind](value, exact)

/** A field's value without null, as it is read. */
function wire(reader: Reader, field: Field): Schema {
  const child = field.childEntity === null ? undefined : reader.model.entities.get(field.childEntity)
  if (child) return { type: 'array', items: schemaRef(schemaName(reader.model, child)) }
  if (field.type.computed !== undefined && field.type.computed !== 'sequence') return { ...valueSchema(field.value, fieldSqlType(field).startsWith('numeric')), readOnly: true }
  const own = field.type.json(field.options) as unknown as Schema
  if (field.relation?.kind === 'link') return { anyOf: [own, schemaRef('record-id')] }
  return field.relation?.kind === 'links' ? { type: 'array', items: { anyOf: [uuid, schemaRef('record-id')] } } : own
}
/** Rows of a changed list are the ones there were, by their id, or new ones. */
function written(reader: Reader, field: Field, action: Action): Schema {
  const child = field.childEntity === null ? undefined : reader.model.entities.get(field.childEntity)
  if (!child) return wire(reader, field)
  const made = schemaRef(writeName(schemaName(reader.model, child), 'create'))
  const max = typeof field.options['max'] === 'number' ? { maxItems: field.options['max'] } : {}
  return { type: 'array', ...max, items: action === 'create' ? made : { anyOf: [schemaRef(writeName(schemaName(reader.model, child), 'update')), made] } }
}

function described(reader: Reader, { entity, field }: { entity: Entity; field: Field }, schema: Schema): Schema {
  const path = `${textPath(entity)}/fields/${field.key}`
  const { help } = field.options
  return { ...schema, title: labelOf(reader.texts, `${path}/label`, field.label), ...(help === undefined ? {} : { description: labelOf(reader.texts, `${path}/help`, help) }) }
}

/** A record as the reader gets it; a value that he may not see on a row is null. */
export function readSchema(reader: Reader, entity: Entity, rights: EntityRights): Schema {
  const fields = [...entity.fields.values()].filter((field) => readable(rights, field))
  return {
    type: 'object', required: ['id'],
    properties: { ...(entity.parent ? lineSystem : recordSystem), ...Object.fromEntries(fields.map((field) => [field.name, described(reader, { entity, field }, nullable(wire(reader, field)))])) },
  }
}

/** A field that is out of sight is not asked for. */
const always = (field: Field): boolean => field.required === true && field.visible === null

/** The body that makes or changes a record: only what the writer may set. */
export function writeSchema(reader: Reader, at: { readonly entity: Entity; readonly rights: EntityRights }, action: Action): Schema {
  const { entity, rights } = at
  const fields = [...entity.fields.values()].filter((field) => writable(rights, field, action))
  const needed = fields.filter((field) => always(field) && field.default === null).map(({ name }) => name)
  const known: Readonly<Record<string, Schema>> = entity.parent ? { id: uuid } : { _version: { type: 'integer' } }
  const required = action === 'create' ? needed : entity.parent ? ['id'] : []
  return {
    type: 'object', additionalProperties: false, ...(required.length > 0 ? { required } : {}),
    properties: {
      ...(action === 'update' ? known : {}),
      ...Object.fromEntries(fields.map((field) => {
        const schema = written(reader, field, action)
        return [field.name, described(reader, { entity, field }, always(field) ? schema : nullable(schema))]
      })),
    },
  }
}

import { type Static, Type } from '@sinclair/typebox'
import { isObject } from '../base/json.ts'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readId, refuse } from './read.ts'

const options = Type.Object({ to: Type.Array(Type.String(), { title: 'To any of', description: 'Entities; * for every one.', default: ['*'] }) })
export interface Reference { readonly entity: string; readonly id: string }

function read(value: unknown, { to }: Static<typeof options>): Result<Reference> {
  if (!isObject(value) || typeof value['entity'] !== 'string' || !/^[a-z][a-z0-9_]{0,47}$/.test(value['entity'])) return refuse('value.not_dynamic_link')
  const id = readId(value['id'])
  if (!id.ok) return refuse('value.not_dynamic_link')
  return to.includes('*') || to.includes(value['entity']) ? ok({ entity: value['entity'], id: id.value }) : refuse('value.not_allowed_entity', { entity: value['entity'] })
}

/** Points to one record of any of several entities; the entity's key stands beside the id. */
export const dynamicLink = defineFieldType<typeof options, Reference>({
  name: 'dynamic_link',
  label: { en: 'Link to any', es: 'Vínculo a cualquiera', zh: '动态关联' },
  group: 'relation',
  icon: 'arrow-ramp-right',
  options,
  value: () => types.text,
  json: () => Type.Object({ entity: Type.String(), id: Type.String({ format: 'uuid' }) }),
  read,
  columns: () => [{ suffix: '', type: 'uuid' }, { suffix: '__entity', type: 'text' }],
  store: ({ entity, id }) => [id, entity],
  load: ([id, entity]) => (id === null || id === undefined ? null : { entity: String(entity), id: String(id) }),
  relation: ({ to }) => ({ kind: 'dynamic', to }),
  operators: ['eq', 'ne', 'empty'],
  widget: 'dynamic_link',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: (from, to) => to.to.includes('*') || from.to.every((entity) => to.to.includes(entity)),
  fromText: (text, options) => {
    const [entity, id] = text.split(/[:/]/)
    return read({ entity, id }, options)
  },
  toText: ({ entity, id }) => `${entity}:${id}`,
  examples: {
    options: { to: ['machine', 'place'] },
    good: [{ entity: 'place', id: '0199c4a0-0000-7000-8000-000000000001' }],
    bad: ['place', { entity: 'other', id: '0199c4a0-0000-7000-8000-000000000001' }, { entity: 'place', id: '1' }, { entity: 'place; drop', id: '0199c4a0-0000-7000-8000-000000000001' }],
  },
})

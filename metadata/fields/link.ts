import { type Static, Type } from '@sinclair/typebox'
import { types, type ValueType } from '../base/value-type.ts'
import { Expression } from './common.ts'
import { type ColumnShape, defineFieldType, type FieldType, type Operator, type Relation } from './field-type.ts'
import { readId } from './read.ts'

export const onDelete = Type.Union([Type.Literal('refuse'), Type.Literal('clear')], {
  title: 'When the other is deleted', description: 'Refuse the deletion, or clear this field.', default: 'refuse',
})
const where = Type.Optional(Expression('Only those where', 'Bare names are fields of the other record; parent() is this record.'))
const options = Type.Object({ to: Type.String({ title: 'To', ref: 'entity', description: 'The entity that it points to.', default: '' }), where, on_delete: onDelete })

const operators: readonly Operator[] = ['eq', 'ne', 'in', 'empty']
const columns: readonly ColumnShape[] = [{ suffix: '', type: 'uuid' }]
const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
/** What every field that holds the id of one record has in common. */
export const idField = {
  json: () => Type.String({ format: 'uuid' }),
  read: readId,
  columns: () => columns,
  operators,
  searchable: false,
  sortable: true,
  groupable: true,
  fromText: readId,
  toText: (value: string) => value,
  convert: { valid: (text: string) => `${text} ~* '${uuid}'`, cast: (text: string) => `${text}::uuid` },
}
export const idExamples = { good: ['0199c4a0-0000-7000-8000-000000000001'], bad: ['1', 7, null, { id: 3 }] }

/** Points to one record of an entity. */
export const link = defineFieldType({
  ...idField,
  name: 'link',
  label: { en: 'Link', es: 'Vínculo', zh: '关联' },
  group: 'relation',
  icon: 'arrow-right-circle',
  options,
  value: ({ to }): ValueType => types.record(to),
  relation: ({ to, on_delete }: Static<typeof options>): Relation => ({ kind: 'link', to, onDelete: on_delete }),
  widget: 'link',
  widens: (from, to) => from.to === to.to,
  examples: { options: { to: 'machine', on_delete: 'refuse' }, ...idExamples },
})

const systemOptions = Type.Object({ where, on_delete: onDelete })
type SystemOptions = Static<typeof systemOptions>
/** A link to an entity that every workspace has. */
const systemLink = (entity: 'user' | 'department', label: FieldType['label'], icon: string) => defineFieldType({
  ...idField,
  name: entity,
  label,
  group: 'relation',
  icon,
  options: systemOptions,
  value: (): ValueType => types.record(entity),
  relation: ({ on_delete }: SystemOptions): Relation => ({ kind: 'link', to: entity, onDelete: on_delete }),
  widget: entity === 'user' ? 'user' : 'link',
  widens: () => true,
  examples: { options: { on_delete: 'refuse' }, ...idExamples },
})
export const user = systemLink('user', { en: 'Person', es: 'Persona', zh: '人员' }, 'user')
export const department = systemLink('department', { en: 'Department', es: 'Departamento', zh: '部门' }, 'building')

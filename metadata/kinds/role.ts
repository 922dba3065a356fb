import { type Static, Type } from '@sinclair/typebox'
import { Expression } from '../fields/common.ts'
import { defineKind } from './kind.ts'
import { Description, document, FieldPath, Label, strict } from './parts.ts'

const allowed = (title: string) => Type.Optional(Type.Union([Type.Boolean(), Expression(`${title}, where`)], { title }))
const fields = (title: string) => Type.Optional(Type.Array(FieldPath, { title, description: 'Fields of lines as lines.price.' }))
const Rights = strict({
  read: allowed('Read'),
  create: allowed('Create'),
  update: allowed('Change'),
  delete: allowed('Delete'),
  export: Type.Optional(Type.Boolean({ title: 'Export' })),
  import: Type.Optional(Type.Boolean({ title: 'Import' })),
  transitions: Type.Optional(Type.Array(Type.String(), { title: 'Transitions' })),
  fields: fields('Only these fields'),
  not_fields: fields('Not these fields'),
  readonly_fields: fields('Fields to read only'),
}, { title: 'Rights' })

export const roleKind = defineKind({
  name: 'role',
  plural: 'roles',
  label: 'Role',
  version: 1,
  schema: document({
    label: Type.Optional(Label),
    description: Type.Optional(Description),
    may: Type.Optional(Type.Record(Type.String({ pattern: '^(\\*|[a-z][a-z0-9_]*)$' }), Rights, { title: 'May', description: 'By entity; * means every entity.', additionalProperties: false })),
  }, { title: 'Role', description: 'What its holders may do. What is not granted is denied.' }),
  upcast: {},
})
export type RoleDoc = Static<typeof roleKind.schema>
export type EntityGrant = Static<typeof Rights>

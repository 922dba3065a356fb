import { type Static, Type } from '@sinclair/typebox'

/** A condition or value in the expression language. */
export const Expression = (title: string, description?: string) =>
  Type.String({ title, minLength: 1, maxLength: 4000, expression: true, ...(description ? { description } : {}) })

/** What may be set on a field of any type. */
export const commonOptions = {
  type: Type.String({ title: 'Type' }),
  name: Type.Optional(Type.String({ title: 'Name', description: 'Only after a rename: the present name; the key stays the identity.', pattern: '^[a-z][a-z0-9_]{0,47}$' })),
  label: Type.Optional(Type.String({ title: 'Label', maxLength: 200 })),
  help: Type.Optional(Type.String({ title: 'Help', maxLength: 2000 })),
  placeholder: Type.Optional(Type.String({ title: 'Placeholder', maxLength: 200 })),
  required: Type.Optional(Type.Union([Type.Boolean(), Expression('Required if')], { title: 'Required' })),
  default: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())], { title: 'Default', description: 'A plain value, or an expression as text.' })),
  visible: Type.Optional(Expression('Visible if')),
  readonly: Type.Optional(Type.Union([Type.Boolean(), Expression('Read-only if')], { title: 'Read-only' })),
  check: Type.Optional(Expression('Check', 'Must be true for the value to be accepted; not asked where the field is empty.')),
  message: Type.Optional(Type.String({ title: 'Message when the check fails', maxLength: 300 })),
  unique: Type.Optional(Type.Boolean({ title: 'Unique' })),
  index: Type.Optional(Type.Boolean({ title: 'Index', description: 'Makes filtering and sorting by this field fast.' })),
  search: Type.Optional(Type.Boolean({ title: 'Found by search' })),
  immutable: Type.Optional(Type.Boolean({ title: 'Set once', description: 'Cannot change after the record was created.' })),
  copy: Type.Optional(Type.Boolean({ title: 'Copied by Duplicate', default: true })),
  sensitive: Type.Optional(Type.Boolean({ title: 'Sensitive', description: 'Never kept in browser drafts.' })),
} as const
const Common = Type.Object(commonOptions)
export type CommonOptions = Static<typeof Common>

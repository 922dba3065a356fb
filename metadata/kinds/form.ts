import { type Static, Type } from '@sinclair/typebox'
import { problem } from '../base/problem.ts'
import { Expression } from '../fields/common.ts'
import { defineKind } from './kind.ts'
import { Description, document, EntityKey, FieldKey, FieldPath, Label, named, strict } from './parts.ts'

const Entry = Type.Union([
  FieldKey,
  strict({ field: FieldKey, width: Type.Optional(Type.Integer({ title: 'Width in columns', minimum: 1, maximum: 4 })) }, { title: 'Field' }),
  strict({
    related: Type.String({ title: 'Related list', description: 'An entity and its link to this one: order.customer', pattern: '^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$' }),
    label: Type.Optional(Label),
    columns: Type.Optional(Type.Array(FieldPath, { title: 'Columns' })),
  }, { title: 'Related list' }),
  strict({ text: Type.String({ title: 'Text', minLength: 1, maxLength: 4000 }) }, { title: 'Text' }),
], { title: 'Entry' })
const visible = Type.Optional(Expression('Visible if'))
const Sections = named(strict({
  label: Type.Optional(Label),
  description: Type.Optional(Description),
  columns: Type.Optional(Type.Integer({ title: 'Columns', minimum: 1, maximum: 4, default: 1 })),
  align: Type.Optional(Type.Union([Type.Literal('start'), Type.Literal('end')], { title: 'Side' })),
  visible,
  fields: Type.Array(Entry, { title: 'Fields' }),
}), { title: 'Sections' })

export const formKind = defineKind({
  name: 'form',
  plural: 'forms',
  label: 'Form',
  version: 1,
  schema: document({
    of: EntityKey,
    label: Type.Optional(Label),
    tabs: Type.Optional(named(strict({ label: Type.Optional(Label), description: Type.Optional(Description), visible, sections: Sections }), { title: 'Tabs' })),
    sections: Type.Optional(Sections),
  }, { title: 'Form', description: 'How one record is shown and edited.' }),
  check: (doc) => ((doc.tabs === undefined) === (doc.sections === undefined) ? [problem('metadata.one_of_keys', '', { keys: 'tabs, sections' })] : []),
  upcast: {},
})
export type FormDoc = Static<typeof formKind.schema>
export type FormEntry = Static<typeof Entry>

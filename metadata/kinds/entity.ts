import { type Static, Type } from '@sinclair/typebox'
import { pointer } from '../base/json.ts'
import { isName, namePattern, systemFields } from '../base/name.ts'
import { type Problem, problem } from '../base/problem.ts'
import { type FieldDoc, FieldDocument } from './field-document.ts'
import { defineKind } from './kind.ts'
import { Condition, Description, document, FieldKey, Icon, Label, Message, named, SortPath, strict } from './parts.ts'

const Rule = { message: Type.Optional(Message), where: Type.Optional(Condition) }
const FieldList = Type.Array(FieldKey, { title: 'Fields', minItems: 1 })

export const entityKind = defineKind({
  name: 'entity',
  plural: 'entities',
  label: 'Entity',
  version: 1,
  schema: document({
    label: Type.Optional(Label),
    plural: Type.Optional(Type.String({ title: 'Plural', minLength: 1, maxLength: 200 })),
    icon: Type.Optional(Icon),
    description: Type.Optional(Description),
    name: Type.Optional(Type.String({ title: 'Name', description: 'Only after a rename: the present name; the key stays the identity.', pattern: namePattern })),
    title: Type.Optional(Type.String({ title: 'Title of a record', description: 'Text with expressions in braces: {number} {customer.name}', minLength: 1, maxLength: 500 })),
    child: Type.Optional(Type.Boolean({ title: 'Shape of line items', description: 'Has no table of its own; children fields use it.' })),
    single: Type.Optional(Type.Boolean({ title: 'Exactly one record', description: 'For settings.' })),
    fields: named(FieldDocument, { title: 'Fields' }),
    unique: Type.Optional(named(strict({ fields: FieldList, ...Rule }), { title: 'Unique' })),
    checks: Type.Optional(named(strict({ check: Condition, message: Message, field: Type.Optional(FieldKey) }), { title: 'Checks' })),
    noOverlap: Type.Optional(named(strict({ by: FieldList, from: FieldKey, to: FieldKey, ...Rule }), { title: 'No overlap', description: 'No two records with equal "by" may have overlapping periods.' })),
    indexes: Type.Optional(named(strict({ fields: FieldList }), { title: 'Indexes' })),
    search: Type.Optional(Type.Array(FieldKey, { title: 'Found by search' })),
    sort: Type.Optional(Type.Array(SortPath, { title: 'Order of lists' })),
  }, { title: 'Entity', description: 'Something the business keeps records of.' }),
  check: (doc) => fieldNames(doc.fields, '/fields'),
  upcast: {},
})
export type EntityDoc = Static<typeof entityKind.schema>

function fieldNames(fields: Readonly<Record<string, FieldDoc>>, path: string): Problem[] {
  const taken = new Map<string, string>()
  return Object.entries(fields).flatMap(([key, field]) => {
    const here = pointer(path, key)
    const name = typeof field.name === 'string' ? field.name : key
    const other = taken.get(name)
    taken.set(name, key)
    return [
      ...((systemFields as readonly string[]).includes(name) ? [problem('metadata.reserved_name', here, { name })] : []),
      ...(isName(key) ? [] : [problem('metadata.bad_name', here, { name: key })]),
      ...(other === undefined ? [] : [problem('metadata.name_taken', here, { name, other })]),
      ...(field.type === 'children' && (field.fields === undefined) === (field.shape === undefined) ? [problem('metadata.one_of_keys', here, { keys: 'fields, shape' })] : []),
      ...(field.type === 'children' && field.fields ? fieldNames(field.fields as Record<string, FieldDoc>, pointer(here, 'fields')) : []),
    ]
  })
}

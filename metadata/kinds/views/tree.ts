import { Type } from '@sinclair/typebox'
import { FieldKey, FieldPath, strict } from '../parts.ts'
import { defineLayout, each, one } from './layout.ts'

export const tree = defineLayout({
  name: 'tree', label: 'Tree', icon: 'binary-tree',
  schema: strict({
    parent: Type.Optional(Type.Union([FieldKey], { title: 'Parent', description: "The link to the entity itself; by default the entity's first." })),
    columns: Type.Optional(Type.Array(FieldPath, { title: 'Columns' })),
  }, { title: 'Tree' }),
  uses: (t) => [...one('/parent', t.parent, ['link', 'user', 'department']), ...each('/columns', t.columns)],
})

import { Type } from '@sinclair/typebox'
import { FieldPath, strict } from '../parts.ts'
import { defineLayout, each, numbers, one } from './layout.ts'

export const list = defineLayout({
  name: 'list', label: 'List', icon: 'table',
  schema: strict({
    columns: Type.Array(FieldPath, { title: 'Columns', minItems: 1 }),
    group: Type.Optional(Type.Union([FieldPath], { title: 'Grouped by' })),
    sum: Type.Optional(Type.Array(FieldPath, { title: 'Totals of' })),
  }, { title: 'List' }),
  uses: (l) => [...each('/columns', l.columns), ...one('/group', l.group), ...each('/sum', l.sum, numbers)],
})

import { Type } from '@sinclair/typebox'
import { FieldKey, FieldPath, strict } from '../parts.ts'
import { defineLayout, each, numbers, one } from './layout.ts'

export const kanban = defineLayout({
  name: 'kanban', label: 'Kanban', icon: 'layout-kanban',
  schema: strict({
    lanes: Type.Union([FieldKey], { title: 'Lanes', description: 'A choice, link or user field; one lane for each value.' }),
    card: Type.Array(FieldPath, { title: 'Fields on a card' }),
    sum: Type.Optional(Type.Union([FieldPath], { title: 'Total of a lane' })),
  }, { title: 'Kanban' }),
  uses: (k) => [...one('/lanes', k.lanes, ['choice', 'link', 'user', 'department', 'boolean']), ...each('/card', k.card), ...one('/sum', k.sum, numbers)],
})

import { Type } from '@sinclair/typebox'
import { FieldKey, FieldPath, strict } from '../parts.ts'
import { defineLayout, each, moments, one } from './layout.ts'

export const calendar = defineLayout({
  name: 'calendar', label: 'Calendar', icon: 'calendar',
  schema: strict({
    from: Type.Union([FieldKey], { title: 'From', description: 'A date, or date and time.' }),
    to: Type.Optional(Type.Union([FieldKey], { title: 'Until' })),
    colour: Type.Optional(Type.Union([FieldKey], { title: 'Coloured by' })),
    card: Type.Optional(Type.Array(FieldPath, { title: 'Fields shown' })),
  }, { title: 'Calendar' }),
  uses: (c) => [...one('/from', c.from, moments), ...one('/to', c.to, moments), ...one('/colour', c.colour, ['choice', 'colour', 'link', 'user']), ...each('/card', c.card)],
})

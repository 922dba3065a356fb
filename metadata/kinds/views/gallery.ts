import { Type } from '@sinclair/typebox'
import { FieldKey, FieldPath, strict } from '../parts.ts'
import { defineLayout, each, one } from './layout.ts'

export const gallery = defineLayout({
  name: 'gallery', label: 'Gallery', icon: 'photo',
  schema: strict({ image: Type.Union([FieldKey], { title: 'Picture' }), card: Type.Optional(Type.Array(FieldPath, { title: 'Fields on a card' })) }, { title: 'Gallery' }),
  uses: (g) => [...one('/image', g.image, ['image', 'file', 'files']), ...each('/card', g.card)],
})

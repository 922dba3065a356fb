import { type Static, Type } from '@sinclair/typebox'
import { defineKind } from './kind.ts'
import { document } from './parts.ts'

export const translationKind = defineKind({
  name: 'translation',
  plural: 'translations',
  label: 'Translation',
  version: 1,
  schema: document({
    language: Type.String({ title: 'Language', description: 'Code of the language: es, zh, pt-BR', pattern: '^[a-z]{2,3}(-[A-Za-z]{2,8})?$' }),
    texts: Type.Record(Type.String(), Type.String({ maxLength: 4000 }), { title: 'Texts', description: 'By path: entities/customer/fields/name/label' }),
  }, { title: 'Translation', description: 'Texts of objects in another language.' }),
  upcast: {},
})
export type TranslationDoc = Static<typeof translationKind.schema>

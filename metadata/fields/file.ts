import { type Static, Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { idExamples, idField } from './link.ts'
import { idsIn, readId, readList } from './read.ts'

const size = Type.Integer({ minimum: 1, maximum: 1024, default: 25, title: 'Largest file in MB' })
const accept = Type.Array(Type.String({ pattern: '^[a-z]+/([a-z0-9.+*-]+)$' }), { title: 'Kinds of file', description: 'Media types, as image/*; empty for any.', default: [] })
const options = Type.Object({ max_size: size, accept })
const fileSchema = () => Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String(), size: Type.Integer(), type: Type.String() })
const one = {
  ...idField,
  group: 'file',
  value: () => types.text,
  json: () => Type.Union([Type.String({ format: 'uuid' }), fileSchema()]),
  operators: ['empty'],
  sortable: false,
  groupable: false,
  widens: (from: Static<typeof options>, to: Static<typeof options>) => to.max_size >= from.max_size,
} as const

/** One file. Written as the id that the upload answered. */
export const file = defineFieldType({
  ...one,
  name: 'file',
  label: { en: 'File', es: 'Archivo', zh: '文件' },
  icon: 'file',
  options,
  widget: 'file',
  examples: { options: { max_size: 25, accept: [] }, ...idExamples },
})

/** One picture, shown as such. */
export const image = defineFieldType({
  ...one,
  name: 'image',
  label: { en: 'Picture', es: 'Imagen', zh: '图片' },
  icon: 'photo',
  options: Type.Object({ max_size: size, accept: Type.Array(Type.String(), { default: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'], title: 'Kinds of picture' }) }),
  widget: 'image',
  examples: { options: { max_size: 5, accept: ['image/png'] }, ...idExamples },
})

/** Several files, in order. */
export const files = defineFieldType({
  name: 'files',
  label: { en: 'Files', es: 'Archivos', zh: '多个文件' },
  group: 'file',
  icon: 'files',
  options: Type.Object({ max_size: size, accept, max: Type.Integer({ minimum: 1, maximum: 200, default: 50, title: 'At most' }) }),
  value: () => types.list(types.text),
  json: ({ max }) => Type.Array(Type.Union([Type.String({ format: 'uuid' }), fileSchema()]), { maxItems: max }),
  read: (value, { max }) => readList(value, max, readId),
  columns: () => [{ suffix: '', type: 'uuid[]' }],
  operators: ['empty'],
  widget: 'files',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: (from, to) => to.max_size >= from.max_size && to.max >= from.max,
  fromText: (text, { max }) => readList(idsIn(text), max, readId),
  toText: (value) => value.join('; '),
  examples: { options: { max_size: 25, accept: [], max: 2 }, good: [[], ['0199c4a0-0000-7000-8000-000000000001']], bad: ['x', ['x'], [1]] },
})

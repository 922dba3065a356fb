import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

// Strokes as an SVG path of absolute moves and lines in a 600 × 200 box: it can be drawn and printed, and holds nothing that could run.
const form = /^(?:M\d{1,3} \d{1,3}(?: L\d{1,3} \d{1,3})*(?: |$)){1,200}$/
const read = (value: unknown) =>
  typeof value === 'string' && value.length <= 100_000 && form.test(value) ? ok(value.trim()) : refuse('value.not_signature')

/** A signature drawn by hand. */
export const signature = defineFieldType({
  name: 'signature',
  label: { en: 'Signature', es: 'Firma', zh: '签名' },
  group: 'other',
  icon: 'signature',
  options: Type.Object({}),
  value: () => types.text,
  json: () => Type.String({ maxLength: 100_000, pattern: '^M' }),
  read,
  columns: () => [{ suffix: '', type: 'text' }],
  operators: ['empty'],
  widget: 'signature',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: () => true,
  fromText: read,
  toText: (value) => value,
  examples: { options: {}, good: ['M10 20 L30 40 L35 42', 'M1 1 L2 2 M5 5 L6 6'], bad: ['', 'M1', '<svg>', 'M1 1 L2 2 url(x)', 7] },
})

import { Type } from '@sinclair/typebox'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { readText } from './read.ts'

/** A document number taken from a series, e.g. `SO-2026-0412`. */
export const sequence = defineFieldType({
  name: 'sequence',
  label: { en: 'Document number', es: 'Número de documento', zh: '单据编号' },
  group: 'computed',
  icon: 'hash',
  options: Type.Object({
    pattern: Type.String({
      title: 'Pattern',
      description: 'Text with {0000} for the number (as many digits as zeros), {date:YYYY}, {date:YY}, {date:MM}, {date:DD} for the day of creation, {field} for the value of a field.',
      pattern: '\\{0+\\}', maxLength: 100, default: '{00000}',
    }),
    scope: Type.Array(Type.String({ ref: 'field' }), { title: 'Counts apart for', description: 'Fields; each combination of their values has its own series.', default: [] }),
    gapless: Type.Boolean({ title: 'Without gaps', description: 'Numbers are given one after the other; writers wait for each other.', default: false }),
  }),
  value: () => types.text,
  json: () => Type.String({ maxLength: 140, readOnly: true }),
  read: (value) => readText(value, 140),
  columns: () => [{ suffix: '', type: 'text' }],
  computed: 'sequence',
  operators: ['eq', 'ne', 'contains', 'starts', 'in', 'empty'],
  widget: 'computed',
  searchable: true,
  sortable: true,
  groupable: false,
  widens: () => true,
  fromText: (text) => readText(text, 140),
  toText: (value) => value,
  convert: { valid: (text) => `length(${text}) <= 140`, cast: (text) => text },
  examples: { options: { pattern: 'SO-{date:YYYY}-{0000}', scope: [], gapless: true }, good: ['SO-2026-0001'], bad: [1, 'x'.repeat(141)] },
})

import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { isDate, readDay } from './calendar.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

/** A day of the calendar, without time and zone. */
export const date = defineFieldType({
  name: 'date',
  label: { en: 'Date', es: 'Fecha', zh: '日期' },
  group: 'time',
  icon: 'calendar',
  options: Type.Object({}),
  value: () => types.date,
  json: () => Type.String({ format: 'date' }),
  read: (value) => (typeof value === 'string' && isDate(value) ? ok(value) : refuse('value.not_date')),
  columns: () => [{ suffix: '', type: 'date' }],
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty'],
  widget: 'date',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: () => true,
  fromText: (text) => {
    const day = readDay(text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, ''))
    return day === null ? refuse('value.not_date') : ok(day)
  },
  toText: (value) => value,
  convert: {
    valid: (text) => `(${text} ~ '^\\d{4}-\\d{2}-\\d{2}' and officina.input_is_valid(substr(${text}, 1, 10), 'date'))`,
    cast: (text) => `substr(${text}, 1, 10)::date`,
  },
  examples: { options: {}, good: ['2026-02-28', '2024-02-29', '0001-01-01'], bad: ['2026-02-29', '2026-2-3', '28.02.2026', 20260228, ''] },
})

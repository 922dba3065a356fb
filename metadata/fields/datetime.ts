import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { canonicalInstant, canonicalTime, readDay } from './calendar.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

/** An instant; stored in UTC, shown in the reader's zone. */
export const datetime = defineFieldType({
  name: 'datetime',
  label: { en: 'Date and time', es: 'Fecha y hora', zh: '日期时间' },
  group: 'time',
  icon: 'calendar-time',
  options: Type.Object({}),
  value: () => types.datetime,
  json: () => Type.String({ format: 'date-time' }),
  read: (value) => {
    const instant = typeof value === 'string' ? canonicalInstant(value) : null
    return instant === null ? refuse('value.not_datetime') : ok(instant)
  },
  columns: () => [{ suffix: '', type: 'timestamptz(3)' }],
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty'],
  widget: 'datetime',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: () => true,
  // A cell without offset is taken as UTC; the import screen shows the sample so that nobody is surprised.
  fromText: (text) => {
    const [day = '', time = '00:00'] = text.split(/[T ]+/)
    const date = readDay(day)
    const plain = date !== null && canonicalTime(time) !== null ? canonicalInstant(`${date}T${canonicalTime(time)}Z`) : null
    const instant = canonicalInstant(text) ?? plain
    return instant === null ? refuse('value.not_datetime') : ok(instant)
  },
  toText: (value) => value,
  convert: { valid: (text) => `(${text} ~ '^\\d{4}-\\d{2}-\\d{2}' and officina.input_is_valid(${text}, 'timestamptz'))`, cast: (text) => `(case when ${text} ~ '(Z|[+-]\\d{2}(:?\\d{2})?)$' then ${text} else ${text} || 'Z' end)::timestamptz(3)` },
  examples: { options: {}, good: ['2026-03-31T14:30:00.000Z', '2024-02-29T00:00:00.123Z'], bad: ['2026-03-31', '2026-02-30T00:00:00Z', '2026-03-31T25:00:00Z', 0] },
})

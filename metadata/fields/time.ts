import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { canonicalTime } from './calendar.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

const read = (value: unknown) => {
  const time = typeof value === 'string' ? canonicalTime(value) : null
  return time === null ? refuse('value.not_time') : ok(time)
}

/** A time of day, without date and zone. */
export const time = defineFieldType({
  name: 'time',
  label: { en: 'Time', es: 'Hora', zh: '时间' },
  group: 'time',
  icon: 'clock',
  options: Type.Object({}),
  value: () => types.time,
  json: () => Type.String({ pattern: '^\\d{2}:\\d{2}(:\\d{2})?$' }),
  read,
  columns: () => [{ suffix: '', type: 'time(0)' }],
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty'],
  widget: 'time',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: () => true,
  fromText: read,
  toText: (value) => value,
  convert: { valid: (text) => `(${text} ~ '^\\d{1,2}:\\d{2}' and officina.input_is_valid(${text}, 'time'))`, cast: (text) => `${text}::time(0)` },
  examples: { options: {}, good: ['14:30:00', '00:00:00', '23:59:59'], bad: ['24:00', '14:60', '2 pm', 1430] },
})

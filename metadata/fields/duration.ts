import { Type } from '@sinclair/typebox'
import { ok } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

const units: readonly (readonly [string, number])[] = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]]

/** `1d 2h 30m` → seconds; null when it is no duration. */
export function readDuration(text: string): number | null {
  const clock = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)
  if (/^-?\d+$/.test(text)) return Number(text)
  const match = /^(-?)(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m)?\s*(?:(\d+)\s*s)?$/.exec(text)
  if (!match || text.replace('-', '') === '') return null
  const seconds = units.reduce((sum, [, size], i) => sum + Number(match[i + 2] ?? 0) * size, 0)
  return match[1] === '-' && seconds !== 0 ? -seconds : seconds
}

/** Seconds → `1d 2h 30m`. */
export function showDuration(seconds: number): string {
  let rest = Math.abs(seconds)
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return count > 0 ? [`${count}${unit}`] : []
  })
  return parts.length === 0 ? '0s' : `${seconds < 0 ? '-' : ''}${parts.join(' ')}`
}

/** A length of time in whole seconds. */
export const duration = defineFieldType({
  name: 'duration',
  label: { en: 'Duration', es: 'Duración', zh: '时长' },
  group: 'time',
  icon: 'hourglass',
  options: Type.Object({}),
  value: () => types.duration,
  json: () => Type.Integer({ description: 'Seconds' }),
  read: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? ok(value === 0 ? 0 : value) : refuse('value.not_duration')),
  columns: () => [{ suffix: '', type: 'bigint' }],
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'empty'],
  widget: 'duration',
  searchable: false,
  sortable: true,
  groupable: true,
  widens: () => true,
  fromText: (text) => {
    const seconds = readDuration(text)
    return seconds === null || !Number.isSafeInteger(seconds) ? refuse('value.not_duration') : ok(seconds)
  },
  toText: showDuration,
  convert: { valid: (text) => `${text} ~ '^\\s*-?\\d{1,15}\\s*$'`, cast: (text) => `${text}::bigint` },
  examples: { options: {}, good: [0, 5400, -60], bad: ['1h', 1.5, null] },
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalInstant, isDate, readDay } from '../../../metadata/fields/calendar.ts'
import { readDuration, showDuration } from '../../../metadata/fields/duration.ts'
import { canonicalDecimal, compareDecimals, plainNumber } from '../../../metadata/fields/read.ts'

describe('numbers as people write them', () => {
  const cases: [string, string][] = [
    ['1.234,50', '1234.50'], ['1,234.50', '1234.50'], ['1 234.5', '1234.5'], ['12,5', '12.5'], ['1,234', '1234'], ['1.234.567,8', '1234567.8'],
    ["1'234.5", '1234.5'], ['-0,75', '-0.75'], ['12,3,4', '12.3,4'],
  ]
  for (const [typed, plain] of cases) test(`${typed} is ${plain}`, () => expect(plainNumber(typed)).toBe(plain))
})

describe('an exact decimal', () => {
  const cases: [string, string | null][] = [
    ['007.500', '7.5'], ['-0.00', '0'], ['.5', '0.5'], ['5.', '5'], ['1e3', '1000'], ['1.5e-3', '0.0015'], ['1.1', '1.1'], ['', null], ['-', null], ['1.2.3', null], ['NaN', null],
    ['12345678901234567890.123456789012345678', '12345678901234567890.123456789012345678'],
  ]
  for (const [text, canonical] of cases) test(`${JSON.stringify(text)} is ${canonical ?? 'none'}`, () => expect(canonicalDecimal(text)).toBe(canonical))
  test('keeps its value in canonical form', () =>
    fc.assert(fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }).map((n) => (Math.abs(n) < 1e-90 ? 0 : n)), (n) => Object.is(Number(canonicalDecimal(String(n))), n + 0))))
  test('is ordered as numbers are', () =>
    fc.assert(fc.property(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -9999, max: 9999 }), (a, b) =>
      Math.sign(compareDecimals(String(a / 100), String(b / 100))) === Math.sign(a - b))))
})

describe('days and instants', () => {
  test('February has 29 days in leap years only', () => expect(['2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29'].map(isDate)).toEqual([true, false, false, true]))
  const days: [string, string | null][] = [['31.12.2026', '2026-12-31'], ['12/31/2026', '2026-12-31'], ['05/04/2026', '2026-04-05'], ['2026年3月1日', '2026-03-01'], ['20260301', '2026-03-01'], ['31.02.2026', null]]
  for (const [text, day] of days) test(`${text} is ${day ?? 'no day'}`, () => expect(readDay(text)).toBe(day))
  test('an offset is turned into UTC', () => expect(canonicalInstant('2026-01-01T01:30:00+02:00')).toBe('2025-12-31T23:30:00.000Z'))
  test('a duration comes back from its text', () => fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (seconds) => readDuration(showDuration(seconds)) === seconds)))
})

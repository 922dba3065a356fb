import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { celNames } from '../../../metadata/expressions/cel-names.ts'
import { compileExpression } from '../../../metadata/expressions/compile.ts'
import { evaluate } from '../../../metadata/expressions/evaluate.ts'
import { printExpression } from '../../../metadata/expressions/print.ts'
import type { Scope } from '../../../metadata/expressions/tree.ts'
import { toWire } from '../../../metadata/expressions/wire.ts'
import { types, type ValueType } from '../../../metadata/base/value-type.ts'

const fields: Readonly<Record<string, ValueType>> = { name: types.text, start: types.datetime, day: types.date, length: types.duration, lines: types.list(types.record('line')) }
const scope: Scope = { self: 'order', user: 'user', names: () => [], field: (entity, name) => (entity === 'order' && fields[name] ? { key: name, type: fields[name] } : undefined) }
const self = { id: null, name: null, start: '2009-02-13T23:31:20.123Z', day: '2024-12-31', length: '3730.5', lines: [] }
const compiled = (text: string) => { const done = compileExpression(text, scope); if (!done.ok) throw new Error(done.problems.map((one) => one.message).join(' ')); return done.value }
const value = (text: string) => { const expr = compiled(text); return toWire(evaluate(expr, { self, me: null, today: '2026-01-01', now: '2026-01-01T00:00:00.000Z' }), expr.type) }

describe('names of CEL', () => {
  test.each([
    ['has(name)', false], ['has(start)', true], ['has(lines)', false], ['timestamp(1234567890)', '2009-02-13T23:31:30.000Z'], ["timestamp('2009-02-13T23:31:30Z') < start", false], ['timestamp(start) == start', true],
    ['start.getFullYear()', 2009], ['start.getMonth()', 1], ['start.getDate()', 13], ['start.getDayOfMonth()', 12], ['start.getDayOfWeek()', 5], ['start.getDayOfYear()', 43], ['start.getHours()', 23], ['start.getMinutes()', 31], ['start.getSeconds()', 20], ['start.getMilliseconds()', 123],
    ['day.getDayOfYear()', 365], ['day.getMonth()', 11], ['length.getHours()', 1], ['length.getMinutes()', 62], ['length.getSeconds()', 3730], ['length.getMilliseconds()', 500],
    ['1u + 0x10u', 17], ['uint(2.9)', 2], ['uint(-1)', null], ["uint('x')", null], ['dyn(1) == 1.0', true], ['duration(\'60s\') + start', '2009-02-13T23:32:20.123Z'], ['duration(\'24h\') + day', '2025-01-01'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))
  test('map may take a condition before the value', () => expect(value('[1, 2, 3, 4].map(n, n > 2, n * 10)')).toEqual([30, 40]))
  test.each(['has(1)', 'has(name, name)', 'name.getHours()', "start.getHours('Asia/Shanghai')", 'getHours()', 'timestamp(true)'])('%s is refused', (text) => expect(compileExpression(text, scope).ok).toBe(false))
  test.each([['has(name)', 'name != null'], ['getMonth(day)', 'month(day) - 1'], ['timestamp(start)', 'start']])('%s is printed as %s', (text, printed) => expect(printExpression(compiled(text), (_, key) => key)).toBe(printed))
  test('stand in the documentation, all of them', () => {
    const text = readFileSync(new URL('../../../docs/expressions.md', import.meta.url), 'utf8')
    expect([...celNames.keys()].filter((name) => !text.includes(`| \`${name}(`))).toEqual([])
  })
})

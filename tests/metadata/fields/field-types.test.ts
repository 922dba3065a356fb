import { Value } from '@sinclair/typebox/value'
import { describe, expect, test } from 'vitest'
import { fieldTypes } from '../../../metadata/fields/index.ts'

for (const type of Object.values(fieldTypes)) {
  const { options, good, bad } = type.examples
  const filled = Value.Default(type.options, { ...options }) as never
  describe(`field type ${type.name}`, () => {
    test('its example options are options a designer may set', () => expect([...Value.Errors(type.options, options)]).toEqual([]))
    test('its defaults are complete', () => expect([...Value.Errors(type.options, Value.Default(type.options, type.computed || type.relation ? { ...options } : {}))]).toEqual([]))
    test('keeps every value when nothing changes', () => expect(type.widens(filled, filled)).toBe(true))
    test('can at least be searched for empty', () => expect(type.operators).toContain('empty'))
    for (const value of good) {
      test(`takes ${JSON.stringify(value)} as it is`, () => expect(type.read(value, filled)).toEqual({ ok: true, value }))
      test(`${JSON.stringify(value)} comes back from its columns`, () => {
        const stored = type.store?.(value, filled) ?? [value]
        if (stored.length !== type.columns(filled).length || type.name === 'json') return
        // Numbers of numeric columns come back as text, padded to their scale.
        const padded = type.columns(filled).map(({ type: sql }, i) => (sql.startsWith('numeric') ? Number(stored[i]).toFixed(Number(/, (\d+)/.exec(sql)?.[1] ?? 0)) : stored[i]))
        expect(type.load?.(padded, filled) ?? padded[0]).toEqual(value)
      })
      if (value !== '' && type.name !== 'children')
        test(`${JSON.stringify(value)} comes back from an export`, () => expect(type.fromText(type.toText(value, filled), filled)).toEqual({ ok: true, value }))
    }
    for (const value of bad) test(`refuses ${JSON.stringify(value) ?? String(value)}`, () => expect(type.read(value, filled).ok).toBe(false))
  })
}

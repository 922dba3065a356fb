import { describe, expect, it } from 'vitest'
import { both, conditionText, filterText, parseFilter } from '../../runtime/list/filter.ts'
import { emptyState, readState, toggleSort, writeState } from '../../runtime/list/url-state.ts'

describe('the address of a list', () => {
  it('leaves defaults out and keeps foreign parameters', () => {
    expect(writeState(new URLSearchParams('peek=1&q=old'), emptyState).toString()).toBe('peek=1')
  })
  it('gives back what was written', () => {
    const state = { filter: "name == 'a & b'", search: 'x', sort: '-date', columns: ['name', 'date'], group: ['stage', 'owner'], after: 'c', deleted: true }
    expect(readState(writeState(new URLSearchParams(), state))).toEqual(state)
  })
  it('sorts up, down, and then as the view says', () => {
    expect(['', 'date', '-date'].map((sort) => toggleSort(sort, 'date'))).toEqual(['date', '-date', ''])
  })
  it('sorts by several columns with Shift: added last, turned round in place, taken out', () => {
    expect(['', 'date', 'date,name', 'date,-name'].map((sort) => toggleSort(sort, 'name', true))).toEqual(['name', 'date,name', 'date,-name', 'date'])
    expect(toggleSort('date,name', 'name')).toBe('name')
  })
  it('tells a view that groups by itself from one shown without groups', () => {
    const shown = (group: readonly string[] | null) => readState(writeState(new URLSearchParams(), { ...emptyState, group })).group
    expect([shown(null), shown([]), shown(['a', 'b'])]).toEqual([null, [], ['a', 'b']])
  })
})

describe('the address of a saved view', () => {
  const saved = { ...emptyState, filter: "status == 'draft'", columns: ['number'], group: ['status'], deleted: true }
  it('says only what was changed since', () => {
    expect(writeState(new URLSearchParams('view=1'), saved, saved).toString()).toBe('view=1')
    expect(writeState(new URLSearchParams('view=1'), { ...saved, sort: '-date' }, saved).toString()).toBe('view=1&sort=-date')
  })
  it('gives back what was taken away from it', () => {
    for (const state of [emptyState, { ...saved, group: [] }, { ...saved, filter: '' }]) expect(readState(writeState(new URLSearchParams(), state, saved), saved)).toEqual(state)
  })
})

describe('filter chips', () => {
  it('are read from a plain conjunction and written back alike', () => {
    const text = "stage == 'new' && amount > 10000.50 && since >= date('2026-01-01') && name.contains('o\\'b') && note != null && stage in ['a', 'b'] && active == true"
    const filter = parseFilter(text)
    expect(filter.rest).toEqual([])
    expect(filter.conditions.map((one) => one.operator)).toEqual(['eq', 'gt', 'gte', 'contains', 'empty', 'in', 'eq'])
    expect(filterText(filter, (name) => (name === 'amount' ? 'number' : name === 'since' ? 'temporal' : 'text'))).toBe(text)
  })
  it('keep anything else whole, as text', () => {
    expect(parseFilter("a == 1 || b == 2")).toEqual({ conditions: [], rest: ['a == 1 || b == 2'] })
    expect(parseFilter("(a == 1 || b == 2) && c == 3").rest).toEqual(['(a == 1 || b == 2)'])
  })
  it('do not split inside of texts', () => {
    expect(parseFilter("name == 'a && b'").conditions).toEqual([{ field: 'name', operator: 'eq', value: 'a && b' }])
  })
  it('cannot be broken out of by a quote in the value', () => {
    const text = conditionText({ field: 'name', operator: 'eq', value: "x' || true || '" })
    expect(parseFilter(text).conditions[0]?.value).toBe("x' || true || '")
  })
  it('are joined with the filter of the view', () => {
    expect(both('a == 1 || b == 2', 'c == 3')).toBe('(a == 1 || b == 2) && c == 3')
  })
})

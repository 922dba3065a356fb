import { describe, expect, it } from 'vitest'
import { diff } from '../../../metadata/change/diff.ts'
import { keptBy, keptOf, presentTable } from '../../../metadata/change/kept.ts'
import { tablesOf } from '../../../metadata/change/physical.ts'
import { type Kept, plan } from '../../../metadata/change/plan.ts'
import type { Step } from '../../../metadata/change/step.ts'
import { modelOf } from '../../support/random-model.ts'

type Fields = Record<string, Record<string, unknown>>
const of = (fields: Fields) => modelOf({ item: { fields: { ...fields, code: { type: 'text' } } }, other: { fields: { code: { type: 'text' } } } })
function between(a: Fields, b: Fields, kept?: Kept) {
  const [from, to] = [of(a), of(b)]
  return plan(diff(from, to), { from, to, ...(kept ? { kept } : {}) })
}
const kinds = (steps: readonly Step[]) => steps.map(({ kind }) => kind)

describe('a change of options', () => {
  it('that leaves them as they are plans nothing, bounds or not', () => {
    const price = { type: 'decimal', min: '0', max: '100' }
    expect(between({ price }, { price: { ...price, label: 'Price' } }).steps).toEqual([])
  })
  it('that narrows touches no value, and counts those that no longer fit', () => {
    const { steps, losses } = between({ price: { type: 'decimal' } }, { price: { type: 'decimal', max: '100' } })
    expect(steps).toEqual([])
    expect(losses).toMatchObject([{ kind: 'conversion', entity: 'item', field: 'price', measure: { kind: 'conversion', table: 'item', column: 'price', valid: expect.stringContaining('<= 100') } }])
  })
  it('that removes a choice counts the rows that have it', () => {
    const { steps, losses } = between({ state: { type: 'choice', options: { a: {}, b: {} } } }, { state: { type: 'choice', options: { a: {} } } })
    expect(steps).toEqual([])
    expect(losses).toMatchObject([{ kind: 'conversion', measure: { valid: "{text} in ('a')" } }])
  })
  it('that makes a decimal shorter is a checked conversion', () => {
    const { steps, losses } = between({ price: { type: 'decimal', scale: 4 } }, { price: { type: 'decimal', scale: 2 } })
    expect(kinds(steps)).toEqual(['retype-column'])
    expect(losses).toMatchObject([{ kind: 'conversion', field: 'price' }])
  })
  it('that makes a decimal longer is a plain cast without loss', () => {
    const { steps, losses } = between({ price: { type: 'decimal', precision: 12, scale: 2 } }, { price: { type: 'decimal', precision: 18, scale: 4 } })
    expect(steps).toMatchObject([{ kind: 'retype-column', valid: null, keep: null }])
    expect(losses).toEqual([])
  })
})

describe('computed values', () => {
  it('of another type are dropped and computed again, without loss', () => {
    const { steps, losses } = between({ twice: { type: 'formula', formula: '1 + 1' } }, { twice: { type: 'formula', formula: "'x' + 'y'" } })
    expect(steps).toEqual([{ kind: 'drop-column', table: 'item', column: 'twice' }, { kind: 'add-column', table: 'item', column: { name: 'twice', type: 'text' } }, { kind: 'recompute', entity: 'item', fields: ['twice'] }])
    expect(losses).toEqual([])
  })
  it('are computed again where an input changes, inputs first and lines before their record', () => {
    const fields = (type: string): Fields => ({
      total: { type: 'formula', formula: 'sum(lines, amount) + base' }, base: { type: 'formula', formula: 'start * 2' }, start: { type: 'integer' }, free: { type: 'formula', formula: '1 + 1' },
      lines: { type: 'children', fields: { amount: { type: 'formula', formula: 'price * 2' }, price: { type } } },
    })
    const { steps } = between({ ...fields('integer'), start: { type: 'decimal' } }, fields('decimal'))
    expect(steps.filter(({ kind }) => kind === 'recompute')).toEqual([{ kind: 'recompute', entity: 'item.lines', fields: ['amount'] }, { kind: 'recompute', entity: 'item', fields: ['base', 'total'] }])
  })
  it('stay where an input is only renamed', () => {
    const formula = { type: 'formula', formula: 'start * 2' }
    expect(kinds(between({ twice: formula, start: { type: 'integer' } }, { twice: formula, start: { type: 'integer', name: 'begin' } }).steps)).toEqual(['rename-column'])
  })
  it('that become ordinary keep what was computed', () => {
    const { steps, losses } = between({ twice: { type: 'formula', formula: "'x' + 'y'" } }, { twice: { type: 'text' } })
    expect(kinds(steps)).not.toContain('drop-column')
    expect(losses.filter(({ kind }) => kind === 'field')).toEqual([])
  })
  it('that replace what people entered put that into quarantine', () => {
    const { steps, losses } = between({ twice: { type: 'text' } }, { twice: { type: 'formula', formula: "'x' + 'y'" } })
    expect(kinds(steps)).toEqual(['quarantine-column', 'add-column', 'recompute'])
    expect(losses).toMatchObject([{ kind: 'field', field: 'twice' }])
  })
})

describe('quarantine', () => {
  const size: Fields = { size: { type: 'integer' } }
  const text: Fields = { size: { type: 'files' } }
  it('gives every removal a name of its own', () => {
    const first = keptBy(between(size, {}).steps)
    const again = keptBy(between(size, {}, keptOf(first.added)).steps)
    expect(first.added[0]!.place).toMatch(/^_q_[0-9a-f]{8}_1_size$/)
    expect(again.added[0]!.place).toMatch(/^_q_[0-9a-f]{8}_2_size$/)
  })
  it('brings a field back with its values when the type is the same', () => {
    const { added } = keptBy(between(size, {}).steps)
    const { steps } = between({}, size, keptOf(added))
    expect(steps).toEqual([{ kind: 'restore-column', table: 'item', from: added[0]!.place, column: 'size', id: ['record:item', 'size'] }])
    expect(keptBy(steps).removed).toEqual([{ kind: 'column', table: 'record:item', column: 'size', place: added[0]!.place }])
  })
  it('leaves it waiting when the type is another', () => {
    expect(kinds(between({}, text, keptOf(keptBy(between(size, {}).steps).added)).steps)).toEqual(['add-column'])
  })
  it('finds the table of a column after a rename', () => {
    const [entry] = keptBy(between(size, {}).steps).added
    const renamed = modelOf({ item: { name: 'thing', fields: { code: { type: 'text' } } } })
    expect(presentTable(entry!, tablesOf(renamed), keptOf([entry!]))).toBe('thing')
  })
})

describe('links', () => {
  it('whose target goes lose their foreign key before the target does', () => {
    const from = modelOf({ item: { fields: { code: { type: 'text' }, to: { type: 'link', to: 'other' } } }, other: { fields: { code: { type: 'text' } } } })
    const to = modelOf({ item: { fields: { code: { type: 'text' }, to: { type: 'link', to: 'item' } } } })
    const { steps, losses } = plan(diff(from, to), { from, to })
    const order = kinds(steps)
    expect(order.indexOf('drop-constraint')).toBeLessThan(order.indexOf('quarantine-table'))
    expect(steps).toContainEqual(expect.objectContaining({ kind: 'add-foreign-key', target: 'item', clean: true }))
    expect(losses).toContainEqual(expect.objectContaining({ kind: 'constraint', field: 'to', measure: { kind: 'dangling', table: 'item', column: 'to', target: 'item' } }))
  })
  it('to an entity that was not there lose all their values', () => {
    const from = modelOf({ item: { fields: { to: { type: 'link', to: 'item' } } } })
    const to = modelOf({ item: { fields: { to: { type: 'link', to: 'other' } } }, other: { fields: { code: { type: 'text' } } } })
    expect(plan(diff(from, to), { from, to }).losses).toContainEqual(expect.objectContaining({ kind: 'constraint', measure: { kind: 'values', table: 'item', column: 'to' } }))
  })
})

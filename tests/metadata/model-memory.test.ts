import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileModel, newMemory } from '../../metadata/model/compile.ts'
import type { Layer } from '../../metadata/model/model.ts'

type Doc = Record<string, unknown>
const layer = (entity: Record<string, unknown>): Layer => ({ name: 'own', label: 'Own', version: '1', needs: [], documents: { entity }, edits: {} })
const user = { fields: { name: { type: 'text' } } }

/** Fields that lean on one another in every way there is; every edit swaps one of them for another. */
const variants: Record<string, readonly Doc[]> = {
  'a.n': [{ type: 'integer' }, { type: 'text' }, { type: 'decimal', scale: 2 }, { type: 'decimal', formula: 'm + 1' }, { type: 'decimal', formula: 'b.n + 1' }, { type: 'integer', name: 'other' }],
  'a.m': [{ type: 'integer' }, { type: 'decimal' }, { type: 'formula', formula: 'today()' }, { type: 'rollup', of: 'b.a', function: 'sum', value: 'n' }],
  'a.b': [{ type: 'link', to: 'b' }, { type: 'link', to: 'c' }, { type: 'links', to: 'b' }, { type: 'text' }],
  'a.lines': [{ type: 'children', fields: { q: { type: 'integer' }, w: { type: 'integer', formula: 'q * 2' } } }, { type: 'children', shape: 'part' }, { type: 'text' }],
  'a.sum': [{ type: 'formula', formula: 'sum(lines, w)' }, { type: 'formula', formula: 'n + m' }, { type: 'formula', formula: 'string(b.n)' }, { type: 'lookup', path: 'b.n' }],
  'b.n': [{ type: 'integer' }, { type: 'text' }, { type: 'formula', formula: 'm' }, { type: 'rollup', of: 'a.b', function: 'max', value: 'n' }],
  'b.m': [{ type: 'integer' }, { type: 'rollup', of: 'a.b', function: 'count', where: 'n > 1' }, { type: 'rollup', of: 'a.b', function: 'average', value: 'm' }],
  'b.a': [{ type: 'link', to: 'a' }, { type: 'link', to: 'a', where: 'm > parent().m' }, { type: 'text' }],
  'c.n': [{ type: 'date' }, { type: 'integer' }, { type: 'formula', formula: "'x'" }],
  'c.m': [{ type: 'integer', required: 'n != null' }, { type: 'integer', visible: 'nn == 3' }],
  'part.q': [{ type: 'integer' }, { type: 'decimal' }],
  'part.w': [{ type: 'integer', formula: 'q * 3' }, { type: 'decimal', formula: 'q + parent().n' }, { type: 'children', shape: 'grain' }],
  'grain.g': [{ type: 'integer' }, { type: 'text' }, { type: 'link', to: 'a' }],
}
const places = Object.keys(variants)
type Choice = Record<string, number>
function entities(choice: Choice, before: Map<string, Doc>): Record<string, Doc> {
  const keys = [...new Set(places.map((place) => place.split('.')[0]!))]
  const made = keys.map((key): [string, Doc] => {
    const fields = Object.fromEntries(places.filter((place) => place.startsWith(`${key}.`)).map((place) => [place.split('.')[1]!, variants[place]![choice[place]! % variants[place]!.length]!]))
    const id = `${key} ${JSON.stringify(fields)}`
    // The same document object as long as nothing in it changed, as in the life of a draft.
    const doc = before.get(id) ?? { fields, ...(key === 'part' || key === 'grain' ? { child: true } : { title: '{n}' }), ...(key === 'a' ? { checks: { c: { check: 'b.n != null', message: 'no' } } } : {}) }
    before.set(id, doc)
    return [key, doc]
  })
  return { user, ...Object.fromEntries(made) }
}
const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

test('after any row of edits the model, or its problems, are those of a compilation from nothing', () => {
  const start = Object.fromEntries(places.map((place) => [place, 0]))
  let valid = 0
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...places), fc.nat(5)), { minLength: 1, maxLength: 25 }), (edits) => {
    const memory = newMemory()
    const before = new Map<string, Doc>()
    const choice: Choice = { ...start }
    for (const [place, variant] of edits) {
      choice[place] = variant
      const now = entities(choice, before)
      const incremental = compileModel([layer(now)], memory)
      expect(incremental).toEqual(compileModel([layer(copied(now))], newMemory()))
      if (incremental.ok) valid++
    }
  }), { numRuns: 60, seed: 7 })
  expect(valid).toBeGreaterThan(50)
})

const many = (changed: number): Record<string, unknown> => Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`e${i}`, { fields: {
  name: { type: 'text', required: true }, next: { type: 'link', to: `e${(i + 1) % 200}` }, price: { type: 'money' }, quantity: { type: i === changed ? 'decimal' : 'integer' },
  lines: { type: 'children', fields: { price: { type: 'money' }, quantity: { type: 'integer' }, net: { type: 'decimal', formula: 'price * quantity' } } },
  total: { type: 'decimal', formula: 'sum(lines, net) + price * quantity' }, city: { type: 'lookup', path: 'next.name' }, used: { type: 'rollup', of: `e${(i + 199) % 200}.next`, function: 'count' },
} }]))
test('an edit of one entity among 200 costs a fraction of the whole', () => {
  const memory = newMemory()
  const all = many(-1)
  const timed = (entity: Record<string, unknown>): number => {
    const start = performance.now()
    expect(compileModel([layer(entity)], memory).ok).toBe(true)
    return performance.now() - start
  }
  const cold = timed(all)
  const again = Math.min(...[5, 6, 7, 8].map((i) => timed({ ...all, [`e${i}`]: many(i)[`e${i}`] })))
  expect(again).toBeLessThan(cold / 2)
})

test('nothing of a compiled model can be changed', () => {
  const compiled = compileModel([layer(copied({ user, a: { fields: { n: { type: 'choice', options: { x: {} } }, u: { type: 'user' } }, unique: { one: { fields: ['n'] } } } }))])
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const { model } = compiled
  const open: string[] = []
  const seen = new Set<unknown>()
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (!Object.isFrozen(value)) open.push(path)
    if (value instanceof Map) {
      expect(() => value.set('x', 1)).toThrow('read-only')
      for (const [key, part] of value) visit(part, `${path}/${key}`)
    } else for (const [key, part] of Object.entries(value)) if (key !== 'type' || typeof part !== 'object' || !('columns' in part)) visit(part, `${path}/${key}`)
  }
  visit(model, '')
  expect(open).toEqual([])
})

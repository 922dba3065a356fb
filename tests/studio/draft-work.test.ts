import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filesOfLayer } from '../../metadata/model/layer-files.ts'
import type { Layer } from '../../metadata/model/model.ts'
import type { Place } from '../../studio/document/objects.ts'
import { readObject } from '../../studio/document/objects.ts'
import { arrived, edit, kept, redo, settle, startWork, undo, unsaved, type Work } from '../../studio/draft/work.ts'

const customer: Place = { kind: 'entity', key: 'customer', of: null }
const start: Layer = {
  name: 'mine', label: 'Mine', version: '1', needs: ['base'],
  documents: { entity: { customer: { label: 'Customer', fields: { name: { type: 'text' }, phone: { type: 'phone' } } } } },
  edits: { base: { entity: { user: { 'fields.nickname': { add: { type: 'text' } } } } } },
}
const files = (layer: Layer): unknown => [...filesOfLayer(layer)].sort()
const labelled = (label: string) => ({ ...(start.documents['entity']!['customer'] as object), label })

describe('work on a draft', () => {
  test('a step is named, taken back and done again', () => {
    const changed = edit(startWork(start, 1), { place: customer, content: labelled('Client'), label: 'label' })
    expect(changed.undo.map(({ label }) => label)).toEqual(['label'])
    expect(files(undo(changed).layer)).toEqual(files(start))
    expect(redo(undo(changed))).toEqual(changed)
  })
  test('the letters of one stroke are one step', () => {
    const typed = ['C', 'Cl', 'Cli'].reduce((work, label) => edit(work, { place: customer, content: labelled(label), label: 'label', stroke: '1' }), startWork(start, 1))
    expect(typed.undo).toHaveLength(1)
    expect(files(undo(typed).layer)).toEqual(files(start))
  })
  test('nothing changed is no step', () => {
    const work = startWork(start, 1)
    expect(edit(work, { place: customer, content: structuredClone(readObject(start, customer)), label: 'x' })).toBe(work)
  })
  test('what the server has is not sent again', () => {
    const changed = edit(startWork(start, 1), { place: customer, content: labelled('Client'), label: 'label' })
    expect(unsaved(changed)).toEqual([customer])
    expect(unsaved(kept(changed, customer, { content: labelled('Client'), revision: 2 }))).toEqual([])
  })
  test('what another analyst saved meanwhile comes in beside what is being typed', () => {
    const mine = edit(startWork(start, 1), { place: customer, content: labelled('Client'), label: 'label' })
    const theirs: Layer = { ...start, documents: { entity: { customer: { label: 'Customer', fields: { name: { type: 'text', required: true }, phone: { type: 'phone' } } }, order: { label: 'Order', fields: {} } } } }
    const both = arrived(mine, theirs, 4)
    expect(both.clashes).toEqual([])
    expect(both.layer.documents['entity']).toEqual({ customer: { label: 'Client', fields: { name: { type: 'text', required: true }, phone: { type: 'phone' } } }, order: { label: 'Order', fields: {} } })
    expect(readObject(undo(both).layer, customer)).toEqual({ label: 'Customer', fields: { name: { type: 'text', required: true }, phone: { type: 'phone' } } })
  })
  test('where both changed one part, ours stays until one is chosen', () => {
    const mine = edit(startWork(start, 1), { place: customer, content: labelled('Client'), label: 'label' })
    const both = arrived(mine, { ...start, documents: { entity: { customer: labelled('Buyer') } } }, 2)
    expect(both.clashes).toEqual([{ place: customer, conflicts: [{ path: '/label', base: 'Customer', ours: 'Client', theirs: 'Buyer' }] }])
    expect(readObject(settle(both, customer, { path: '/label', take: 'ours' }).layer, customer)).toMatchObject({ label: 'Client' })
    const taken = settle(both, customer, { path: '/label', take: 'theirs' })
    expect([readObject(taken.layer, customer), taken.clashes]).toEqual([labelled('Buyer'), []])
  })
})

const key = fc.constantFrom('a', 'b', 'c', 'd')
const part = fc.oneof(fc.constantFrom('t', 'u', true), fc.dictionary(key, fc.constantFrom('t', 'u', 1), { maxKeys: 3 }))
const content = fc.option(fc.dictionary(key, part, { maxKeys: 4 }), { nil: undefined, freq: 6 })
const place = fc.record({ kind: fc.constantFrom('entity' as const, 'form' as const), key: fc.constantFrom('x', 'y', 'customer'), of: fc.constantFrom(null, 'base') })
const edits = fc.array(fc.record({ place, content }), { maxLength: 12 })
const all = (work: Work, changes: readonly { place: Place; content: unknown }[]): Work => changes.reduce((now, change) => edit(now, { ...change, label: 'x' }), work)
const back = (work: Work): Work => (work.undo.length === 0 ? work : back(undo(work)))
const again = (work: Work): Work => (work.redo.length === 0 ? work : again(redo(work)))

test('any sequence of steps taken back gives the start byte for byte, and done again the end', () => {
  fc.assert(fc.property(edits, (changes) => {
    const done = all(startWork(start, 1), changes)
    expect(files(back(done).layer)).toEqual(files(start))
    expect(files(again(back(done)).layer)).toEqual(files(done.layer))
  }), { numRuns: 2000 })
})

test('two sequences, whichever is saved first, come to one result or to the same clashes', () => {
  fc.assert(fc.property(edits, edits, (first, second) => {
    const [one, two] = [all(startWork(start, 1), first), all(startWork(start, 1), second)]
    const [a, b] = [arrived(one, two.layer, 2), arrived(two, one.layer, 2)]
    const told = (work: Work): string[] => work.clashes.flatMap(({ place, conflicts }) => conflicts.map(({ path }) => `${place.of}/${place.kind}/${place.key}${path}`)).sort()
    expect(told(a)).toEqual(told(b))
    if (told(a).length === 0) expect(files(a.layer)).toEqual(files(b.layer))
  }), { numRuns: 3000 })
})

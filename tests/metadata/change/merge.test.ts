import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge, mergeOrder } from '../../../metadata/change/merge.ts'

const name = fc.constantFrom('a', 'b', 'c', 'd', '__proto__')
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, fc.constantFrom<unknown>(1, 2, 'x', null, true), fc.array(fc.constantFrom(1, 2), { maxLength: 2 }), fc.dictionary(name, tie('tree'), { maxKeys: 4 })),
}))
const object = fc.dictionary(name, tree, { maxKeys: 5 })
const exact = (value: unknown) => JSON.stringify(value)

describe('a three-way merge', () => {
  it('U1: an untouched app takes the new template whole', () => {
    fc.assert(fc.property(object, object, (base, theirs) => { expect(exact(merge(base, base, theirs))).toBe(exact({ value: theirs, conflicts: [] })) }))
  })
  it('U2: an unchanged template changes nothing', () => {
    fc.assert(fc.property(object, object, (base, ours) => { expect(exact(merge(base, ours, base))).toBe(exact({ value: ours, conflicts: [] })) }))
  })
  it('U3: the same change on both sides is no conflict', () => {
    fc.assert(fc.property(object, object, (base, both) => { expect(exact(merge(base, both, both))).toBe(exact({ value: both, conflicts: [] })) }))
  })
  it('U4: edits of different keys both survive', () => {
    expect(merge({ a: 1, b: { c: 1, d: 1 } }, { a: 2, b: { c: 1, d: 1 } }, { a: 1, b: { c: 1, d: 2 }, e: 3 })).toEqual({ value: { a: 2, b: { c: 1, d: 2 }, e: 3 }, conflicts: [] })
  })
  it('U5: edits of one key keep ours and say where', () => {
    expect(merge({ a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } })).toEqual({ value: { a: { b: 2 } }, conflicts: [{ path: '/a/b', base: 1, ours: 2, theirs: 3 }] })
  })
  it('keeps what one removed and the other changed as ours has it, and says so', () => {
    expect(merge({ a: 1 }, {}, { a: 2 })).toEqual({ value: {}, conflicts: [{ path: '/a', base: 1, ours: undefined, theirs: 2 }] })
  })
  it('puts a new key after the one that it followed', () => {
    expect(mergeOrder(['a', 'b'], ['a', 'mine', 'b'], ['a', 'theirs', 'b', 'last'])).toEqual({ order: ['a', 'mine', 'theirs', 'b', 'last'], agreed: true })
  })
  it('keeps our order where both moved keys, and says so', () => {
    const of = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 0]))
    const { value, conflicts } = merge(of('a', 'b', 'c'), of('c', 'a', 'b'), of('b', 'a', 'c'))
    expect(Object.keys(value as object)).toEqual(['c', 'a', 'b'])
    expect(conflicts).toEqual([{ path: '', base: ['a', 'b', 'c'], ours: ['c', 'a', 'b'], theirs: ['b', 'a', 'c'] }])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDocument } from '../../../metadata/model/edit-document.ts'
import { editsBetween } from '../../../metadata/change/edits-between.ts'

const vendor = { label: 'Customer', fields: { name: { type: 'text', required: true }, phone: { type: 'phone' }, fax: { type: 'phone' }, city: { type: 'text' } }, search: ['name', 'city'], sort: ['name'] }
const between = (wanted: Readonly<Record<string, unknown>>, kind = 'entity') => editsBetween(vendor, wanted, { kind })

describe('the edits between a document and what is wanted of it', () => {
  test('are none where nothing changes', () => {
    expect(between(vendor)).toEqual({})
  })
  test('name the part that changes, with what stood there', () => {
    expect(between({ ...vendor, fields: { phone: { type: 'phone', required: true }, name: { type: 'text', required: false }, fax: vendor.fields.fax, city: vendor.fields.city } })).toEqual({
      'fields.phone.required': { set: true }, 'fields.phone': { after: '' }, 'fields.name.required': { set: false, base: true },
    })
  })
  test('add a field where it belongs, and hide one that is not wanted', () => {
    const { fax: _, ...rest } = vendor.fields
    const { name, ...others } = rest
    expect(between({ ...vendor, fields: { name, loyalty: { type: 'text' }, ...others } })).toEqual({ 'fields.loyalty': { add: { type: 'text' }, after: 'name' }, 'fields.fax': { hide: true } })
  })
  test('move one element of a list, and no other', () => {
    expect(between({ ...vendor, search: ['city', 'name'] })).toEqual({ 'search.city': { after: '' } })
  })
  test('take a list whole where its elements have no name that a path can hold', () => {
    const view = { of: 'order', list: { columns: ['number', 'customer.city'] } }
    expect(editsBetween(view, { of: 'order', list: { columns: ['customer.city', 'number'] } }, { kind: 'view' })).toEqual({ 'list.columns': { set: ['customer.city', 'number'], base: ['number', 'customer.city'] } })
  })
  test('that stay keep who made them and why; one that meets nothing is kept', () => {
    const previous = { 'fields.phone.required': { set: true, by: 'ana', at: '2026-03-12', why: 'asked by sales' }, 'fields.gone.help': { set: 'x', by: 'ana' } }
    const wanted = { ...vendor, label: 'Client', fields: { ...vendor.fields, phone: { type: 'phone', required: true } } }
    expect(editsBetween(vendor, wanted, { kind: 'entity', previous, by: 'bo', at: '2026-05-01' })).toEqual({
      label: { set: 'Client', base: 'Customer', by: 'bo', at: '2026-05-01' }, ...previous,
    })
  })
})

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'fields', 'x1')
const leaf = fc.oneof(fc.constantFrom('t', 'u', '', true, false, null), fc.integer({ min: 0, max: 5 }))
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, leaf, fc.array(fc.oneof(name, fc.record({ field: name, width: fc.integer({ min: 1, max: 3 }) })), { maxLength: 5 }), fc.dictionary(fc.oneof(name, fc.constantFrom('p.q')), tie('node'), { maxKeys: 5 })),
})).node
const document = fc.dictionary(name, tree, { maxKeys: 5 })

test('carried out, they give exactly what was wanted, order included below its top', () => {
  fc.assert(fc.property(document, document, (before, after) => {
    const { doc, problems } = editDocument(before, editsBetween(before, after, { kind: 'view' }), 'view')
    expect(problems).toEqual([])
    for (const key of Object.keys(after)) expect(JSON.stringify(doc[key])).toBe(JSON.stringify(after[key]))
    expect(Object.keys(doc).sort()).toEqual(Object.keys(after).sort())
  }), { numRuns: 3000 })
})
test('carried out for an entity, they give the fields wanted in their order, and hide the others', () => {
  const field = fc.record({ type: fc.constantFrom('text', 'date'), label: fc.string({ maxLength: 3 }), required: fc.boolean() }, { requiredKeys: ['type'] })
  const entity = fc.record({ label: fc.constantFrom('A', 'B'), fields: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), field, { maxKeys: 6 }) })
  fc.assert(fc.property(entity, entity, (before, after) => {
    const { doc, problems } = editDocument(before, editsBetween(before, after, { kind: 'entity' }), 'entity')
    const fields = doc['fields'] as Record<string, unknown>
    expect(problems).toEqual([])
    expect(Object.entries(fields).filter(([key]) => key in after.fields)).toEqual(Object.entries(after.fields))
    for (const key of Object.keys(before.fields)) if (!(key in after.fields)) expect(fields[key]).toEqual({ ...before.fields[key], visible: 'false' })
  }), { numRuns: 2000 })
})

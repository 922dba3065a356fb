import { describe, expect, test } from 'vitest'
import { readDocument } from '../../metadata/kinds/read.ts'
import { addSection, addTab, insert, moveEntry, moveSection, removeEntry, stepEntry, usedIn } from '../../studio/form/form-doc.ts'

const form = { of: 'order', sections: { head: { fields: ['number', { field: 'customer', width: 2 }] }, more: { fields: ['note', { text: 'Hello' }] } } }
const at = (section: string, entry: number) => ({ tab: null, section, entry })
const keys = (doc: Readonly<Record<string, unknown>>): unknown => JSON.parse(JSON.stringify((doc as typeof form).sections))

describe('the parts of a form', () => {
  test('a field moves within its section and into another', () => {
    expect(keys(moveEntry(form, at('head', 0), at('head', 2)))).toMatchObject({ head: { fields: [{ field: 'customer', width: 2 }, 'number'] } })
    expect(keys(moveEntry(form, at('head', 1), at('more', 1)))).toEqual({ head: { fields: ['number'] }, more: { fields: ['note', { field: 'customer', width: 2 }, { text: 'Hello' }] } })
  })
  test('with the arrows it goes step by step, through the ends of sections, and stops at the ends of the form', () => {
    const down = stepEntry(form, at('head', 0), 1)
    expect(down.at).toEqual(at('head', 1))
    const over = stepEntry(down.doc, down.at, 1)
    expect([over.at, keys(over.doc)]).toEqual([at('more', 0), { head: { fields: [{ field: 'customer', width: 2 }] }, more: { fields: ['number', 'note', { text: 'Hello' }] } }])
    expect(stepEntry(form, at('head', 0), -1).doc).toEqual(form)
    const back = stepEntry(over.doc, over.at, -1)
    expect(back.at).toEqual(at('head', 1))
  })
  test('what is put in and taken out is known as used or not', () => {
    expect([...usedIn(form)]).toEqual(['number', 'customer', 'note'])
    expect([...usedIn(removeEntry(form, at('head', 0)))]).toEqual(['customer', 'note'])
    expect([...usedIn(insert(form, at('more', 2), 'total'))]).toEqual(['number', 'customer', 'note', 'total'])
  })
  test('sections are added and moved; a first tab takes what the form has', () => {
    expect(Object.keys((moveSection(form, { tab: null, section: 'more' }, -1) as typeof form).sections)).toEqual(['more', 'head'])
    const { doc } = addTab(addSection(form, null, 'Delivery address').doc, 'Notes', 'Order')
    expect(JSON.parse(JSON.stringify(doc))).toMatchObject({ of: 'order', tabs: { order: { sections: { head: {}, more: {}, delivery_address: { label: 'Delivery address', fields: [] } } }, notes: { label: 'Notes', sections: {} } } })
    expect(readDocument('form', doc, { key: 'order' }).ok).toBe(true)
  })
})

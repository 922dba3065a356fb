import { describe, expect, it } from 'vitest'
import type { ClientEntity } from '../../metadata/api/client-model.ts'
import { schemaOf, uiOf } from '../../runtime/form/layout.ts'
import { mergeRecord } from '../../runtime/form/merge.ts'
import { createStore } from '../../runtime/form/record-store.ts'
import { errorsOf } from '../../runtime/form/validate.ts'
import { moveLine } from '../../runtime/lines/rows.ts'
import { staleKeys } from '../../runtime/client/live.ts'
import { daysShown } from '../../runtime/views/days.ts'
import { safeNext } from '../../runtime/screens/sign-in.tsx'
import { lettersOf } from '../../runtime/shell/icon.tsx'
import { areas } from '../../runtime/texts/index.ts'

const field = (name: string): ClientEntity['fields'][number] =>
  ({ key: name, name, label: name, type: 'text', options: {}, value: { kind: 'text' }, relation: null, childEntity: null, required: false, readonly: false, visible: null, check: null, default: null, formula: null, where: null, write: true })

describe('merging after a version conflict', () => {
  it('asks only for fields that both changed differently', () => {
    const merge = mergeRecord({ a: 1, b: 1, c: 1 }, { a: 2, b: 1, c: 3 }, { a: 9, b: 5, c: 3 })
    expect(merge).toEqual({ conflicts: [{ field: 'a', base: 1, theirs: 2, mine: 9 }], mine: { b: 5 } })
  })
  it('takes an opened link and its id for the same', () => {
    expect(mergeRecord({ x: { id: '1', title: 'A' } }, { x: '1' }, { x: { id: '1' } })).toEqual({ conflicts: [], mine: {} })
  })
})
describe('the record being edited', () => {
  it('knows what differs from the server, and forgets an error when its field is touched', () => {
    const store = createStore({ a: 1, lines: [] })
    store.setErrors({ '/a': 'no', '/lines/0/x': 'no', '/b': 'stays' })
    store.set('a', 2)
    store.set('lines', [{ x: 1 }])
    expect(store.changed()).toEqual({ a: 2, lines: [{ x: 1 }] })
    expect(store.errors()).toEqual({ '/b': 'stays' })
  })
})
describe('problems of the server', () => {
  it('stand at their field, or at the top where the form has no such field', () => {
    const at = (path: string) => ({ code: 'record.required' as const, path, message: path, params: {} })
    expect(errorsOf([at('/name'), at('/secret'), at('')], { fields: [field('name')] } as unknown as ClientEntity)).toEqual({ '/name': '/name', '': '/secret ' })
  })
})
describe('a section for the form library', () => {
  it('names its fields in order and leaves values to the field types', () => {
    const section = { key: 's', label: '', columns: 2 as const, visible: null, align: 'start' as const, description: '', related: [], texts: [], fields: [field('b'), field('a')] }
    expect(schemaOf(section)).toEqual({ type: 'object', properties: { b: { title: 'b' }, a: { title: 'a' } } })
    expect(uiOf(section)['ui:order']).toEqual(['b', 'a'])
  })
})
describe('small parts', () => {
  it('lines move within their bounds', () => {
    expect(moveLine([{ n: 1 }, { n: 2 }], 0, 1)).toEqual([{ n: 2 }, { n: 1 }])
    expect(moveLine([{ n: 1 }], 0, 1)).toEqual([{ n: 1 }])
  })
  it('a month is shown in whole weeks', () => {
    const days = daysShown('2026-11-15', 'month')
    expect([days[0], days.at(-1), days.length % 7]).toEqual(['2026-10-26', '2026-12-06', 0])
  })
  it('a change makes its lists and its record stale', () => {
    expect(staleKeys({ entity: 'a', id: '1' })).toContainEqual(['record', 'a', '1'])
    expect(staleKeys({ kind: 'update' })).toEqual([])
  })
  it('an app without an icon of its own shows its first letters', () => {
    expect(['Trade', 'Human resources', '销售管理', '(old) CRM', ''].map(lettersOf)).toEqual(['Tr', 'HR', '销售', 'OC', ''])
  })
  it('signing in never leads to another site', () => {
    expect(['//evil', 'https://evil', '/\\evil', null, '/crm?x=1'].map(safeNext)).toEqual(['/', '/', '/', '/', '/crm?x=1'])
  })
})
describe('texts', () => {
  const all = Object.values(areas).flatMap((area) => Object.entries(area as Record<string, Record<'en' | 'es' | 'zh', string>>))
  const names = (text: string): string => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort().join()
  it.each(all)('%s is said in every language with the same parameters', (_, text) => {
    expect([text.en, text.es, text.zh].map((said) => typeof said === 'string' && said.trim() !== '')).toEqual([true, true, true])
    expect([names(text.es), names(text.zh)]).toEqual([names(text.en), names(text.en)])
  })
})

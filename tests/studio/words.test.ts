import { expect, test } from 'vitest'
import type { Step } from '../../metadata/change/step.ts'
import { administrationTexts } from '../../runtime/texts/administration.ts'
import { recordPageTexts } from '../../runtime/texts/record-page.ts'
import { recordStoryTexts } from '../../runtime/texts/record-story.ts'
import { whyTexts } from '../../runtime/texts/why.ts'
import { transferTexts } from '../../runtime/texts/transfer.ts'
import { decode, encodingOf, matchColumns, parseCsv, separatorOf, writeCsv } from '../../runtime/transfer/csv.ts'
import { checkText } from '../../studio/editors/check.ts'
import { spotOf } from '../../metadata/base/json-text.ts'
import { locate, spansOf } from '../../studio/document/locate.ts'
import { studioAreas } from '../../studio/texts/index.ts'
import { byObject, changeWords } from '../../studio/words/changes.ts'
import { sayer } from '../../studio/words/say.ts'
import { byTable, stepRisk, stepWords } from '../../studio/words/steps.ts'

test('every word of the screens that arrive later is said in every language with the same parameters', () => {
  const parameters = (sentence: string): string => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort().join()
  const all = [administrationTexts, recordPageTexts, recordStoryTexts, whyTexts, transferTexts, ...Object.values(studioAreas)].flatMap((area) => Object.entries(area as Record<string, Record<'en' | 'es' | 'zh', string>>))
  expect(all.filter(([, { en, es, zh }]) => !en || !es || !zh || parameters(en) !== parameters(es) || parameters(en) !== parameters(zh)).map(([key]) => key)).toEqual([])
  expect(new Set(all.map(([key]) => key)).size).toBe(all.length)
})

test('a step is a sentence with the labels of what it touches, and says its risk', () => {
  const texts = studioAreas.plan as Record<string, { en: string }>
  const t = (key: string, params: Readonly<Record<string, string | number>> = {}): string => (texts[key]?.en ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]))
  const entity = { key: 'item', name: 'item', label: 'Item', fields: [{ key: 'size', name: 'size', label: 'Size' }] } as never
  const say = sayer(t, { byKey: new Map([['item', entity]]), byName: new Map([['item', entity]]) })
  const steps: Step[] = [
    { kind: 'quarantine-column', table: 'item', column: 'size', to: '_q', id: ['record:item', 'size'], type: 'text' },
    { kind: 'add-column', table: 'item', column: { name: 'colour', type: 'text' } },
    { kind: 'create-index', table: 'other', name: 'i', columns: ['a', 'b'], method: 'btree', concurrent: true },
  ]
  expect(steps.map((step) => stepWords(step, say))).toEqual(['Column “Size” goes to quarantine with its values', 'Column “colour” is added (text)', 'An index on a, b is built after publishing, while people go on working'])
  expect(steps.map(stepRisk)).toEqual(['loss', 'safe', 'work'])
  expect(byTable(steps).map(({ table, steps: inner }) => [table, inner.length])).toEqual([['item', 2], ['other', 1]])
})

test('the order of fields is told as a change of its own only where no field comes or goes', () => {
  const texts = studioAreas.plan as Record<string, { en: string }>
  const t = (key: string, params: Readonly<Record<string, string | number>> = {}): string => (texts[key]?.en ?? key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]))
  const say = sayer(t, { byKey: new Map(), byName: new Map() })
  const said = (...parts: string[]): string[] => byObject([{ kind: 'entity-changed', entity: 'item', parts }, { kind: 'field-added', entity: 'item', field: 'size' }], say).flatMap(({ changes }) => changes.map((one) => changeWords(one, say)))
  expect([said('fields'), said('fields', 'label')]).toEqual([['New field “size”'], ['Changed: label', 'New field “size”']])
  expect(changeWords({ kind: 'entity-changed', entity: 'item', parts: ['fields'] }, say)).toBe('Changed: order of the fields')
})

test('a JSON pointer is found in the text, whatever it is written like', () => {
  const text = '{\n  "a/b": [ 1, {"c~": "x\\"}"} ],\n  "d": null\n}'
  const spans = spansOf(text)
  const shown = (path: string): string => { const { from, to } = locate(spans, path); return text.slice(from, to) }
  expect([shown('/a~1b/1/c~0'), shown('/a~1b/0'), shown('/d'), shown('/a~1b/1/gone')]).toEqual(['"x\\"}"', '1', 'null', '{"c~": "x\\"}"}'])
  expect(spotOf(text, spans.get('/d')!.from)).toEqual({ line: 3, column: 8 })
})

test('the text of a document is checked: broken JSON by line, an unknown type with what was probably meant', () => {
  const place = { kind: 'entity', key: 'thing', of: null } as const
  expect(checkText('{\n "a": 1,,\n}', place)).toMatchObject({ broken: true })
  const text = '{ "fields": { "a": { "type": "txt" } } }'
  const [found] = checkText(text, place).found
  expect(found?.problem).toMatchObject({ path: '/fields/a/type', fix: 'text' })
  expect(text.slice(found?.span.from, found?.span.to)).toBe('"txt"')
  expect(checkText('{ "fields": { "a": { "type": "text" } } }', place).found).toEqual([])
})

test('a CSV file is read in its own separator and encoding, and its columns find their fields', () => {
  const bytes = new Uint8Array(Buffer.from('Name;"Straße, Ort"\r\nMüller;"a ""b""\r\nc"\r\n\r\n', 'latin1'))
  const text = decode(bytes, encodingOf(bytes))
  expect([encodingOf(bytes), separatorOf(text)]).toEqual(['windows-1252', ';'])
  const rows = parseCsv(text, ';')
  expect(rows).toEqual([['Name', 'Straße, Ort'], ['Müller', 'a "b"\r\nc']])
  expect(parseCsv(writeCsv(rows), ',')).toEqual(rows)
  const field = (name: string, label: string) => ({ name, key: name, label })
  expect(matchColumns(['NAME ', 'Dirección', 'name', 'x'], [field('name', 'Nombre'), field('address', 'direccion')])).toEqual(['name', 'address', null, null])
})

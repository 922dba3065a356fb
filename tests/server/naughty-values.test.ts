import { stringify } from 'csv-stringify/sync'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { conditionText } from '../../runtime/list/filter.ts'
import { toSafe } from '../../server/records/formula-safe.ts'
import { impossible, isPresent, naughtyStrings, scripts } from '../support/naughty.ts'
import { allRows, each, exported, formFields, freeFields, imported, naughtyLayer, publish, type Row } from '../support/naughty-world.ts'
import { startTestServer } from '../support/server.ts'

// Some thousand requests each.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 })
const server = await startTestServer({ template: 'empty' })
// An empty text is none: it is kept as null, which has a test of its own.
const strings = [...new Set([...naughtyStrings, ...scripts])].filter((text) => text !== '')
// Names that JavaScript keeps for itself are refused as the name of anything in a request.
const forbidden = ['__proto__', 'constructor', 'prototype']
const options = strings.filter((text) => !forbidden.includes(text) && [...text].length <= 140 && !/\p{Cc}/u.test(text)).slice(0, 190)
/** Id of the record that holds each string. */
const idOf = new Map<string, string>()
const bodyOf = (text: string) => ({ title: text, long: text, rich: text, data: forbidden.includes(text) ? [text] : { [text]: [text] }, lines: [{ word: text, note: `${text}${text}` }] })

beforeAll(async () => {
  await publish(server, naughtyLayer(options))
  await each(strings, async (text) => {
    const made = await server.ask('POST', '/note', bodyOf(text))
    expect([text, made.status]).toEqual([text, 201])
    idOf.set(text, made.body.id)
  })
})
const shown = (rows: readonly Row[]): string[] => rows.map(({ title }) => title)

test.skipIf(!isPresent)('the well-known collection of hostile strings is among them', () => expect(strings.length).toBeGreaterThan(700))

describe('any string in a field for any text', () => {
  test('comes back byte for byte, in lines and in JSON too', async () => {
    const wrong = await each(strings, async (text) => {
      const { body } = await server.ask('GET', `/note/${idOf.get(text)}`)
      expect({ ...body, lines: body.lines.map(({ word, note }: Row) => ({ word, note })) }).toMatchObject(bodyOf(text))
      return freeFields.filter((field) => !Buffer.from(body[field]).equals(Buffer.from(text)))
    })
    expect(wrong.flat()).toEqual([])
  })
  test('is found by = as itself alone', async () => {
    const found = await each(strings, async (text) => shown(await allRows(server, 'note', { filter: conditionText({ field: 'title', operator: 'eq', value: text }), fields: 'title' })))
    expect(found).toEqual(strings.map((text) => [text]))
  })
  test('is found by contains and starts with exactly those that hold it', async () => {
    for (const [operator, holds] of [['contains', (of: string, part: string) => of.includes(part)], ['starts', (of: string, part: string) => of.startsWith(part)]] as const) {
      await each(strings, async (text) => {
        const found = shown(await allRows(server, 'note', { filter: conditionText({ field: 'title', operator, value: text }), fields: 'title' }))
        expect([text, found.toSorted()]).toEqual([text, strings.filter((one) => holds(one, text)).toSorted()])
      })
    }
  })
  test('is found by one of several', async () => {
    for (let from = 0; from < strings.length; from += 40) {
      const some = strings.slice(from, from + 40).filter((text) => text.length < 100)
      expect(shown(await allRows(server, 'note', { filter: conditionText({ field: 'title', operator: 'in', value: some }), fields: 'title' })).toSorted()).toEqual(some.toSorted())
    }
  })
  test('is found by searching for it', async () => {
    await each(strings.filter((text) => text.trim() !== ''), async (text) => expect([text, shown(await allRows(server, 'note', { search: text, fields: 'title' })).includes(text)]).toEqual([text, true]))
  })
  test('keeps its place in the order, page by page, both ways', async () => {
    const up = shown(await allRows(server, 'note', { sort: 'title', size: '37', fields: 'title' }))
    expect(up.toSorted()).toEqual(strings.toSorted())
    expect(shown(await allRows(server, 'note', { sort: '-title', size: '41', fields: 'title' }))).toEqual(up.toReversed())
    expect(shown(await allRows(server, 'note', { sort: 'title', fields: 'title' }))).toEqual(up)
  })
  test('is a group of its own', async () => {
    const { body } = await server.ask('GET', `/note?${new URLSearchParams({ group: 'title', measures: 'count', filter: "title.contains('a')" })}`)
    const held = strings.filter((text) => text.includes('a'))
    expect(body.groups.map((group: any) => [group.by.title, group.measures.count]).toSorted()).toEqual(held.map((text) => [text, 1]).toSorted())
  })
  test('is told by the history and by comments as it was', async () => {
    await each(strings.slice(0, 150), async (text) => {
      const at = `/note/${idOf.get(text)}`
      const { body: history } = await server.ask('GET', `${at}/history`)
      expect([text, JSON.stringify(history).includes(JSON.stringify(text))]).toEqual([text, true])
      const said = await server.ask('POST', `${at}/comments`, { body: text })
      expect([text, said.status, said.body.body ?? said.body.code]).toEqual(text.trim() === '' ? [text, 400, 'comment.empty'] : [text, 201, text])
    })
  })
})

test('an empty text is no text: it is kept as null, and found as empty', async () => {
  const { body } = await server.ask('POST', '/note', { title: '', long: '', rich: '', email: '', lines: [{ word: '' }] })
  expect(body).toMatchObject({ title: null, long: null, rich: null, email: null, lines: [{ word: null }] })
  expect(await allRows(server, 'note', { filter: 'title == null' })).toMatchObject([{ id: body.id }])
  await server.ask('DELETE', `/note/${body.id}`)
})

describe('a string that cannot be stored', () => {
  test('is refused in words at its field, everywhere', async () => {
    for (const text of impossible) {
      for (const body of [{ title: text }, { long: text }, { rich: text }, { data: { [text]: 1 } }, { data: [text] }, ...formFields.map((field) => ({ [field]: text }))]) {
        const [field] = Object.keys(body)
        const refused = await server.ask('POST', '/note', body)
        expect([JSON.stringify(body), refused.status, refused.body.problems?.[0]?.path]).toEqual([JSON.stringify(body), 400, `/${field}`])
        expect(refused.body.problems[0].message).toMatch(/\w+ \w+/)
      }
      expect((await server.ask('POST', '/note', { lines: [{ word: text }] })).body.problems).toMatchObject([{ path: '/lines/0/word', code: 'value.bad_character' }])
      expect((await server.ask('POST', `/note/${idOf.get('0')}/comments`, { body: text })).status).toBe(400)
    }
  })
  test('is no name of anything either', async () => {
    for (const text of [...strings.slice(0, 60), '\u0000']) {
      for (const query of [{ sort: text }, { fields: text }, { expand: text }, { group: text }, { measures: text }, { after: text }, { filter: text }, { search: text }, { [text]: '1' }]) {
        const { status } = await server.ask('GET', `/note?${new URLSearchParams(query as Record<string, string>)}`)
        expect([JSON.stringify(query), status < 500]).toEqual([JSON.stringify(query), true])
      }
      const { status, body } = await server.ask('POST', '/note', { [`${text} `]: 'x' })
      expect([text, status, body.code]).toEqual([text, 400, body.code])
    }
  })
})

test('a field for text of a form takes the string as it is, or refuses it by its name', async () => {
  const counts = await each(strings, async (text) => {
    const all = Object.fromEntries(formFields.map((field) => [field, text]))
    const first = await server.ask('POST', '/formed', all)
    expect([text, first.status]).toEqual([text, first.status === 201 ? 201 : 400])
    const refused = first.status === 201 ? [] : first.body.problems.map(({ path }: Row) => path.slice(1) as string)
    const taken = formFields.filter((field) => !refused.includes(field))
    expect([text, refused.toSorted()]).toEqual([text, formFields.filter((field) => !taken.includes(field)).toSorted()])
    if (taken.length === 0) return 0
    const { status, body } = await server.ask('POST', '/formed', Object.fromEntries(taken.map((field) => [field, text])))
    expect([text, status, taken.map((field) => body[field])]).toEqual([text, 201, taken.map((field) => (field === 'colour' ? text.toLowerCase() : text.trim()))])
    return taken.length
  })
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(300)
})

describe('a file', () => {
  const columns = (rows: readonly Row[], names: readonly string[]) => rows.map((row) => JSON.stringify(names.map((name) => row[name]))).toSorted()
  test('brings every string back as it was when it is imported again', async () => {
    const csv = await exported(server, 'note')
    expect(await imported(server, 'copy', { csv })).toMatchObject({ created: strings.length, refused: [] })
    const names = [...freeFields, 'data']
    expect(columns(await allRows(server, 'copy'), names)).toEqual(columns(await allRows(server, 'note'), names))
  })
  test('brings line items back as they were', async () => {
    const parents = await allRows(server, 'copy', { fields: 'title' })
    const csv = stringify([['_parent', 'word', 'note'], ...parents.map(({ id, title }) => [id, toSafe(title), toSafe(title)])])
    expect(await imported(server, 'copy', { csv, query: { into: 'lines', key: 'id' } })).toMatchObject({ updated: strings.length, refused: [] })
    await each(parents, async ({ id, title }) => expect((await server.ask('GET', `/copy/${id}`)).body.lines).toMatchObject([{ word: title, note: title }]))
  })
  test('holds no cell that a spreadsheet would run', async () => {
    const { parse } = await import('csv-parse/sync')
    const cells = (parse(await exported(server, 'note')) as string[][]).flat()
    expect(cells.filter((cell) => /^[\s"']*[=+\-@\t\r＝＋－＠]/.test(cell) && !cell.startsWith("'") && !/^[-+]?\d+(\.\d+)?$/.test(cell))).toEqual([])
  })
})

describe('an option whose key is hostile', () => {
  test('is chosen, found, exported and imported as it is', async () => {
    await each(options, async (key) => {
      const made = await server.ask('POST', '/odd', { title: key, one: key, some: [...new Set([key, options[0]])] })
      expect([key, made.status, made.body.one, made.body.some]).toEqual([key, 201, key, [...new Set([key, options[0]])]])
      expect(shown(await allRows(server, 'odd', { filter: conditionText({ field: 'one', operator: 'eq', value: key }) }))).toEqual([key])
    })
    expect(await imported(server, 'odd_copy', { csv: await exported(server, 'odd') })).toMatchObject({ created: options.length, refused: [] })
    const names = ['title', 'one', 'some']
    const plain = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(names.map((name) => row[name]))).toSorted()
    expect(plain(await allRows(server, 'odd_copy'))).toEqual(plain(await allRows(server, 'odd')))
  })
})

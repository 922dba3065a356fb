import { expect, test } from 'vitest'
import { recordWorld } from './record-world.ts'

const { ask, clerk } = await recordWorld()
const find = async (query: string, headers: Readonly<Record<string, string>> = {}) => (await ask('GET', `/_/search?${query}`, undefined, headers)).body as { groups: { entity: string; rows: { id: string; title: string; exact: boolean; found: { field: string; text: string }[] }[]; more: boolean }[]; left: number }

for (const name of ['Oak House', 'Oak Yard', 'Elm House']) await ask('POST', '/place', { name, region: name.startsWith('Oak') ? 'north' : 'south', code: name.slice(0, 5).trim().toUpperCase().replace(' ', '') + name.at(-1)! })
await ask('POST', '/tag', { name: 'house of cards' })
await ask('POST', '/deal', { region: 'north', secret: 'oakum' })
await ask('POST', '/deal', { region: 'south' })

test('one question finds in every entity', async () => {
  const { groups, left } = await find('q=house')
  expect(groups.map(({ entity, rows }) => [entity, rows.map(({ title }) => title).sort()])).toEqual([['place', ['Elm House', 'Oak House']], ['tag', ['house of cards']]])
  expect(left).toBe(0)
  expect((await find('q=house&entity=tag')).groups.map(({ entity }) => entity)).toEqual(['tag'])
  expect((await find('q=house&size=1')).groups[0]!.more).toBe(true)
})

test('it says where the words were found, if not in the title', async () => {
  expect((await find('q=oakhe')).groups[0]?.rows[0]).toMatchObject({ title: 'Oak House', exact: false, found: [{ field: 'code', text: 'OAKHe' }] })
})

test('an exact number comes first, however it is written', async () => {
  for (const q of ['D-0002', 'd-0002', '%23d-0002']) {
    const [group] = (await find(`q=${q}`)).groups
    expect(group).toMatchObject({ entity: 'deal', rows: [{ title: 'D-0002', exact: true }] })
  }
})

test('nobody finds what he may not read: rows, fields, numbers', async () => {
  expect((await find('q=house', clerk.headers)).groups.map(({ rows }) => rows.map(({ title }) => title))).toEqual([['Oak House'], ['house of cards']])
  expect((await find('q=oakum', clerk.headers)).groups).toEqual([])
  expect((await find('q=D-0002', clerk.headers)).groups).toEqual([])
})

test('signs that mean something to a database are letters here', async () => {
  for (const q of ["'", '%25', '\\', "x'%20||%20true", '%5C%27', '"', '_'.repeat(200), 'a'.repeat(200)]) expect((await ask('GET', `/_/search?q=${q}`)).status, q).toBe(200)
  expect((await ask('GET', '/_/search?q=%00')).status).toBe(400)
  expect((await find('q=%20')).groups).toEqual([])
})

test('only mine, only lately', async () => {
  expect((await find('q=house&mine=true')).groups).toHaveLength(2)
  expect((await find('q=house&mine=true', { ...clerk.headers })).groups).toEqual([])
  expect((await find('q=house&since=2020-01-01')).groups).toHaveLength(2)
  expect((await find('q=house&since=2999-01-01')).groups).toEqual([])
})

test('titles of kept links are those of now, and of what may not be read there is none', async () => {
  const { body } = await ask('GET', '/place?fields=name,region')
  const of = body.rows.map(({ id }: { id: string }) => `place/${id}`).join(',')
  expect((await ask('GET', `/_/titles?of=${of}`)).body.rows).toHaveLength(3)
  expect((await ask('GET', `/_/titles?of=${of}`, undefined, clerk.headers)).body.rows.map(({ title }: { title: string }) => title).sort()).toEqual(['Oak House', 'Oak Yard'])
})

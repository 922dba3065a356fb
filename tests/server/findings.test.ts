import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { publish } from '../support/naughty-world.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty' })
const { ask, url, cookie: ada } = server
const text = { type: 'text' }
const documents = {
  entity: {
    place: { label: 'Place', plural: 'Places', title: '{name}', fields: { name: text, region: text, near: { type: 'link', to: 'place' }, twin: { type: 'link', to: 'place', on_delete: 'clear' } } },
    visit: {
      label: 'Visit', plural: 'Visits',
      fields: {
        name: text, region: text, note: text, place: { type: 'link', to: 'place' }, fixed: { type: 'link', to: 'place' }, places: { type: 'links', to: 'place' }, any: { type: 'dynamic_link', to: ['place'] },
        open: { type: 'boolean' }, secret: text, weight: { type: 'decimal', precision: 10, scale: 3 }, count: { type: 'integer' }, next: { type: 'formula', formula: 'count + 1' }, near: { type: 'lookup', path: 'place.name' }, half: { type: 'formula', formula: 'weight / 2' },
        picture: { type: 'image' }, lines: { type: 'children', fields: { at: { type: 'link', to: 'place' }, word: text } },
      },
    },
    hidden: { label: 'Hidden thing', plural: 'Hidden things', fields: { place: { type: 'link', to: 'place' } } },
  },
  role: {
    clerk: { label: 'Clerk', may: {
      place: { read: "region == 'north'", create: true, update: true, delete: true },
      visit: { read: true, update: true, not_fields: ['secret'], readonly_fields: ['fixed'] } } },
    opener: { label: 'Opener', may: { visit: { read: 'open', update: true, fields: ['secret'] } } },
    keeper: { label: 'Keeper', may: { user: { read: true, create: true, update: true, delete: true } } },
    boss: { label: 'Boss', may: {} },
  },
}
await publish(server, { name: 'shop', label: 'Shop', version: '1', needs: ['base'], edits: {}, documents })
const as = async (name: string, roles: string[]) => {
  const person = await addPerson(server, name, roles)
  return { id: person.id, headers: { cookie: (await person.signIn()).cookie } }
}
const clerk = await as('clerk', ['clerk', 'opener'])
const keeper = await as('keeper', ['keeper'])
const make = async (entity: string, data: unknown): Promise<string> => {
  const { status, body } = await ask('POST', `/${entity}`, data)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}
const codes = ({ body }: { body: any }) => (body.problems ?? []).map((one: { code: string; path: string }) => [one.code, one.path])
const north = await make('place', { name: 'N', region: 'north' })
const other = await make('place', { name: 'M', region: 'north' })
const south = await make('place', { name: 'S', region: 'south' })
const raw = async (id: string) => (await ask('GET', `/visit/${id}`)).body

test('what a person sees and sends back unchanged changes nothing, also where a target or a cell is hidden from him', async () => {
  const id = await make('visit', { name: 'a', place: south, fixed: south, places: [south, north], any: { entity: 'place', id: south }, secret: 's', lines: [{ at: south, word: 'w' }] })
  const seen = (await ask('GET', `/visit/${id}`, undefined, clerk.headers)).body
  expect([seen.place, seen.fixed, seen.places, seen.any, seen.secret, seen.lines[0].at]).toEqual([null, null, [north], null, null, null])
  const before = await raw(id)
  const { place, fixed, places, any, secret, lines } = seen
  const sent = { place, fixed, places, any, secret, lines: lines.map(({ id: line, at, word }: any) => ({ id: line, at, word })) }
  expect(codes(await ask('PATCH', `/visit/${id}`, { ...sent, note: 'n' }, clerk.headers))).toEqual([])
  const { _version, _updated_at, _updated_by, note, ...after } = await raw(id)
  expect(before).toMatchObject(after)
  expect(note).toBe('n')
})

test('an explicit change works as far as a person can see: what is hidden in a list stays, and what is hidden cannot be named', async () => {
  const id = await make('visit', { place: south, places: [south, north], secret: 's' })
  const change = (data: object) => ask('PATCH', `/visit/${id}`, data, clerk.headers)
  expect(codes(await change({ places: [north, other], place: other, secret: 't' }))).toEqual([])
  expect(await raw(id)).toMatchObject({ places: [south, north, other], place: other, secret: 't' })
  expect(codes(await change({ places: [], place: null }))).toEqual([])
  expect(await raw(id)).toMatchObject({ places: [south], place: null })
  expect(codes(await change({ places: [south] }))).toEqual([['record.no_target', '/places']])
  await ask('PATCH', `/visit/${id}`, { place: south })
  expect(codes(await change({ place: south }))).toEqual([['record.no_target', '/place']])
  await ask('PATCH', `/visit/${id}`, { places: [] })
  expect((await raw(id)).places).toEqual([])
})

test('what is computed on reading may come back as it was shown, and no other value', async () => {
  const id = await make('visit', { place: north })
  const { near } = await raw(id)
  expect([near, (await ask('PATCH', `/visit/${id}`, { near, note: 'n' })).status]).toEqual(['N', 200])
  for (const value of [null, 'M']) expect(codes(await ask('PATCH', `/visit/${id}`, { near: value }))).toEqual([['record.computed_field', '/near']])
  await ask('PATCH', `/visit/${id}`, { place: null })
  expect((await ask('PATCH', `/visit/${id}`, { near: null, note: 'm' })).status).toBe(200)
})

test('targets in the bin stay in a list that is changed', async () => {
  const gone = await make('place', { name: 'G', region: 'north' })
  const id = await make('visit', { places: [gone, north] })
  await ask('DELETE', `/place/${gone}`)
  expect((await ask('PATCH', `/visit/${id}`, { places: [other] })).body.places).toEqual([other])
  await ask('POST', `/place/${gone}/restore`)
  expect((await raw(id)).places).toEqual([gone, other])
})

test('a record that links to itself is deleted and destroyed like any other', async () => {
  for (const field of ['near', 'twin']) {
    const id = await make('place', { name: 'self' })
    expect((await ask('PATCH', `/place/${id}`, { [field]: id })).body[field]).toBe(id)
    expect((await ask('DELETE', `/place/${id}`)).status).toBe(204)
    expect((await ask('POST', `/place/${id}/restore`)).status).toBeLessThan(300)
    expect((await ask('GET', `/place/${id}`)).body[field]).toBe(id)
    expect([(await ask('DELETE', `/place/${id}`)).status, (await ask('DELETE', `/place/${id}?purge=true`)).status]).toEqual([204, 204])
  }
})

test('a refused deletion tells of the records that refer only what the person may read', async () => {
  const id = await make('place', { name: 'used', region: 'north' })
  await make('hidden', { place: id })
  await make('place', { name: 'far', region: 'south', near: id })
  const blind = await ask('DELETE', `/place/${id}`, undefined, clerk.headers)
  expect([blind.status, blind.body.problems]).toMatchObject([409, [{ code: 'record.referred_unseen', path: '' }]])
  expect(blind.body.problems[0].params ?? {}).toEqual({})
  await make('place', { name: 'close', region: 'north', near: id })
  const told = await ask('DELETE', `/place/${id}`, undefined, clerk.headers)
  expect(told.body.problems).toMatchObject([{ code: 'record.referred', params: { count: 1, entity: 'Places' } }])
  expect((await ask('DELETE', `/place/${id}`)).body.problems.map((one: any) => one.params)).toMatchObject([{ count: 2, entity: 'Places' }, { count: 1, entity: 'Hidden things' }])
})

test('groups answer the same wire values as rows', async () => {
  const id = await make('visit', { name: 'wire', weight: '-3', count: 2 })
  const row = await raw(id)
  expect([row.weight, row.count, row.next, row.half]).toEqual(['-3', 2, 3, '-1.5'])
  const filter = encodeURIComponent("name == 'wire'")
  const { groups, totals } = (await ask('GET', `/visit?filter=${filter}&group=weight,next,half&measures=count,sum(weight),sum(count),max(next),min(half),sum(next)`)).body
  expect(groups[0].by).toEqual({ weight: row.weight, next: row.next, half: row.half })
  expect(totals).toEqual({ count: 1, 'sum(weight)': '-3', 'sum(count)': 2, 'max(next)': 3, 'min(half)': '-1.5', 'sum(next)': 3 })
  expect((await ask('GET', `/visit?filter=${filter}&group=count`)).body.groups[0].by).toEqual({ count: 2 })
})

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
async function upload(content: BlobPart, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([content]), name)
  const reply = await fetch(`${url}/api/_/files`, { method: 'POST', body: form, headers: { 'x-officina': '1', cookie: ada } })
  return ((await reply.json()) as { id: string }).id
}
test('a picture is a picture by its content', async () => {
  const page = await upload('<!doctype html><script>alert(1)</script>', 'page.html')
  const refused = await ask('POST', '/visit', { picture: page })
  expect([refused.status, codes(refused)]).toEqual([400, [['record.no_image', '/picture']]])
  expect((await ask('POST', '/visit', { picture: await upload(png, 'dot.png') })).status).toBe(201)
})

test('nobody deletes, restores or deactivates a person who may more than he does', async () => {
  const boss = await make('user', { name: 'Boss', email: 'boss@example.com', roles: ['boss'] })
  const plain = await make('user', { name: 'Plain', email: 'plain@example.com', roles: ['keeper'] })
  const does = (method: 'DELETE' | 'POST' | 'PATCH', path: string, body?: unknown) => ask(method, `/user/${path}`, body, keeper.headers)
  expect(codes(await does('PATCH', boss, { active: false }))).toEqual([['record.roles_beyond', '/active']])
  const removed = await does('DELETE', boss)
  expect([removed.status, removed.body.code]).toEqual([403, 'record.roles_beyond'])
  expect((await ask('DELETE', `/user/${boss}`)).status).toBe(204)
  expect((await does('POST', `${boss}/restore`)).body.code).toBe('record.roles_beyond')
  expect((await does('PATCH', boss, { name: 'B' })).status).toBe(404)
  expect((await does('PATCH', plain, { active: false })).status).toBe(200)
  expect((await does('DELETE', plain)).status).toBe(204)
  expect((await does('POST', `${plain}/restore`)).status).toBeLessThan(300)
})

test('who may read but not export is forbidden to take the table out', async () => {
  for (const form of ['csv', 'json']) {
    const { status, body } = await ask('GET', `/_/export/visit.${form}`, undefined, clerk.headers)
    expect([status, body.code]).toEqual([403, 'query.no_export'])
  }
})

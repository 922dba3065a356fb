import { expect, test } from 'vitest'
import { recordWorld } from './record-world.ts'

const { ask, url, cookie, clerk, whole } = await recordWorld()
type Reply = { status: number; body: any }
const codes = ({ body }: Reply) => (body.problems ?? []).map((one: { code: string; path: string }) => [one.code, one.path])
const make = async (entity: string, data: unknown): Promise<string> => {
  const { status, body } = await ask('POST', `/${entity}`, data)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}
const sent = async (entity: string, csv: string, { query = '', headers = { cookie } as Record<string, string> } = {}): Promise<Reply> => {
  // Pages send a form with the file, programs the file itself.
  const form = new FormData()
  form.append('file', new Blob([csv], { type: 'text/csv' }), 'rows.csv')
  const reply = await fetch(`${url}/api/_/import/${entity}${query}`, { method: 'POST', body: headers['authorization'] ? csv : form, headers: { 'x-officina': '1', ...(headers['authorization'] ? { 'content-type': 'text/csv' } : {}), ...headers } })
  return { status: reply.status, body: await reply.json() }
}

test('nobody writes a record out of his own rights, in either direction', async () => {
  const own = await ask('POST', '/deal', { region: 'north' }, clerk.headers)
  expect(own.status).toBe(201)
  expect(codes(await ask('PATCH', `/deal/${own.body.id}`, { region: 'south' }, clerk.headers))).toEqual([['record.outside', '']])
  expect(codes(await ask('POST', '/deal', { region: 'south' }, clerk.headers))).toEqual([['record.outside', '']])
  const other = await make('deal', { region: 'south' })
  expect((await ask('PATCH', `/deal/${other}`, { region: 'north' }, clerk.headers)).status).toBe(404)
  expect((await ask('GET', `/deal/${own.body.id}`)).body.region).toBe('north')
})

test('lines swap unique values in one save, and a taken one is reported at its line', async () => {
  const made = await ask('POST', '/deal', { lines: [{ code: 'a', quantity: 1 }, { code: 'b', quantity: 2 }] })
  const [a, b] = made.body.lines
  const swapped = await ask('PATCH', `/deal/${made.body.id}`, { lines: [{ id: a.id, code: 'b' }, { id: b.id, code: 'a' }] })
  expect([swapped.status, swapped.body.lines.map((line: { code: string }) => line.code), swapped.body.quantity]).toEqual([200, ['b', 'a'], made.body.quantity])
  const twice = await ask('PATCH', `/deal/${made.body.id}`, { lines: [{ id: a.id }, { id: b.id }, { code: 'a' }] })
  expect([twice.status, codes(twice)]).toEqual([409, [['record.unique', '/lines/2/code']]])
  expect(codes(await ask('POST', '/deal', { lines: [{}, {}, {}, {}] }))).toEqual([['record.lines', '/lines']])
})

test('links of every kind lead to records that may be chosen, and to no others', async () => {
  const [north, south, tag] = [await make('place', { name: 'N', region: 'north' }), await make('place', { name: 'S', region: 'south' }), await make('tag', { name: 't' })]
  const made = await ask('POST', '/deal', { place: north, tags: [tag], about: { entity: 'tag', id: tag } })
  expect([made.status, made.body.tags, made.body.about]).toEqual([201, [tag], { entity: 'tag', id: tag }])
  expect(codes(await ask('POST', '/deal', { place: south }))).toEqual([['record.no_target', '/place']])
  expect(codes(await ask('POST', '/deal', { tags: [north] }))).toEqual([['record.no_target', '/tags']])
  expect(codes(await ask('POST', '/deal', { about: { entity: 'deal', id: made.body.id } }))[0][1]).toMatch(/^\/about/)
  expect(codes(await ask('POST', '/deal', { about: { entity: 'place', id: south } }, clerk.headers))).toEqual([['record.no_target', '/about']])
  expect((await ask('DELETE', `/place/${north}`)).status).toBe(204)
  expect((await ask('GET', `/deal/${made.body.id}`)).body.place).toBeNull()
})

test('required, read-only, visible and check rules hold with the values as they are saved', async () => {
  expect(codes(await ask('POST', '/deal', { state: 'lost' }))).toEqual([['record.required', '/reason']])
  expect((await ask('POST', '/deal', { state: 'open' })).status).toBe(201)
  expect(codes(await ask('POST', '/deal', { amount: -1 }))).toEqual([['record.check', '/amount']])
  const done = await make('deal', { fixed: 'x' })
  await ask('PATCH', `/deal/${done}`, { state: 'done' })
  expect(codes(await ask('PATCH', `/deal/${done}`, { fixed: 'y' }))).toEqual([['record.readonly_field', '/fixed']])
  expect((await ask('PATCH', `/deal/${done}`, { fixed: 'x', state: 'open' })).status).toBe(200)
})

test('numbers without a promise of no gaps never wait, and imported ones are not given again', async () => {
  const many = await Promise.all(Array.from({ length: 40 }, () => ask('POST', '/deal', {})))
  expect(many.map(({ status }) => status)).toEqual(many.map(() => 201))
  expect(new Set(many.map(({ body }) => body.number)).size).toBe(40)
  expect((await sent('deal', 'number,region\nD-5000,north\n', { headers: clerk.headers })).body).toMatchObject({ created: 1, written: true })
  expect((await ask('POST', '/deal', {})).body.number).toBe('D-5001')
  expect((await ask('POST', '/deal', { number: 'D-9' })).status).toBe(400)
})

test('an import says of each row what is wrong, keeps the good ones where that is wanted, and finds records only in sight', async () => {
  const [tell, hide] = [await make('place', { name: 'Near', code: 'near', region: 'north' }), await make('place', { name: 'Far', code: 'far', region: 'south' })]
  const file = 'Ort,Region\nnear,north\nNear,north\nfar,north\nnowhere,north\nnear,south\n'
  const query = `?map=${encodeURIComponent('{"Ort":"place","Region":"region"}')}`
  const tried = await sent('deal', file, { query, headers: clerk.headers })
  expect([tried.body.written, tried.body.refused.map((one: { row: number; problems: { code: string }[] }) => [one.row, one.problems[0]!.code])]).toEqual([false, [[4, 'import.no_match'], [5, 'import.no_match'], [6, 'record.outside']]])
  const partial = await sent('deal', file, { query: `${query}&partial=true`, headers: clerk.headers })
  expect(partial.body).toMatchObject({ written: true, created: 2 })
  expect((await ask('GET', `/deal?filter=${encodeURIComponent(`place == '${tell}'`)}`)).body.count.value).toBe(2)
  expect(hide).not.toBe(tell)
  const unique = await sent('place', 'name,code\nA,u1\nB,u1\nC,near\nD,u2\n', { query: '?partial=true' })
  expect([unique.body.created, unique.body.refused.map((one: { row: number }) => one.row)]).toEqual([2, [3, 4]])
  const keyed = await sent('place', 'code,name\nu2,Dora\nu9,New\n', { query: '?key=code' })
  expect(keyed.body).toMatchObject({ created: 1, updated: 1 })
})

test('a table goes out as CSV and as JSON, each with what the reader may see', async () => {
  const take = async (extension: string) => (await fetch(`${url}/api/_/export/deal.${extension}`, { headers: clerk.headers })).text()
  const rows = JSON.parse(await take('json')) as Record<string, unknown>[]
  expect(rows.length).toBeGreaterThan(0)
  expect([rows.every(({ region }) => region === 'north'), 'secret' in rows[0]!, (await take('csv')).split('\n')[0]!.includes('secret')]).toEqual([true, false, false])
})

test('an answer given before says no more than its reader may know now', async () => {
  const once = { ...clerk.headers, 'idempotency-key': 'a' }
  const first = await ask('POST', '/deal', { region: 'north' }, once)
  expect((await ask('POST', '/deal', { region: 'north' }, once)).body).toEqual(first.body)
  await ask('PATCH', `/deal/${first.body.id}`, { region: 'south' })
  expect((await ask('POST', '/deal', { region: 'north' }, once)).body).toEqual({ id: first.body.id })
})

test('history leaves out fields that the reader may not see', async () => {
  const id = await make('deal', { secret: 's', state: 'won', reason: 'r' })
  const changes = async (headers = {}) => (await ask('GET', `/deal/${id}/history`, undefined, headers)).body.rows[0].changes
  expect([(await changes()).secret, (await changes(clerk.headers)).secret, (await changes(clerk.headers)).state]).toEqual([[null, 's'], undefined, [null, 'won']])
})

test('a comment is changed and taken back by its author alone', async () => {
  const id = await make('deal', {})
  const { body: comment } = await ask('POST', `/deal/${id}/comments`, { body: 'first' })
  expect((await ask('PATCH', `/deal/${id}/comments/${comment.id}`, { body: 'second' })).body).toMatchObject({ body: 'second' })
  expect((await ask('DELETE', `/deal/${id}/comments/${comment.id}`, undefined, whole.headers)).status).toBe(404)
  expect((await ask('DELETE', `/deal/${id}/comments/${comment.id}`)).status).toBe(204)
  expect((await ask('GET', `/deal/${id}/comments`)).body.rows).toEqual([])
})

test('what is in the bin is destroyed by an administrator alone', async () => {
  const id = await make('tag', { name: 'gone' })
  await ask('DELETE', `/tag/${id}`)
  expect((await ask('DELETE', `/tag/${id}?purge=true`, undefined, whole.headers)).status).toBe(404)
  expect([(await ask('DELETE', `/tag/${id}?purge=true`)).status, (await ask('POST', `/tag/${id}/restore`)).status]).toEqual([204, 404])
})

test('five thousand rows with two links are imported at speed by a person with rights', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `north,near,,s${i},,,,${i}`)
  const started = performance.now()
  const done = await sent('deal', ['region,place,about,state,reason,fixed,paper,amount', ...rows].join('\n').replaceAll(/,(s\d+),/g, ',$1,r'), { headers: clerk.headers })
  console.log(`import over HTTP: ${Math.round(5000 / ((performance.now() - started) / 1000))} rows/s`)
  expect(done.body).toMatchObject({ created: 5000, written: true })
})

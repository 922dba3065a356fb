import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { publish } from '../support/naughty-world.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty' })
const { ask } = server
const documents = {
  entity: { job: { label: 'Job', plural: 'Jobs', title: '{name}', fields: {
    name: { type: 'text', label: 'Name', required: true }, region: { type: 'text', label: 'Region' }, secret: { type: 'text', label: 'Secret' }, code: { type: 'sequence', label: 'Code', pattern: 'J-{000}' },
    note: { type: 'text', label: 'Note' }, done: { type: 'boolean', label: 'Done' }, price: { type: 'integer', label: 'Price', readonly: 'done', required: "region == 'west'" }, odd: { type: 'text', label: 'Odd', readonly: "secret == 'x'" },
    twice: { type: 'formula', label: 'Twice', formula: 'price * 2' }, twin: { type: 'link', label: 'Twin', to: 'job' },
  } } },
  role: {
    worker: { label: 'Worker', may: { job: { read: "region == 'north'", create: true, update: true, not_fields: ['secret'], readonly_fields: ['note'] }, user: { read: true } } },
    clerk: { label: 'Clerk', may: { job: { read: true }, user: { read: true } } },
  },
}
await publish(server, { name: 'work', label: 'Work', version: '1', needs: [], documents, edits: {} })
const bea = await addPerson(server, 'bea', ['worker'])
const cid = await addPerson(server, 'cid', ['worker'])
const dan = await addPerson(server, 'dan', ['clerk'])
const [asBea, asCid, asDan] = await Promise.all([bea, cid, dan].map(async (one) => ({ cookie: (await one.signIn()).cookie }))) as [{ cookie: string }, { cookie: string }, { cookie: string }]
const job = async (fields: object, as?: { cookie: string }): Promise<string> => (await ask('POST', '/job', { name: 'Roof', region: 'north', ...fields }, as)).body.id
const notices = async (as: { cookie: string }) => ((await ask('GET', '/_/notices', undefined, as)).body.rows as { kind: string; text: string | null; record: string }[])
const of = async (as: { cookie: string }, id: string): Promise<string[]> => (await notices(as)).filter(({ record }) => record === id).map(({ kind }) => kind).sort()

test('who makes a record or comments on it follows it and is told of changes and comments by others', async () => {
  const id = await job({}, asBea)
  await ask('POST', `/job/${id}/comments`, { body: 'Who has the ladder?' }, asCid)
  expect((await ask('GET', `/job/${id}/followers`, undefined, asCid)).body).toEqual({ rows: [{ person: bea.id }, { person: cid.id }], following: true })
  expect(await of(asBea, id)).toEqual(['comment'])
  await ask('PATCH', `/job/${id}`, { name: 'New roof' })
  expect([await of(asBea, id), await of(asCid, id)]).toEqual([['changed', 'comment'], ['changed']])
})

test('a change in fields that a follower never sees tells him nothing; nor does anything after he said not to follow', async () => {
  const id = await job({}, asBea)
  await ask('PATCH', `/job/${id}`, { secret: 'deep' })
  expect(await of(asBea, id)).toEqual([])
  await ask('PUT', `/job/${id}/following`, { following: false }, asBea)
  await ask('POST', `/job/${id}/comments`, { body: 'I only say' }, asBea)
  await ask('PATCH', `/job/${id}`, { name: 'Other' })
  expect(await of(asBea, id)).toEqual([])
  expect((await ask('GET', `/job/${id}/followers`, undefined, asBea)).body.following).toBe(false)
})

test('only people who may read the record are offered, and only they are told that a comment calls them', async () => {
  const id = await job({ region: 'south' })
  const offered = async (search = ''): Promise<string[]> => ((await ask('GET', `/job/${id}/people?search=${search}`)).body.rows as { name: string }[]).map(({ name }) => name)
  expect(await offered()).toEqual(['dan'])
  expect(await offered('bea')).toEqual([])
  await ask('POST', `/job/${id}/comments`, { body: `@[Bea](${bea.id}) and @[Dan](${dan.id}): look` })
  expect([await of(asBea, id), await of(asDan, id)]).toEqual([[], ['mention']])
  expect((await notices(asDan)).find(({ record }) => record === id)?.text).toBe('@Bea and @Dan: look')
  expect((await ask('GET', `/job/${id}/people`, undefined, asBea)).status).toBe(404)
})

test('comments are answered and reacted to; a reaction is given once and taken back', async () => {
  const id = await job({})
  const { body: first } = await ask('POST', `/job/${id}/comments`, { body: 'First' })
  const answered = await ask('POST', `/job/${id}/comments`, { body: 'Second', reply_to: first.id }, asBea)
  expect(answered.body).toMatchObject({ reply_to: first.id, open: true, reactions: [] })
  const at = `/job/${id}/comments/${first.id}/reaction`
  for (const as of [asBea, asBea, asCid]) expect((await ask('PUT', at, { sign: '👍', on: true }, as)).status).toBe(204)
  const read = async () => (await ask('GET', `/job/${id}/comments`, undefined, asBea)).body.rows[0].reactions
  expect(await read()).toEqual([{ sign: '👍', people: [bea.id, cid.id] }])
  await ask('PUT', at, { sign: '👍', on: false }, asBea)
  expect(await read()).toEqual([{ sign: '👍', people: [cid.id] }])
  expect((await ask('PUT', at, { sign: 'no', on: true }, asBea)).status).toBe(400)
  expect((await ask('POST', `/job/${id}/comments`, { body: 'x', reply_to: bea.id })).status).toBe(404)
})

test('a history names linked records by their titles, as far as its reader may see them', async () => {
  const [seen, unseen] = [await job({ name: 'Seen' }), await job({ name: 'Unseen', region: 'south' })]
  const id = await job({ twin: seen })
  await ask('PATCH', `/job/${id}`, { twin: unseen })
  expect((await ask('GET', `/job/${id}/history`)).body.titles).toEqual({ [seen]: 'Seen', [unseen]: 'Unseen' })
  expect((await ask('GET', `/job/${id}/history`, undefined, asBea)).body.titles).toEqual({ [seen]: 'Seen' })
})

test('files are attached by who may change the record and read by who may read it', async () => {
  const id = await job({})
  const form = new FormData()
  form.append('file', new Blob(['hello']), 'plan.txt')
  const file = (await (await fetch(`${server.url}/api/_/files`, { method: 'POST', body: form, headers: { 'x-officina': '1', ...asBea } })).json() as { id: string }).id
  expect((await ask('GET', `/_/files/${file}`, undefined, asCid)).status).toBe(404)
  expect((await ask('POST', `/job/${id}/files`, { file }, asCid)).status).toBe(404)
  expect((await ask('POST', `/job/${id}/files`, { file }, asBea)).status).toBe(201)
  expect((await ask('GET', `/job/${id}/files`, undefined, asDan)).body.rows).toMatchObject([{ id: file, name: 'plan.txt', type: 'text/plain' }])
  expect((await ask('DELETE', `/job/${id}/files/${file}`, undefined, asDan)).status).toBe(403)
  expect((await fetch(`${server.url}/api/_/files/${file}`, { headers: asCid })).status).toBe(200)
  expect((await ask('DELETE', `/job/${id}/files/${file}`, undefined, asCid)).status).toBe(204)
  expect((await fetch(`${server.url}/api/_/files/${file}`, { headers: asCid })).status).toBe(404)
})

test('why a field is locked or required is said by what decides it: the kind, the rule, the roles', async () => {
  const id = await job({ price: 3 })
  await ask('PATCH', `/job/${id}`, { done: true, secret: 'x' })
  const why = async (field: string, as?: { cookie: string }): Promise<string[]> => ((await ask('GET', `/job/${id}/locks/${field}`, undefined, as)).body.reasons as { message: string }[]).map(({ message }) => message)
  expect(await why('twice')).toEqual(['It is computed and follows the other values.'])
  expect(await why('code')).toEqual(['It is given when the record is saved and stays.'])
  expect(await why('price')).toEqual(['It is locked while this holds: Done'])
  expect(await why('name')).toEqual(['Every Job needs it.'])
  expect(await why('note', asBea)).toEqual(['None of your roles (Worker) may change this field here.', 'May be changed by: Administrator'])
  expect(await why('done', asDan)).toEqual(['None of your roles (Clerk) may change this record.', 'May be changed by: Administrator, Worker'])
  expect(await why('odd', asBea)).toEqual(['A rule about values that you do not see locks it now.'])
  expect((await ask('GET', `/job/${id}/locks/secret`, undefined, asBea)).status).toBe(404)
  await ask('PATCH', `/job/${id}`, { region: 'west', done: false })
  expect(await why('price')).toEqual(["It is required while this holds: Region == 'west'"])
})

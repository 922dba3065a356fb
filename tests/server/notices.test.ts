import { readdirSync, readFileSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const data = mkdtempSync(join(tmpdir(), 'officina-notices-'))
const server = await startTestServer({ template: 'empty', env: { OFFICINA_DATA: data } })
const { ask } = server
const documents = {
  entity: { job: { label: 'Job', plural: 'Jobs', title: '{name}', fields: {
    name: { type: 'text', label: 'Name' }, region: { type: 'text', label: 'Region' },
    doer: { type: 'link', label: 'Doer', to: 'user' }, helpers: { type: 'links', label: 'Helpers', to: 'user' }, spy: { type: 'link', label: 'Spy', to: 'user' },
  } } },
  role: {
    worker: { label: 'Worker', may: { job: { read: "region == 'north'", update: true, not_fields: ['spy'] }, user: { read: true } } },
  },
}
const { body: live } = await ask('GET', '/_/publish')
await ask('POST', '/_/publish', { base: live.version, layer: { name: 'work', label: 'Work', version: '1', needs: [], documents, edits: {} } })
const bea = await addPerson(server, 'bea', ['worker'])
const asBea = { cookie: (await bea.signIn()).cookie }
const cid = await addPerson(server, 'cid', ['worker'])
const asCid = { cookie: (await cid.signIn()).cookie }
const notices = async (as = asBea) => (await ask('GET', '/_/notices', undefined, as)).body as { rows: { id: string; kind: string; title: string; record: string; read: boolean; by_name: string }[]; muted: { record: string }[]; next: string | null }
const job = async (fields: object): Promise<string> => (await ask('POST', '/job', { region: 'north', ...fields })).body.id

test('who is named in a field of a record is told who did it; who names himself is not', async () => {
  const id = await job({ name: 'Roof', doer: bea.id })
  expect((await notices()).rows).toMatchObject([{ kind: 'assigned', title: 'Roof', record: id, read: false, by_name: 'Ada Admin' }])
  await ask('PATCH', `/job/${id}`, { name: 'Roof, again' })
  expect((await notices()).rows).toHaveLength(1)
  await ask('PATCH', `/job/${id}`, { doer: cid.id }, asCid)
  expect((await notices(asCid)).rows).toEqual([])
  // Somebody else does it now.
  expect((await notices()).rows).toEqual([])
  await ask('PATCH', `/job/${id}`, { helpers: [bea.id] })
  expect((await notices()).rows.map(({ title }) => title)).toEqual(['Roof, again'])
})

test('nothing is shown of a record that may not be read, nor of a field out of sight', async () => {
  const hidden = await job({ name: 'Far away', region: 'south', doer: bea.id })
  await job({ name: 'Watched', spy: bea.id })
  const id = await job({ name: 'Near', doer: bea.id })
  expect((await notices()).rows.map(({ title }) => title)).toEqual(['Near', 'Roof, again'])
  await ask('PATCH', `/job/${hidden}`, { region: 'north' })
  expect((await notices()).rows.map(({ title }) => title)).toContain('Far away')
  await ask('PATCH', `/job/${hidden}`, { region: 'south' })
  await ask('DELETE', `/job/${id}`)
  expect((await notices()).rows.map(({ title }) => title)).toEqual(['Roof, again'])
  expect((await ask('POST', '/_/notices/mute', { entity: 'job', record: hidden, muted: true }, asBea)).status).toBe(404)
})

test('notices are read, done, put off and brought back, each person his own', async () => {
  const { rows: [first] } = await notices()
  const ids = [first!.id]
  await ask('POST', '/_/notices/read', { ids }, asCid)
  expect((await notices()).rows[0]!.read).toBe(false)
  await ask('POST', '/_/notices/read', { ids }, asBea)
  expect((await notices()).rows[0]!.read).toBe(true)
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await ask('POST', '/_/notices/snooze', { ids, until }, asBea)
  expect(await notices()).toMatchObject({ rows: [], next: until })
  await ask('POST', '/_/notices/open', { ids }, asBea)
  await ask('POST', '/_/notices/all-read', undefined, asBea)
  expect((await notices()).rows).toMatchObject([{ read: true }])
  await ask('POST', '/_/notices/done', { ids }, asBea)
  expect((await notices()).rows).toEqual([])
  expect((await ask('POST', '/_/notices/snooze', { ids, until: '9999-01-01T00:00:00Z' }, asBea)).status).toBe(400)
})

test('of a muted record nothing is told until it is heard again', async () => {
  const id = await job({ name: 'Loud', doer: bea.id })
  await ask('POST', '/_/notices/mute', { entity: 'job', record: id, muted: true }, asBea)
  await ask('PATCH', `/job/${id}`, { doer: null })
  await ask('PATCH', `/job/${id}`, { doer: bea.id })
  expect(await notices()).toMatchObject({ rows: [], muted: [{ record: id }] })
  await ask('POST', '/_/notices/mute', { entity: 'job', record: id, muted: false }, asBea)
  await ask('PATCH', `/job/${id}`, { doer: null })
  await ask('PATCH', `/job/${id}`, { doer: bea.id })
  expect((await notices()).rows.map(({ title }) => title)).toEqual(['Loud'])
})

test('who wants letters instead gets letters, of what he may read', async () => {
  await ask('PUT', '/_/settings/notices', { value: { assigned: { app: false, mail: true } } }, asCid)
  await job({ name: 'Hidden letter', region: 'south', doer: cid.id })
  await job({ name: 'Letter', doer: cid.id })
  expect((await notices(asCid)).rows).toEqual([])
  const letters = () => { try { return readdirSync(join(data, 'mail')).map((name) => readFileSync(join(data, 'mail', name), 'utf8')) } catch { return [] } }
  await expect.poll(letters, { timeout: 15_000 }).toHaveLength(1)
  expect(letters()[0]).toContain('Job Letter was assigned to you')
})

test('an open page hears at once that there is something, and nothing of what it is', async () => {
  const stop = new AbortController()
  const stream = await fetch(`${server.url}/api/_/events`, { headers: asBea, signal: stop.signal })
  let text = ''
  void (async () => { for await (const part of stream.body!) text += Buffer.from(part).toString() })().catch(() => {})
  await job({ name: 'Heard', region: 'south', doer: bea.id })
  await expect.poll(() => text, { timeout: 3000 }).toContain('event: noticed\ndata: {}')
  expect(text).not.toContain('Heard')
  stop.abort()
})

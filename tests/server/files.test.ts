import { expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty' })
const { ask, url, cookie: ada } = server
const documents = {
  entity: {
    contract: {
      label: 'Contract', plural: 'Contracts',
      fields: {
        region: { type: 'text', label: 'Region' }, paper: { type: 'file', label: 'Paper' },
        lines: { type: 'children', label: 'Lines', fields: { scan: { type: 'file', label: 'Scan' } } },
      },
    },
  },
  role: {
    north: { label: 'North', may: { contract: { read: "region == 'north'" } } },
    list: { label: 'List', may: { contract: { read: "region != 'secret'", not_fields: ['paper', 'lines'] } } },
  },
}
const { body: live } = await ask('GET', '/_/publish')
const published = await ask('POST', '/_/publish', { base: live.version, layer: { name: 'shop', label: 'Shop', version: '1', needs: [], documents, edits: {} } })
if (published.status !== 200) throw new Error(JSON.stringify(published.body, null, 1))
const reader = await (await addPerson(server, 'reader', ['north', 'list'])).signIn().then(({ cookie }) => cookie)

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
interface Given { name?: string; type?: string; cookie?: string }
async function upload(content: BlobPart, { name = 'paper.txt', type = 'text/plain', cookie = ada }: Given = {}): Promise<{ status: number; body: any }> {
  const form = new FormData()
  form.append('file', new Blob([content], { type }), name)
  const reply = await fetch(`${url}/api/_/files`, { method: 'POST', body: form, headers: { 'x-officina': '1', cookie } })
  return { status: reply.status, body: await reply.json() }
}
async function download(id: string, cookie = ada): Promise<{ status: number; text: string; header: (name: string) => string | null }> {
  const reply = await fetch(`${url}/api/_/files/${id}`, { headers: { cookie } })
  return { status: reply.status, text: await reply.text(), header: (name) => reply.headers.get(name) }
}
const contract = async (data: object): Promise<string> => {
  const { status, body } = await ask('POST', '/contract', data)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

test('a loose file is for whoever brought it, and for nobody else', async () => {
  const { status, body } = await upload('one, two')
  expect([status, body]).toEqual([201, { id: body.id, name: 'paper.txt', size: 8, type: 'text/plain' }])
  expect(await download(body.id)).toMatchObject({ status: 200, text: 'one, two' })
  expect((await download(body.id, reader)).status).toBe(404)
  expect((await download(body.id, '')).status).toBe(401)
  const own = await upload('mine', { cookie: reader })
  expect([(await download(own.body.id, reader)).status, (await download(own.body.id)).status]).toEqual([200, 404])
  expect((await download('01890000-0000-7000-8000-000000000000')).status).toBe(404)
})

test('an attached file is for whoever may read that field of that record', async () => {
  const [north, south, secret] = [(await upload('north')).body.id, (await upload('south')).body.id, (await upload('secret')).body.id]
  const id = await contract({ region: 'north', paper: north })
  await contract({ region: 'south', paper: south })
  await contract({ region: 'secret', paper: secret })
  expect(await download(north, reader)).toMatchObject({ status: 200, text: 'north' })
  // The row is in sight, this field of it is not.
  expect((await ask('GET', '/contract', undefined, { cookie: reader })).body.rows).toHaveLength(2)
  expect((await download(south, reader)).status).toBe(404)
  expect((await download(secret, reader)).status).toBe(404)
  expect((await download(south)).status).toBe(200)
  await ask('PATCH', `/contract/${id}`, { region: 'south' })
  expect((await download(north, reader)).status).toBe(404)
})

test('a file of a line is as readable as the lines of its record', async () => {
  const [north, south] = [(await upload('north')).body.id, (await upload('south')).body.id]
  await contract({ region: 'north', lines: [{ scan: north }] })
  await contract({ region: 'south', lines: [{ scan: south }] })
  expect([(await download(north)).status, (await download(north, reader)).status]).toEqual([200, 200])
  expect([(await download(south)).status, (await download(south, reader)).status]).toEqual([200, 404])
})

test('a file is attached once, and only by whoever brought it', async () => {
  const { body } = await upload('once')
  await contract({ region: 'north', paper: body.id })
  expect((await ask('POST', '/contract', { region: 'south', paper: body.id })).body.problems).toMatchObject([{ code: 'record.no_file', path: '/paper' }])
  const foreign = await upload('mine', { cookie: reader })
  expect((await ask('POST', '/contract', { paper: foreign.body.id })).body.problems).toMatchObject([{ code: 'record.no_file' }])
})

test('a name never becomes a path or a header', async () => {
  const given = { '../../etc/passwd': 'passwd', '..\\..\\boot.ini': 'boot.ini', '..': 'file', '/etc/shadow': 'shadow', 'año "1".txt': 'año "1".txt', 'a\u202etxt.exe': 'atxt.exe' }
  for (const [name, kept] of Object.entries(given)) {
    const { status, body } = await upload('x', { name })
    expect([name, status, body.name.replaceAll('%22', '"')]).toEqual([name, 201, kept])
    const got = await download(body.id)
    expect([got.status, got.text]).toEqual([200, 'x'])
    expect(got.header('content-disposition')).toMatch(/^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[\w.%~!-]+$/)
  }
  const database = connectDatabase({ connection: server.databaseUrl, max: 1 })
  expect(await database.query(`select storage_key from ws_main._files where storage_key !~ '^[0-9a-f]{40}$'`)).toEqual([])
  await database.close()
})

test('only harmless types are shown in the browser; what can run is saved, whatever it calls itself', async () => {
  const shown = await download((await upload(png, { name: 'dot.png', type: 'image/png' })).body.id)
  expect([shown.header('content-type'), shown.header('content-disposition')?.split(';')[0]]).toEqual(['image/png', 'inline'])
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const html = '<!doctype html><script>alert(1)</script>'
  const tricks = [[svg, 'a.svg', 'image/svg+xml'], [`<?xml version="1.0"?>${svg}`, 'a.svg', 'image/svg+xml'], [svg, 'a.png', 'image/png'], [html, 'a.html', 'text/html'], [html, 'a.png', 'image/png'], [html, 'a.txt', 'text/html'], [html, 'a.pdf', 'application/pdf']] as const
  for (const [content, name, type] of tricks) {
    const got = await download((await upload(content, { name, type })).body.id)
    expect([name, got.status, got.header('content-disposition')?.split(';')[0]]).toEqual([name, 200, 'attachment'])
    expect(got.header('content-type')).not.toMatch(/html|svg|image|pdf/)
    expect([got.header('x-content-type-options'), got.header('content-security-policy')]).toEqual(['nosniff', "sandbox; default-src 'none'"])
  }
})

test('a file that is too large is refused and leaves nothing behind', async () => {
  const database = connectDatabase({ connection: server.databaseUrl, max: 1 })
  const count = async () => (await database.query(`select count(*) as n from ws_main._files`))[0]
  const before = await count()
  expect((await upload(new Uint8Array(50 * 1_048_576 + 1), { name: 'large.bin' })).status).toBe(413)
  expect(await count()).toEqual(before)
  expect((await upload(new Uint8Array(50 * 1_048_576), { name: 'just.bin' })).status).toBe(201)
  await database.close()
})

test('an upload is a form with one file, sent by our own pages', async () => {
  expect((await ask('POST', '/_/files', { name: 'x' })).status).toBe(415)
  const empty = new FormData()
  empty.append('note', 'no file')
  expect((await fetch(`${url}/api/_/files`, { method: 'POST', body: empty, headers: { 'x-officina': '1', cookie: ada } })).status).toBe(400)
  const form = new FormData()
  form.append('file', new Blob(['x']), 'x.txt')
  expect((await fetch(`${url}/api/_/files`, { method: 'POST', body: form, headers: { cookie: ada } })).status).toBe(403)
  expect((await upload('x', { cookie: '' })).status).toBe(401)
})

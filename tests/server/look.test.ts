import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade' })
const { ask } = server
const nobody = { cookie: '' }
const look = async (headers = {}) => (await ask('GET', '/_/look', undefined, headers)).body
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
function upload(bytes: Uint8Array<ArrayBuffer>, { name = 'logo.png', type = 'image/png', cookie = server.cookie } = {}) {
  const form = new FormData()
  form.append('file', new Blob([bytes], { type }), name)
  return fetch(`${server.url}/api/_/look/logo`, { method: 'POST', headers: { 'x-officina': '1', cookie }, body: form })
}

test('name and colours are seen by whoever is not signed in, and stand in the audit', async () => {
  const { version } = await look()
  const done = await ask('PUT', '/_/look', { name: ' Acme Works ', accent: { light: '#0f6b3c', dark: '#7fd6a8' }, version })
  expect([done.status, done.body.name]).toEqual([200, 'Acme Works'])
  expect(await look(nobody)).toEqual(done.body)
  expect((await ask('GET', '/_/audit?kind=look.changed')).body.rows[0]).toMatchObject({ entity: null, changes: { name: [null, 'Acme Works'] } })
})

test('of two who change it at once the second is told', async () => {
  const { version } = await look()
  const replies = await Promise.all(['One', 'Two'].map((name) => ask('PUT', '/_/look', { name, accent: null, version })))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('a colour in which text cannot be read is refused', async () => {
  const { version } = await look()
  const { status, body } = await ask('PUT', '/_/look', { name: null, accent: { light: '#ffcc00', dark: '#7fd6a8' }, version })
  expect([status, body.code, body.problems[0].path]).toEqual([422, 'access.low_contrast', '/accent/light'])
})

test('a logo is stored as it came, shown to everybody and taken away again', async () => {
  const done = await upload(new Uint8Array(png))
  const { logo } = await done.json()
  expect([done.status, logo]).toEqual([200, expect.stringMatching(/^[0-9a-f]{16}$/)])
  const shown = await fetch(`${server.url}/api/_/look/logo?v=${logo}`)
  expect([shown.headers.get('content-type'), shown.headers.get('content-security-policy')]).toEqual(['image/png', expect.stringContaining('sandbox')])
  expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true)
  expect((await ask('DELETE', '/_/look/logo')).body.logo).toBeNull()
  expect((await fetch(`${server.url}/api/_/look/logo`)).status).toBe(404)
})

test('what is no picture, or too large, is no logo, whatever it is called', async () => {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const large = new Uint8Array(250_000)
  large.set(png)
  for (const bytes of [svg, large]) expect((await (await upload(bytes)).json()).code).toBe('access.bad_logo')
  expect((await look()).logo).toBeNull()
})

test('only administrators change it', async () => {
  const ann = await addPerson(server, 'ann', ['sales'])
  const { cookie } = await ann.signIn()
  expect((await ask('PUT', '/_/look', { name: 'Ann', accent: null, version: 1 }, { cookie })).status).toBe(403)
  expect((await upload(new Uint8Array(png), { cookie })).status).toBe(403)
  expect((await ask('DELETE', '/_/look/logo', undefined, { cookie })).status).toBe(403)
})

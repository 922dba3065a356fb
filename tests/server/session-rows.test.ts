import { afterAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { readSettings } from '../../server/settings.ts'
import { startServer } from '../../server/start.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

/**
 * Failures of others in signing in, as rows 39–53 of our table of known failures. Elsewhere: forged hosts and reset tokens (39, 40),
 * new passwords (43) and set-up (50) in session.test.ts, suspension and removal (43, 44) in session-end.test.ts and keys.test.ts,
 * forged tokens and redirects (45, 47) in oidc.test.ts, guards of each route (48, 49) in the trust suite `routes`. There are no share
 * links yet (51, 52).
 */
const server = await startTestServer({ template: 'empty' })
const { ask, url } = server
const second = await startServer({ ...readSettings({ OFFICINA_DATA: '/nonexistent', DATABASE_URL: server.databaseUrl, OFFICINA_LOG: 'silent' }), port: 0, host: '127.0.0.1', frontEnd: false })
afterAll(() => second.close())
const other = second.url.replace('localhost', '127.0.0.1')
const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
afterAll(() => database.close())
const post = async (to: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${to}/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1', ...headers }, body: JSON.stringify(body) })
const freely = () => database.query('delete from ws_main._tries')

describe('limits', () => {
  test('tries of one account are counted over both nodes, known or not, and another account is not touched', async () => {
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      await freely()
      const codes: number[] = []
      for (let i = 0; i < 14; i++) codes.push((await post(i % 2 ? url : other, '/_/session', { email, password: `wrong ${i}` })).status)
      expect(codes).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)])
    }
    expect((await post(url, '/_/session', { email: 'somebody@example.com', password: 'x' })).status).toBe(401)
  })
  test('a limit of an account ends with its window', async () => {
    await freely()
    for (let i = 0; i < 11; i++) await post(url, '/_/session', { email: 'ada@example.com', password: 'wrong' })
    const refused = await post(url, '/_/session', { email: 'ada@example.com', password: 'a long enough password' })
    expect([refused.status, Number(refused.headers.get('retry-after')) > 200]).toEqual([429, true])
    await database.query(`update ws_main._tries set until = now() - interval '1 second'`)
    expect((await post(url, '/_/session', { email: 'ada@example.com', password: 'a long enough password' })).status).toBe(200)
    expect(await database.query('select 1 from ws_main._tries')).toEqual([])
  })
  test('row 42: three letters an hour over both nodes, and an unknown address is answered the same', async () => {
    const eve = await addPerson(server, 'eve', [])
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => post(i % 2 ? url : other, '/_/session/forgot', { email: i < 6 ? eve.email : 'no@example.com' })))
    expect(new Set(await Promise.all(answers.map(async (one) => `${one.status} ${await one.text()}`)))).toEqual(new Set(['204 ']))
    const letters = () => database.query('select 1 from ws_main._reset_tokens where user_id = $1', [eve.id])
    await expect.poll(async () => (await letters()).length).toBe(3)
    await new Promise((done) => setTimeout(done, 300))
    expect(await letters()).toHaveLength(3)
  })
  test('row 41: the limit of a computer does not care what else the request says', async () => {
    const codes: number[] = []
    for (let i = 0; i < 60; i++) codes.push((await post(url, '/_/session', { email: `rotating-${i}@example.com`, password: `p${i}` }, { 'x-forwarded-for': `10.0.0.${i}`, 'user-agent': `a${i}` })).status)
    expect(codes.slice(-5)).toEqual([429, 429, 429, 429, 429])
  })
})

describe('row 46: credentials stand in headers only', () => {
  test('no route takes a key, a token or a session from the address', async () => {
    const { key } = (await ask('POST', '/_/keys', { name: 'k', roles: ['administrator'] })).body
    const session = server.cookie.split('=')[1]!
    for (const name of ['key', 'api_key', 'apikey', 'access_token', 'token', 'authorization', 'officina', 'session'])
      for (const secret of [key, session, `Bearer ${key}`]) expect((await ask('GET', `/_/meta?${name}=${encodeURIComponent(secret)}`, undefined, { cookie: '' })).status).toBe(401)
  })
  test('no page tells another site where the reader came from', async () => {
    for (const path of ['/api/_/session', '/api/_/nothing', '/']) expect((await fetch(`${url}${path}`)).headers.get('referrer-policy')).toBe('no-referrer')
  })
})

describe('row 49: whatever is no credential is none', () => {
  const session = () => server.cookie.split('=')[1]!
  test.each<[string, () => Record<string, string>]>([
    ['nothing', () => ({ cookie: '' })], ['an empty cookie', () => ({ cookie: 'officina=' })], ['a made-up cookie', () => ({ cookie: `officina=${'x'.repeat(43)}` })],
    ['the cookie under another name', () => ({ cookie: `officina-other=${session()}` })], ['an empty header', () => ({ cookie: '', authorization: '' })],
    ['a cookie that is right beside a key that is wrong', () => ({ authorization: 'Bearer x' })], ['a session as a key', () => ({ cookie: '', authorization: `Bearer ${session()}` })],
    ['basic sign-in', () => ({ cookie: '', authorization: `Basic ${Buffer.from('ada@example.com:a long enough password').toString('base64')}` })],
  ])('%s', async (_what, headers) => {
    for (const path of ['/_/meta', '/_/sessions', '/_/keys', '/_/jobs', '/_/publish', '/_/roles']) expect((await ask('GET', path, undefined, headers())).status).toBe(401)
  })
})

describe('row 53: what belongs to others is not there', () => {
  test('a session of somebody else cannot be ended or seen', async () => {
    const [max, ned] = [await addPerson(server, 'max', []), await addPerson(server, 'ned', [])]
    await freely()
    // The computer's own limit was used up above; the other node counts for itself.
    const signIn = async (email: string) => (await post(other, '/_/session', { email, password: 'another long password' })).headers.getSetCookie()[0]!.split(';')[0]!
    const [a, b] = [await signIn(max.email), await signIn(ned.email)]
    const { rows } = (await ask('GET', '/_/sessions', undefined, { cookie: b })).body
    expect(rows).toHaveLength(1)
    expect((await ask('DELETE', `/_/sessions/${rows[0].id}`, undefined, { cookie: a })).status).toBe(404)
    expect((await ask('GET', '/_/sessions?all=true', undefined, { cookie: a })).body.rows.map((row: { user: string }) => row.user)).toEqual([max.id])
    expect((await ask('GET', '/_/sessions', undefined, { cookie: b })).status).toBe(200)
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createOidc } from '../../server/access/oidc-service.ts'
import { administrator } from '../support/server.ts'
import { oidcWorld } from './oidc-world.ts'

const { server, provider, leave, come, signIn } = await oidcWorld()
const ada = { sub: 'ada-1', email: administrator.email, email_verified: true }
const who = async (cookie: string): Promise<string | null> => (await server.ask('GET', '/_/session', undefined, { cookie })).body.user?.email ?? null

test('whoever the provider vouches for is signed in, and the browser comes home', async () => {
  provider.next(ada)
  const done = await signIn('/app/orders?x=1')
  expect(done).toMatchObject({ status: 302, location: '/app/orders?x=1' })
  expect(await who(done.cookie)).toBe(administrator.email)
})

test('the browser leaves with state, nonce and the hash of a verifier that only it keeps', async () => {
  const { trip, address, reply } = await leave()
  const asked = new URL(address).searchParams
  const kept = JSON.parse(Buffer.from(trip.split('=')[1]!, 'base64url').toString()) as Record<string, string>
  expect(asked.get('response_type')).toBe('code')
  expect(asked.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/api\/_\/oidc\/callback$/)
  expect([asked.get('state'), asked.get('nonce')]).toEqual([kept['state'], kept['nonce']])
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(asked.get('code_challenge')).toBe(createHash('sha256').update(kept['verifier']!).digest('base64url'))
  expect(address).not.toContain(kept['verifier'])
  expect(reply.headers.getSetCookie()[0]).toMatch(/^officina-trip=.*Path=\/; HttpOnly; SameSite=Lax$/)
  const again = new URL((await leave()).address).searchParams
  for (const name of ['state', 'nonce', 'code_challenge']) expect(again.get(name)).not.toBe(asked.get(name))
})

test('the session cookie is out of reach of scripts and of other sites, and the trip is over', async () => {
  provider.next(ada)
  const { trip, address } = await leave()
  const cookies = (await come(provider.agree(address), trip)).headers.getSetCookie()
  expect(cookies.find((one) => one.startsWith('officina='))).toMatch(/Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(cookies.find((one) => one.startsWith('officina-trip='))).toMatch(/^officina-trip=;.*Expires=Thu, 01 Jan 1970/)
})

describe('refused is', () => {
  const refusedCallback = async (change: (back: URL, trip: string) => [URL, string]) => {
    provider.next(ada)
    const { trip, address } = await leave()
    const reply = await come(...change(provider.agree(address), trip))
    expect(reply.headers.getSetCookie().some((one) => one.startsWith('officina='))).toBe(false)
    return [reply.status, ((await reply.json()) as { code: string }).code]
  }
  const failed = [401, 'access.oidc_failed']
  test('an answer with another state', async () => {
    expect(await refusedCallback((back, trip) => { back.searchParams.set('state', 'x'.repeat(43)); return [back, trip] })).toEqual(failed)
    expect(await refusedCallback((back, trip) => { back.searchParams.delete('state'); return [back, trip] })).toEqual(failed)
  })
  test('an answer in a browser that did not leave, or left on another trip', async () => {
    const other = (await leave()).trip
    expect(await refusedCallback((back) => [back, ''])).toEqual(failed)
    expect(await refusedCallback((back) => [back, other])).toEqual(failed)
    expect(await refusedCallback((back) => [back, 'officina-trip=bm90IGpzb24'])).toEqual(failed)
  })
  test('a trip that began in another workspace', async () => {
    expect(await refusedCallback((back, trip) => {
      const kept = JSON.parse(Buffer.from(trip.split('=')[1]!, 'base64url').toString()) as Record<string, string>
      return [back, `officina-trip=${Buffer.from(JSON.stringify({ ...kept, workspace: 'other' })).toString('base64url')}`]
    })).toEqual(failed)
  })
  test('a code without the verifier that belongs to it', async () => {
    const before = provider.tokens.refused
    expect(await refusedCallback((back, trip) => {
      const kept = JSON.parse(Buffer.from(trip.split('=')[1]!, 'base64url').toString()) as Record<string, string>
      return [back, `officina-trip=${Buffer.from(JSON.stringify({ ...kept, verifier: 'v'.repeat(43) })).toString('base64url')}`]
    })).toEqual(failed)
    expect(provider.tokens.refused).toBe(before + 1)
  })
  test('a code that was used before', async () => {
    provider.next(ada)
    const { trip, address } = await leave()
    const back = provider.agree(address)
    expect((await come(back, trip)).status).toBe(302)
    const again = await come(back, trip)
    expect([again.status, again.headers.getSetCookie().some((one) => one.startsWith('officina='))]).toEqual([401, false])
  })
  test('an error that the provider answers', async () => {
    expect(await refusedCallback((back, trip) => { back.searchParams.delete('code'); back.searchParams.set('error', 'access_denied'); return [back, trip] })).toEqual(failed)
  })
})

const now = Math.floor(Date.now() / 1000)
test.each([
  ['another issuer', { claims: { iss: 'https://evil.test' } }],
  ['no issuer', { claims: { iss: undefined } }],
  ['another audience', { claims: { aud: 'somebody-else' } }],
  ['several audiences, meant for another', { claims: { aud: ['officina', 'else'], azp: 'else' } }],
  ['an end in the past', { claims: { iat: now - 7200, exp: now - 3600 } }],
  ['no end', { claims: { exp: undefined } }],
  ['another nonce', { claims: { nonce: 'n' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['no subject', { claims: { sub: undefined } }],
  ['the algorithm none', { alg: 'none' as const }],
  ['the algorithm None', { alg: 'none' as const, header: { alg: 'None' } }],
  ['the public key as a shared secret', { alg: 'HS256' as const }],
  ['the signature of another key', { foreignKey: true }],
  ['an unknown key', { header: { kid: 'two' }, foreignKey: true }],
  ['no signature', { spoil: (token: string) => token.replace(/[^.]*$/, '') }],
  ['a body changed after signing', { spoil: (token: string) => { const [head, , end] = token.split('.'); return `${head}.${Buffer.from(JSON.stringify({ iss: provider.issuer, aud: 'officina', iat: now, exp: now + 300, sub: 'ada-1' })).toString('base64url')}.${end}` } }],
])('an id token with %s opens nothing', async (_what, forgery) => {
  provider.next(ada, forgery)
  expect(await signIn()).toMatchObject({ status: 401, code: 'access.oidc_failed', cookie: '' })
})

test.each(['//evil.test', '/\\evil.test', 'https://evil.test', '/.//evil.test', '/%0d%0aset-cookie: a=b', 'javascript:alert(1)'])('a sign-in that should end at %j ends at home', async (to) => {
  provider.next(ada)
  const { location } = await signIn(to)
  expect(new URL(location!, server.url).origin).toBe(new URL(server.url).origin)
  expect(location).toMatch(/^\/(?![/\\])[\w%/:=]*$/)
})

test('somebody in a browser is shown the sign-in page, which says why', async () => {
  const inBrowser = async (path: string, cookie = '') => (await fetch(`${server.url}/api/_/oidc/${path}`, { redirect: 'manual', headers: { accept: 'text/html,*/*;q=0.8', cookie } })).headers.get('location')
  expect(await inBrowser('callback?code=x&state=y')).toBe('/_/sign-in?refused=failed')
  provider.next({ sub: 'n', email: 'nobody@example.com', email_verified: true })
  const { trip, address } = await leave()
  const back = provider.agree(address)
  expect(await inBrowser(`callback${back.search}`, trip)).toBe('/_/sign-in?refused=unknown')
})

test('a provider that is away is said to be away', async () => {
  const oidc = createOidc({ issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b', newPeople: null, address: () => server.url })
  await expect(oidc.start({ prefix: '', name: 'main' } as never, '/')).rejects.toMatchObject({ status: 503, code: 'access.oidc_away' })
})

import { describe, expect, test } from 'vitest'
import { safeReturn } from '../../server/access/oidc-service.ts'
import { cleanName, disposition, typeOf } from '../../server/files/decide.ts'
import { createHttp } from '../../server/http/app.ts'
import { contentPolicy, tooDeep } from '../../server/http/security.ts'
import { splitUrl } from '../../server/http/workspace.ts'
import { testDatabase } from '../support/database.ts'
import { ask, smallServer, smallWorkspace } from '../support/http.ts'

const { database, schema } = await testDatabase({ system: true })
const workspace = await smallWorkspace(database, schema)
const { app } = await smallServer(workspace)
const body = { email: 'a@example.org', password: 'x' }
const post = (headers: Record<string, string>, payload: string = JSON.stringify(body)) => app.inject({ method: 'POST', url: '/api/_/session', payload, headers: { 'content-type': 'application/json', ...headers } })

describe('the HTTP edge', () => {
  test('a route that does not say who may call it stops the start', async () => {
    const bare = await createHttp({ find: () => workspace, identify: async () => { throw new Error() }, publicUrl: null, frontEnd: null, log: 'silent' })
    bare.get('/api/_/open', async () => 1)
    await expect(Promise.resolve(bare.ready())).rejects.toThrow('does not say who may call it')
  })
  test('an unknown address is a problem document in the language of the reader', async () => {
    const reply = await app.inject({ url: '/api/_/nothing', headers: { 'accept-language': 'fr, es;q=0.8, en;q=0.5' } })
    expect(reply.statusCode).toBe(404)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.json()).toMatchObject({ status: 404, code: 'request.unknown_address', detail: 'No hay nada en esta dirección.' })
  })
  test('a known address asked in a wrong way is 405 with what it takes', async () => {
    const reply = await ask(app, 'POST', '/api/_/keys/x')
    expect([reply.statusCode, reply.headers.allow]).toEqual([405, 'DELETE'])
  })
  test('what is not public needs a sign-in', async () => {
    expect((await ask(app, 'GET', '/api/_/keys')).statusCode).toBe(401)
    expect((await ask(app, 'GET', '/api/_/keys?x=/api/_/session')).statusCode).toBe(401)
    expect((await ask(app, 'GET', '/api/_/keys', { token: 'x' })).statusCode).toBe(401)
  })
  test.each([
    ['without our header', {}, 403],
    ['from another site', { 'x-officina': '1', 'sec-fetch-site': 'cross-site' }, 403],
    ['with a foreign origin', { 'x-officina': '1', origin: 'https://evil.test' }, 403],
    ['as a plain form', { 'x-officina': '1', 'content-type': 'text/plain' }, 415],
    ['from our own page', { 'x-officina': '1', 'sec-fetch-site': 'same-origin', host: 'localhost:3000', origin: 'http://localhost:3000' }, 401],
  ])('a change %s gets the right answer', async (_name, headers, status) => { expect((await post(headers as Record<string, string>)).statusCode).toBe(status) })
  test.each([
    ['a key that reaches the prototype', '{"email":"a@example.org","password":"x","__proto__":{"polluted":1}}'],
    ['the same, escaped', '{"email":"a@example.org","password":"x","\\u005f_proto__":{"polluted":1}}'],
    ['an unknown key', '{"email":"a@example.org","password":"x","admin":true}'],
    ['broken JSON', '{"email":'],
    ['JSON nested too deeply', `{"email":${'['.repeat(40)}${']'.repeat(40)}}`],
  ])('%s is refused', async (_name, text) => {
    expect((await post({ 'x-officina': '1' }, text)).statusCode).toBe(400)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
  test('a body of more than a megabyte is refused', async () => { expect((await post({ 'x-officina': '1' }, `"${'x'.repeat(1_100_000)}"`)).statusCode).toBe(413) })
  test('every answer carries the policy, and none lets scripts stand in the page', async () => {
    const policy = String((await ask(app, 'GET', '/api/_/setup')).headers['content-security-policy'])
    expect(policy.split(';').map((part) => part.trim().split(' ')[0]).sort()).toEqual(Object.keys(contentPolicy).sort())
    expect(policy).not.toContain('unsafe')
  })
})
test('depth counts brackets outside of strings', () => {
  expect([tooDeep(`"${'['.repeat(99)}"`), tooDeep('['.repeat(33)), tooDeep('['.repeat(32))]).toEqual([false, true, false])
})
test('the prefix of a workspace is taken off the address', () => {
  expect(splitUrl('/w/north/api/x?y=1')).toEqual({ workspace: 'north', url: '/api/x?y=1' })
  expect(splitUrl('/w/north')).toEqual({ workspace: 'north', url: '/' })
  expect(splitUrl('/walk')).toEqual({ workspace: null, url: '/walk' })
})
test.each(['//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:alert(1)', '/ /evil', '', '/\u2028/evil', '/@evil\n'])('after sign-in %j leads home', (to) => { expect(safeReturn(to)).toBe('/') })
test('after sign-in a path of our own is kept', () => { expect(safeReturn('/app/orders?x=1#top')).toBe('/app/orders?x=1#top') })
test('files are saved under harmless names and shown only where nothing can run', () => {
  expect(['../../etc/passwd', 'C:\\x\\y.txt', '..', 'a\r\nb\u202e.png'].map(cleanName)).toEqual(['passwd', 'y.txt', 'file', 'ab.png'])
  expect(disposition('image/svg+xml', 'a"b.svg')).toMatch(/^attachment; filename="a_b\.svg"/)
  expect(disposition('image/png', 'é.png')).toBe(`inline; filename="_.png"; filename*=UTF-8''%C3%A9.png`)
  expect([typeOf('image/png', new Uint8Array(), 'a.txt'), typeOf(undefined, new Uint8Array(), 'a.html'), typeOf(undefined, new Uint8Array([65]), 'a.csv')]).toEqual(['image/png', 'application/octet-stream', 'text/csv'])
})

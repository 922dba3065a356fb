import { describe, expect, test } from 'vitest'
import { readSettings } from '../../server/settings.ts'
import { addPerson } from '../support/people.ts'
import { type OidcWorld, oidcWorld } from './oidc-world.ts'

const unknown = { status: 403, code: 'access.oidc_unknown', cookie: '' }
const who = async ({ server }: OidcWorld, cookie: string) => (await server.ask('GET', '/_/session', undefined, { cookie })).body.user
const people = async ({ server }: OidcWorld, email: string): Promise<any[]> => (await server.ask('GET', `/user?filter=${encodeURIComponent(`email == "${email}"`)}`)).body.rows

describe('where the provider only proves who somebody is', async () => {
  const world = await oidcWorld()
  const { server, provider, signIn } = world
  test('an unknown person is refused, and nobody is made', async () => {
    provider.next({ sub: 'x', email: 'new@example.com', email_verified: true })
    expect(await signIn()).toMatchObject(unknown)
    expect(await people(world, 'new@example.com')).toEqual([])
  })
  test.each([{ email_verified: false }, { email_verified: 'true' }, { email_verified: undefined }, { email: undefined }, { email: ['eva@example.com'] }])('an address that the provider does not vouch for is none: %j', async (claims) => {
    if ((await people(world, 'eva@example.com')).length === 0) await addPerson(server, 'eva', [])
    provider.next({ sub: 'eva-1', email: 'eva@example.com', email_verified: true, ...claims })
    expect(await signIn()).toMatchObject(unknown)
  })
  test('the first sign-in binds the person: another subject with the same address is refused, the same one with another address is not', async () => {
    const bob = await addPerson(server, 'bob', [])
    provider.next({ sub: 'bob-1', email: 'BOB@example.com', email_verified: true })
    expect((await who(world, (await signIn()).cookie)).id).toBe(bob.id)
    provider.next({ sub: 'bob-2', email: bob.email, email_verified: true })
    expect(await signIn()).toMatchObject(unknown)
    provider.next({ sub: 'bob-1', email: 'robert@example.com', email_verified: true })
    expect((await who(world, (await signIn()).cookie)).id).toBe(bob.id)
  })
  test('a suspended or removed person is refused, at the first sign-in and later', async () => {
    const [kim, lea] = [await addPerson(server, 'kim', []), await addPerson(server, 'lea', [])]
    provider.next({ sub: 'kim-1', email: kim.email, email_verified: true })
    const { cookie } = await signIn()
    expect((await who(world, cookie)).id).toBe(kim.id)
    await server.ask('PATCH', `/user/${kim.id}`, { active: false })
    expect(await who(world, cookie)).toBe(null)
    expect(await signIn()).toMatchObject(unknown)
    await server.ask('DELETE', `/user/${lea.id}`)
    provider.next({ sub: 'lea-1', email: lea.email, email_verified: true })
    expect(await signIn()).toMatchObject(unknown)
  })
  test('an address of a suspended person does not open the account of whoever is bound to it', async () => {
    const [max, ned] = [await addPerson(server, 'max', []), await addPerson(server, 'ned', [])]
    provider.next({ sub: 'max-1', email: max.email, email_verified: true })
    expect((await signIn()).status).toBe(302)
    await server.ask('PATCH', `/user/${max.id}`, { active: false })
    provider.next({ sub: 'max-1', email: ned.email, email_verified: true })
    expect(await signIn()).toMatchObject(unknown)
  })
})

describe('where the provider also decides who comes in', async () => {
  const world = await oidcWorld({ OIDC_NEW_PEOPLE: 'create', OIDC_NEW_ROLES: 'sales, no_such_role' })
  const { server, provider, signIn } = world
  test('an unknown person is made once, with the roles of the setting, and the history says by whom', async () => {
    provider.next({ sub: 'n-1', email: 'Nina@example.com', email_verified: true, name: 'Nina New' })
    const [one, two] = await Promise.all([signIn(), signIn()])
    const user = await who(world, one.cookie)
    expect(user).toMatchObject({ name: 'Nina New', email: 'Nina@example.com', roles: ['sales'], administrator: false })
    expect((await who(world, two.cookie)).id).toBe(user.id)
    const { body } = await server.ask('GET', `/user/${user.id}/history`)
    expect(JSON.stringify(body)).toContain(provider.issuer)
  })
  test('a suspended or removed person is not made a second time', async () => {
    const [pia, ron] = [await addPerson(server, 'pia', []), await addPerson(server, 'ron', [])]
    await server.ask('PATCH', `/user/${pia.id}`, { active: false })
    await server.ask('DELETE', `/user/${ron.id}`)
    for (const { email } of [pia, ron]) {
      provider.next({ sub: email, email, email_verified: true })
      expect(await signIn()).toMatchObject(unknown)
    }
  })
})

describe('the settings of the provider', () => {
  const env = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  test('let nobody unknown in unless they say so', () => {
    expect(readSettings(env).oidc).toMatchObject({ newPeople: null })
    expect(readSettings({ ...env, OIDC_NEW_PEOPLE: 'create' }).oidc).toMatchObject({ newPeople: [] })
  })
  test.each(['http://localhost:8080/realm', 'http://127.0.0.1:1', 'http://[::1]:1'])('plain http is for this machine: %s', (issuer) => expect(readSettings({ ...env, OIDC_ISSUER: issuer }).oidc?.issuer).toBe(issuer))
  test.each([
    [{ OIDC_ISSUER: 'http://id.example.com' }, 'must be an https address'], [{ OIDC_ISSUER: 'http://127.0.0.1.evil.test' }, 'must be an https address'], [{ OIDC_ISSUER: 'id' }, 'must be an https address'],
    [{ OIDC_NEW_PEOPLE: 'yes' }, 'refuse or create'], [{ OIDC_NEW_ROLES: 'sales,administrator' }, 'nobody becomes that'], [{ OIDC_CLIENT_SECRET: '' }, 'needs all of'],
  ])('%j stops the start with a sentence', (more, sentence) => expect(() => readSettings({ ...env, ...more })).toThrow(sentence))
})

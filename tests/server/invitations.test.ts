import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { letterBox } from '../support/letters.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const letters = letterBox()
const server = await startTestServer({ template: 'trade', env: { OFFICINA_DATA: letters.data } })
const { ask } = server
const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
afterAll(() => database.close())

const password = 'seven quiet herons'
const nobody = { cookie: '' }
const jar = (reply: Response): string => reply.headers.getSetCookie().map((one) => one.split(';')[0]!).filter((one) => !one.endsWith('=')).join('; ')
const post = (path: string, body: unknown) => fetch(`${server.url}/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1' }, body: JSON.stringify(body) })
const signIn = (email: string, word: string) => post('/_/session', { email, password: word })
const rowOf = async (email: string) => (await ask('GET', '/_/people')).body.rows.find((row: { email: string }) => row.email === email)
async function invite(name: string, roles: readonly string[] = ['sales']) {
  const email = `${name}@example.com`
  const { status, body } = await ask('POST', '/_/invitations', { people: [{ email }], roles, language: 'en' })
  expect([status, body.rows]).toEqual([201, [{ email, outcome: 'invited' }]])
  return { email, token: letters.secret(email), row: await rowOf(email) }
}

test('whoever has the letter sees whose it is, chooses a password and is in; the letter counts once', async () => {
  const { email, token, row } = await invite('grace.hopper')
  expect(row).toMatchObject({ name: 'Grace Hopper', state: 'invited', roles: ['sales'] })
  expect((await ask('POST', '/_/session/invitation', { token }, nobody)).body).toEqual({ name: 'Grace Hopper', email, language: 'en' })
  expect((await ask('POST', '/_/session/accept', { token, password: 'short' }, nobody)).body.code).toBe('access.weak_password')
  const done = await post('/_/session/accept', { token, password })
  expect([done.status, (await done.json()).user.email]).toEqual([200, email])
  expect((await ask('GET', '/_/session', undefined, { cookie: jar(done) })).body.user.email).toBe(email)
  expect(await rowOf(email)).toMatchObject({ state: 'active', invitation: null })
  expect((await ask('GET', `/_/users/${row.id}/sign-ins`)).body.rows).toMatchObject([{ kind: 'invitation' }])
  expect((await ask('POST', '/_/session/accept', { token, password: 'another seven herons' }, nobody)).body.code).toBe('access.bad_invitation')
  expect((await signIn(email, password)).status).toBe(200)
})

test('of ten who use the same letter at once one is in', async () => {
  const { token } = await invite('ten')
  const replies = await Promise.all(Array.from({ length: 10 }, () => post('/_/session/accept', { token, password })))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(400)])
})

test('a password without its session is not kept: the letter still counts', async () => {
  const { email, token } = await invite('half')
  await database.query(`create function ws_main.no_entry() returns trigger language plpgsql as $$ begin raise exception 'no entry'; end $$; create trigger no_entry before insert on ws_main._sessions for each row execute function ws_main.no_entry()`)
  expect((await post('/_/session/accept', { token, password })).status).toBe(500)
  await database.query('drop trigger no_entry on ws_main._sessions')
  expect((await rowOf(email)).state).toBe('invited')
  expect((await signIn(email, password)).status).toBe(401)
  expect((await post('/_/session/accept', { token, password })).status).toBe(200)
})

test('where a role asks for a second step, the password leads to it and not in', async () => {
  const ask2 = await ask('PUT', '/_/two-factor/roles', { roles: ['manager'] })
  const { token } = await invite('step', ['manager'])
  const half = await post('/_/session/accept', { token, password })
  expect([ask2.status, await half.json()]).toEqual([204, { user: null, second: ['enrol'] }])
  const begun = await fetch(`${server.url}/api/_/session/second/begin`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-officina': '1', cookie: jar(half) }, body: '{}' })
  expect([begun.status, (await ask('GET', '/_/session', undefined, { cookie: jar(half) })).body.user]).toEqual([200, null])
})

test('a letter is sent once more to whoever has not come; both work until one is used', async () => {
  const { email, token, row } = await invite('again')
  await database.query(`update ws_main._invitations set expires_at = now() - interval '1 minute' where user_id = $1`, [row.id])
  expect((await post('/_/session/accept', { token, password })).status).toBe(400)
  expect((await rowOf(email)).invitation.expired).toBe(true)
  expect((await ask('POST', `/_/invitations/${row.invitation.id}/resend`)).status).toBe(204)
  expect([letters.to(email).length, (await rowOf(email)).invitation]).toMatchObject([2, { id: row.invitation.id, expired: false }])
  const newer = letters.secret(email)
  expect(newer).not.toBe(token)
  expect((await post('/_/session/accept', { token: newer, password })).status).toBe(200)
  expect((await post('/_/session/accept', { token, password })).status).toBe(400)
  expect((await ask('POST', `/_/invitations/${row.invitation.id}/resend`)).body.code).toBe('access.unknown_invitation')
})

test('an invitation that is taken back opens nothing, and the person stays as a record, shut', async () => {
  const { email, token, row } = await invite('unwanted')
  expect((await ask('DELETE', `/_/invitations/${row.invitation.id}`)).status).toBe(204)
  expect((await post('/_/session/accept', { token, password })).status).toBe(400)
  expect(await rowOf(email)).toMatchObject({ state: 'inactive', active: false, invitation: null })
  expect((await ask('DELETE', `/_/invitations/${row.invitation.id}`)).body.code).toBe('access.unknown_invitation')
  const mail = (await ask('GET', `/_/mails?search=${email}`)).body.rows[0]
  expect((await ask('POST', `/_/mails/${mail.id}/resend`)).body.code).toBe('access.mail_outdated')
})

test('only administrators invite; whoever is suspended meanwhile stays out', async () => {
  const ann = await addPerson(server, 'ann', ['sales'])
  const { cookie } = await ann.signIn()
  expect((await ask('POST', '/_/invitations', { people: [{ email: 'x@example.com' }], roles: [], language: 'en' }, { cookie })).status).toBe(403)
  const { token, row } = await invite('held')
  expect((await ask('PATCH', `/user/${row.id}`, { active: false })).status).toBe(200)
  expect((await post('/_/session/accept', { token, password })).status).toBe(400)
})

test('too many wrong passwords lock an account; an administrator sees it and unlocks it', async () => {
  const bob = await addPerson(server, 'bob', ['sales'])
  for (let i = 0; i < 10; i++) expect((await signIn(bob.email, `wrong ${i}`)).status).toBe(401)
  expect((await rowOf(bob.email)).state).toBe('locked')
  expect((await bob.signIn()).status).toBe(429)
  expect((await ask('POST', `/_/users/${bob.id}/unlock`)).status).toBe(204)
  expect((await rowOf(bob.email)).state).toBe('active')
  expect((await bob.signIn()).status).toBe(200)
  expect((await ask('GET', `/_/audit?kind=password.unlocked&record=${bob.id}`)).body.rows).toHaveLength(1)
})

test('too many wrong codes lock it as well', async () => {
  const cid = await addPerson(server, 'cid', ['sales'])
  await database.query(`insert into ws_main._tries (key, count, until) values ($1, 5, now() + interval '5 minutes')`, [`second ${cid.id}`])
  expect((await rowOf(cid.email)).state).toBe('locked')
  expect((await ask('POST', `/_/users/${cid.id}/unlock`)).status).toBe(204)
  expect((await rowOf(cid.email)).state).toBe('active')
})

test('an administrator sends somebody a letter for a new password; its link works once', async () => {
  const dan = await addPerson(server, 'dan', ['sales'])
  expect((await ask('POST', `/_/users/${dan.id}/reset`)).status).toBe(204)
  const token = letters.secret(dan.email)
  expect((await post('/_/session/reset', { token, password })).status).toBe(204)
  expect((await signIn(dan.email, password)).status).toBe(200)
  expect((await post('/_/session/reset', { token, password })).status).toBe(400)
  expect((await ask('GET', `/_/audit?kind=password.reset_sent&record=${dan.id}`)).body.rows).toHaveLength(1)
})

test('two administrators who remove each other at the same moment: one remains', async () => {
  const eve = await addPerson(server, 'eve', ['administrator'])
  const { cookie } = await eve.signIn()
  const ada = (await ask('GET', '/_/session')).body.user.id
  const replies = await Promise.all([ask('PATCH', `/user/${eve.id}`, { roles: ['sales'] }), ask('PATCH', `/user/${ada}`, { roles: ['sales'] }, { cookie })])
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  const left = await database.query(`select id from ws_main."user" where active and roles @> '{administrator}'`)
  expect(left).toHaveLength(1)
})

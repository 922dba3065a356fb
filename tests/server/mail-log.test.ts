import { createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { connectDatabase } from '../../server/db/connect.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

/** A mail server that takes everything, or turns everything away. */
let away = false
const taken: string[] = []
const smtp = createServer((socket) => {
  let text = false
  const say = (line: string): void => void socket.write(`${line}\r\n`)
  say('220 here')
  socket.on('data', (bytes) => {
    const line = bytes.toString()
    if (text) { taken.push(line); if (taken.join('').endsWith('\r\n.\r\n')) { text = false; say('250 taken') } }
    else if (line.startsWith('DATA')) { text = true; say('354 go on') }
    else if (line.startsWith('QUIT')) { say('221 bye'); socket.end() }
    else say(line.startsWith('RCPT') && away ? '550 nobody of that name' : '250 well')
  }).on('error', () => {})
})
await new Promise<void>((done) => { smtp.listen(0, '127.0.0.1', done) })
afterAll(() => { smtp.close() })
const server = await startTestServer({ template: 'trade', env: { SMTP_URL: `smtp://127.0.0.1:${(smtp.address() as { port: number }).port}?ignoreTLS=true` } })
const { ask } = server
const database = connectDatabase({ connection: server.databaseUrl, max: 2 })
afterAll(() => database.close())
const invite = (email: string) => ask('POST', '/_/invitations', { people: [{ email }], roles: [], language: 'en' })
const mailTo = async (email: string) => (await ask('GET', `/_/mails?search=${encodeURIComponent(email)}`)).body.rows[0]

test('a letter that was taken stands in the log as sent; its link stands nowhere', async () => {
  await invite('ann@example.com')
  expect(taken.join('')).toMatch(/invited#/)
  const row = await mailTo('ann@example.com')
  expect(row).toMatchObject({ purpose: 'invitation', state: 'sent', attempts: 1, error: null })
  const letter = (await ask('GET', `/_/mails/${row.id}`)).body
  expect(letter.body).toContain('{link}')
  expect(JSON.stringify(await database.query('select * from ws_main._mails'))).not.toContain('invited#')
})

test('one that was turned away says why, is seen in the health, and goes when it is sent again', async () => {
  away = true
  expect((await invite('bob@example.com')).status).toBe(201)
  const row = await mailTo('bob@example.com')
  expect([row.state, row.error]).toEqual(['failed', expect.stringContaining('550')])
  expect((await ask('GET', '/_/health')).body).toMatchObject({ mails: { failed: 1 }, levels: { mails: 'bad' } })
  away = false
  expect((await ask('POST', `/_/mails/${row.id}/resend`)).body).toMatchObject({ state: 'sent', attempts: 2, error: null })
  expect((await ask('GET', '/_/health')).body.levels.mails).toBe('ok')
})

test('a letter whose matter is over is not sent, and nobody is alarmed by it', async () => {
  await invite('cid@example.com')
  const cid = (await ask('GET', '/_/people')).body.rows.find((row: { email: string }) => row.email === 'cid@example.com')
  await ask('DELETE', `/_/invitations/${cid.invitation.id}`)
  const before = taken.length
  const row = await mailTo('cid@example.com')
  expect((await ask('POST', `/_/mails/${row.id}/resend`)).body.code).toBe('access.mail_outdated')
  expect(taken.length).toBe(before)
  expect((await ask('GET', '/_/health')).body.levels.mails).toBe('ok')
})

test('the log is searched by address and subject, signs taken as they are, and by state', async () => {
  expect(await mailTo('%')).toBeUndefined()
  expect((await ask('GET', '/_/mails?state=sent')).body.rows.map(({ recipient }: { recipient: string }) => recipient)).toEqual(['bob@example.com', 'ann@example.com'])
})

test('letters are kept for 90 days, and for administrators only', async () => {
  await database.query(`update ws_main._mails set created_at = now() - interval '91 days' where recipient = 'ann@example.com'`)
  await database.query(`delete from ws_main._outbox where topic = 'clean'`)
  await database.query(`insert into ws_main._outbox (topic, payload) values ('clean', '{}')`)
  await expect.poll(() => mailTo('ann@example.com'), { timeout: 8_000 }).toBeUndefined()
  expect(await mailTo('bob@example.com')).toBeDefined()
  const eve = await addPerson(server, 'eve', ['sales'])
  expect((await ask('GET', '/_/mails', undefined, { cookie: (await eve.signIn()).cookie })).status).toBe(403)
})

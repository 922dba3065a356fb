import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { addPerson } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const started = await startTestServer({ template: 'trade', frontEnd: true })
// Browsers offer passkeys to a host with a name only.
const server = { ...started, url: started.url.replace('127.0.0.1', 'localhost') }
const password = 'another long password'
const nora = await addPerson(server, 'nora', ['sales'])
const me = await person(server, { guest: true, viewport: { width: 1200, height: 900 }, reducedMotion: 'reduce' })
afterAll(() => me.context.close())
me.context.setDefaultTimeout(8_000)
const page = await me.page('/_/sign-in?next=/_/me')

const signIn = async (at: Page): Promise<void> => {
  await at.getByLabel('Email').fill(nora.email)
  await at.getByLabel('Password', { exact: true }).fill(password)
  await at.getByRole('button', { name: 'Sign in', exact: true }).click()
}
const profile = (at: Page) => at.getByRole('heading', { level: 1, name: 'My profile' }).waitFor()
const matter = (name: string) => page.getByRole('region', { name })
const confirm = async (): Promise<void> => {
  await page.getByRole('dialog').getByLabel('Present password').fill(password)
  await page.getByRole('dialog').getByRole('button').last().click()
}
let secret = ''
const code = (steps = 0): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
let codes: string[] = []

test('name, language and time zone are kept, with a sample of how dates and numbers come out', async () => {
  await signIn(page)
  await profile(page)
  const own = matter('About me')
  await own.getByLabel('Name').fill('Nora Núñez')
  await own.getByRole('combobox', { name: 'Time zone' }).fill('Shanghai')
  await page.getByRole('option', { name: 'Asia/Shanghai' }).click()
  await own.getByRole('combobox', { name: 'Language' }).click()
  await page.getByRole('option', { name: 'Español' }).click()
  await own.getByText('1.234.567,89').waitFor()
  await own.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Guardado.').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Mi perfil' }).waitFor()
  expect((await server.ask('GET', `/user/${nora.id}`)).body).toMatchObject({ name: 'Nora Núñez', language: 'es', time_zone: 'Asia/Shanghai' })
  await page.getByRole('combobox', { name: 'Idioma' }).click()
  await page.getByRole('option', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Guardar' }).click()
  await profile(page)
})

test('mail is chosen for mentions, and kept for all devices', async () => {
  await matter('Notifications').getByRole('checkbox', { name: 'Somebody mentions me: By mail' }).check()
  await page.reload()
  await profile(page)
  await expect.poll(() => matter('Notifications').getByRole('checkbox', { name: 'Somebody mentions me: By mail' }).isChecked()).toBe(true)
})

test('a weak password is refused as it is typed; another session is told from this one and ended', async () => {
  const field = matter('Password').getByLabel('New password')
  await field.fill('qwertyuiop12')
  await matter('Password').getByText('among the first that others try').waitFor()
  await field.fill('seven blue herons walk')
  await matter('Password').getByText('Strong').waitFor()
  const other = (await nora.signIn()).cookie
  await page.reload()
  await matter('Where you are signed in').getByText('This session').waitFor()
  await matter('Where you are signed in').getByRole('button', { name: 'End session' }).first().click()
  await page.getByText('Ended sessions: 1.').waitFor()
  expect((await server.ask('GET', '/_/session', undefined, { cookie: other })).body.user).toBeNull()
})

test('two-factor sign-in is set up with a code, and asked for at the next sign-in; a recovery code works once the app is lost', async () => {
  await matter('Two-factor sign-in').getByRole('button', { name: 'Set up' }).click()
  await confirm()
  secret = ((await page.getByTestId('secret').textContent()) ?? '').replaceAll(' ', '')
  expect(await seriousFaults(page)).toEqual([])
  await page.getByLabel('Code from your app').fill(code(-1))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByText('Keep these recovery codes').waitFor()
  codes = await page.locator('.codes code').allTextContents()
  expect(codes).toHaveLength(10)
  const fresh = await person(server, { guest: true, viewport: { width: 390, height: 800 } })
  const small = await fresh.page('/_/sign-in?next=/_/me')
  await signIn(small)
  await small.getByLabel('Code from your app').fill('000000')
  await small.getByRole('button', { name: 'Sign in', exact: true }).click()
  await small.getByRole('alert').getByText('This code is not right').waitFor()
  expect(await seriousFaults(small)).toEqual([])
  await fitsWidth(small)
  await small.getByRole('button', { name: 'I do not have my app here' }).click()
  await small.getByLabel('Recovery code').fill(codes[0]!)
  await small.getByRole('button', { name: 'Sign in', exact: true }).click()
  await profile(small)
  await fitsWidth(small)
  expect(fresh.faults).toEqual([])
  await fresh.context.close()
})

test('a passkey is added with the device, opens a session alone, and is removed again', async () => {
  const devices = await me.context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await matter('Passkeys').getByRole('button', { name: 'Add passkey' }).click()
  await page.getByRole('dialog').getByLabel('Name of the device').fill('Laptop of Nora')
  await confirm()
  await matter('Passkeys').getByText('Laptop of Nora').waitFor()
  await me.context.clearCookies()
  await page.goto(`${server.url}/_/sign-in?next=/_/me`)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await profile(page)
  await matter('Passkeys').getByText('Last used').waitFor()
  await matter('Passkeys').getByRole('button', { name: 'Remove Laptop of Nora' }).click()
  await confirm()
  await expect.poll(() => matter('Passkeys').getByText('Laptop of Nora').count()).toBe(0)
})

test('the page has no serious fault of accessibility in both themes, and two-factor is turned off with the password', async () => {
  for (const scheme of ['Dark', 'Light']) {
    await matter('Appearance').getByText(scheme, { exact: true }).click()
    expect(await seriousFaults(page)).toEqual([])
  }
  await matter('Two-factor sign-in').getByRole('button', { name: 'Turn off' }).click()
  await confirm()
  await matter('Two-factor sign-in').getByRole('button', { name: 'Set up' }).waitFor()
  expect(me.faults).toEqual([])
})

import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { startOpenIdProvider } from '../support/openid-provider.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { administrator, startTestServer } from '../support/server.ts'

const provider = await startOpenIdProvider()
afterAll(() => provider.close())
const server = await startTestServer({ template: 'trade', frontEnd: true, env: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: provider.client.id, OIDC_CLIENT_SECRET: provider.client.secret } })
// The provider sends people back to the server's own address: here its name, not its number.
const named = { ...server, url: server.url.replace('127.0.0.1', 'localhost') }
const button = (page: Page) => page.getByRole('link', { name: 'Sign in with your organisation' })

test('the button on the sign-in page leads to the organisation, and back to the address that was asked for, signed in', async () => {
  const guest = await person(named, { guest: true })
  provider.next({ sub: 'ada', email: administrator.email, email_verified: true })
  const page = await guest.page('/trade/orders?sort=number')
  await button(page).click()
  await page.getByRole('grid').waitFor()
  expect(page.url()).toBe(`${named.url}/trade/orders?sort=number`)
  expect(provider.tokens).toEqual({ given: 1, refused: 0 })
  await page.reload()
  await page.getByRole('grid').waitFor()
  expect(guest.faults).toEqual([])
  await guest.context.close()
})

test('somebody whom the organisation knows, but nobody here, reads so on the sign-in page and can still use a password', async () => {
  const guest = await person(named, { guest: true, viewport: { width: 390, height: 844 } })
  provider.next({ sub: 'stranger', email: 'stranger@example.com', email_verified: true })
  const page = await guest.page('/_/sign-in')
  await button(page).click()
  await page.getByRole('alert').filter({ hasText: 'You are known to your organisation, but not here.' }).waitFor()
  await fitsWidth(page)
  await page.getByLabel('Email').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Welcome/ }).waitFor()
  expect(guest.faults).toEqual([])
  await guest.context.close()
})

test('a proof that does not hold is said on the sign-in page too, in the language of the reader', async () => {
  const guest = await person(named, { guest: true, locale: 'es' })
  provider.next({ sub: 'ada', email: administrator.email, email_verified: true }, { foreignKey: true })
  const page = await guest.page('/_/sign-in')
  await page.getByRole('link', { name: 'Entrar con su organización' }).click()
  await page.getByRole('alert').filter({ hasText: 'no tuvo éxito' }).waitFor()
  expect((await guest.context.cookies()).filter(({ name }) => name === server.cookie.split('=')[0])).toEqual([])
  await guest.context.close()
})

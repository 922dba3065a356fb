import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const draftOrder = async (): Promise<string> => (await server.ask('POST', '/order', { freight: '1' })).body.id
/** The draft is kept every two seconds; then the browser goes away without asking. */
const crash = async (page: Page): Promise<void> => {
  await page.waitForTimeout(2600)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
}

test('what was typed and not saved is offered again after a reload, and taken with its lines', async () => {
  const page = await me.page(`/trade/orders/${await draftOrder()}`)
  await page.getByLabel('Freight').fill('77.7')
  await page.getByRole('button', { name: 'Add line' }).click()
  await page.getByLabel('Quantity 1').fill('6')
  await crash(page)
  await page.getByText('There is an unsaved draft').waitFor()
  expect(await page.getByLabel('Freight').inputValue()).toBe('1.00')
  await page.getByRole('button', { name: 'Use the draft' }).click()
  await expect.poll(() => page.getByLabel('Freight').inputValue()).toBe('77.70')
  expect(await page.getByLabel('Quantity 1').inputValue()).toBe('6')
  await page.close({ runBeforeUnload: false })
})

test('a draft that is discarded is gone, and saving leaves none behind', async () => {
  const page = await me.page(`/trade/orders/${await draftOrder()}`)
  await page.getByLabel('Freight').fill('5')
  await crash(page)
  await page.getByRole('button', { name: 'Discard the draft' }).click()
  await page.reload()
  await page.getByLabel('Freight').fill('6')
  await page.waitForTimeout(2600)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'detached' })
  await page.reload()
  await page.getByLabel('Freight').waitFor()
  await page.waitForTimeout(500)
  expect(await page.getByText('There is an unsaved draft').count()).toBe(0)
  await page.close()
})

test('leaving with changes asks; staying keeps them', async () => {
  const page = await me.page(`/trade/orders/${await draftOrder()}`)
  await page.getByLabel('Freight').fill('8')
  await page.getByRole('link', { name: 'Customers' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Unsaved changes' })
  await dialog.getByRole('button', { name: 'Stay here' }).click()
  expect(await page.getByLabel('Freight').inputValue()).toBe('8.00')
  await page.getByRole('link', { name: 'Customers' }).first().click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL('**/trade/customers')
  await page.close()
})

test('the session ends while one types: signing in over the page goes on with the same save, and nothing is lost', async () => {
  const { signIn, email } = await addPerson(server, 'typist', ['manager'])
  const typist = await person(server, { guest: true })
  const [name = '', value = ''] = (await signIn()).cookie.split('=')
  await typist.context.addCookies([{ name, value, url: server.url, httpOnly: true }])
  const page = await typist.page(`/trade/orders/${await draftOrder()}`)
  await page.getByLabel('Freight').fill('321.5')
  const ended = await fetch(`${server.url}/api/_/session`, { method: 'DELETE', headers: { cookie: `${name}=${value}`, 'x-officina': '1' } })
  expect(ended.status).toBeLessThan(300)
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Email').fill(email)
  await dialog.getByLabel('Password', { exact: true }).fill('another long password')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Unsaved changes', { exact: true }).waitFor({ state: 'detached' })
  expect(await page.getByLabel('Freight').inputValue()).toBe('321.50')
  expect((await server.ask('GET', `/order/${page.url().slice(-36)}?fields=freight`)).body.freight).toBe('321.5')
  expect([...typist.faults, ...me.faults]).toEqual([])
  await typist.context.close()
})

test('fields show, ask and lock by what is typed', async () => {
  const page = await me.page(`/trade/orders/${await draftOrder()}`)
  const customer = page.locator('[data-field="customer"]')
  expect(await customer.getByText('required').count()).toBe(0)
  await page.getByRole('tab', { name: 'Delivery' }).click()
  expect(await page.locator('[data-field="shipper"]').count()).toBe(0)
  await page.getByRole('tab', { name: 'Order' }).click()
  await page.getByLabel('Status').and(page.locator('input')).first().click()
  await page.getByRole('option', { name: 'Shipped' }).click()
  await customer.getByText('required').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await customer.locator('.error').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-customer')
  await page.getByRole('tab', { name: 'Delivery' }).click()
  await page.locator('[data-field="shipped_date"]').waitFor()
  await page.getByLabel('Shipped on').fill('2001-01-01')
  await page.getByRole('tab', { name: 'Order' }).click()
  await customer.getByRole('combobox').fill('Lantern')
  await page.getByRole('option', { name: /Lantern/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  // A rule over two fields, which only the server tells: it stands at the field that the rule names.
  await page.locator('[data-field="shipped_date"] .error').getByText('Nothing is shipped before it is ordered.').waitFor({ state: 'attached' })
  await page.close()
})

test('a record says by name who made it and who changed it last', async () => {
  const { signIn } = await addPerson(server, 'colleague', ['manager'])
  const { cookie } = await signIn()
  const id = await draftOrder()
  await server.ask('PATCH', `/order/${id}`, { freight: '2' }, { cookie })
  const page = await me.page(`/trade/orders/${id}`)
  const origin = page.locator('.origin')
  await origin.getByText('colleague').waitFor()
  await origin.getByText('Ada Admin').first().waitFor()
  expect(await page.locator('.record').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
  await page.close()
})

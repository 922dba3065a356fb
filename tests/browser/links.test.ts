import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addPerson } from '../support/people.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const customer = (page: Page) => page.getByRole('combobox', { name: 'Customer' })

test('a customer who does not exist yet is created beside the order, and nothing typed in the order is lost', async () => {
  const page = await me.page('/trade/orders/new')
  await page.getByLabel('Freight').fill('12.5')
  await customer(page).fill('Harbour Bakery')
  await page.getByRole('option', { name: 'Create “Harbour Bakery”…' }).click()
  const drawer = page.getByRole('dialog', { name: 'New: Customer' })
  expect(await drawer.locator('#field-in-place-name').inputValue()).toBe('Harbour Bakery')
  await drawer.getByRole('button', { name: 'Create and choose' }).click()
  await drawer.locator('.error', { hasText: 'Code' }).waitFor()
  await drawer.locator('#field-in-place-code').fill('HARBO')
  await drawer.getByRole('button', { name: 'Create and choose' }).click()
  await drawer.waitFor({ state: 'detached' })
  expect([await customer(page).inputValue(), await page.getByLabel('Freight').inputValue()]).toEqual(['Harbour Bakery', '12.50'])
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: /Harbour Bakery/ }).waitFor()
  await page.close()
})

test('with the keyboard alone: type, Enter to create, fill, Enter, and go on in the order where one was', async () => {
  const page = await me.page('/trade/orders/new')
  await customer(page).focus()
  await page.keyboard.type('Mill Street Deli')
  await page.getByRole('option', { name: /Create/ }).waitFor()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'New: Customer' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-in-place-code')
  await page.keyboard.type('MILLS')
  await page.keyboard.press('Enter')
  await drawer.waitFor({ state: 'detached' })
  expect(await customer(page).inputValue()).toBe('Mill Street Deli')
  await expect.poll(() => customer(page).evaluate((input) => input === document.activeElement)).toBe(true)
  await page.close()
})

test('what the server refuses in the small form stands at its field there, and Escape leaves the order as it was', async () => {
  const [{ code }] = (await server.ask('GET', '/customer?size=1&fields=code')).body.rows
  const page = await me.page('/trade/orders/new')
  await customer(page).fill('Twice The Same')
  await page.getByRole('option', { name: /Create/ }).click()
  const drawer = page.getByRole('dialog', { name: 'New: Customer' })
  await drawer.locator('#field-in-place-code').fill(code)
  await drawer.getByRole('button', { name: 'Create and choose' }).click()
  await drawer.locator('[data-field="in-place-code"] .error').waitFor()
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(await customer(page).inputValue()).toBe('')
  await page.close()
})

test('those chosen last are offered first, with what tells them from others', async () => {
  const page = await me.page('/trade/orders/new')
  await customer(page).fill('Lantern')
  await page.getByRole('option', { name: /Lantern Tea House/ }).click()
  await page.goto(`${server.url}/trade/orders/new`)
  await customer(page).click()
  const recent = page.getByRole('group', { name: 'Recent' }).or(page.locator('.mantine-Combobox-group', { hasText: 'Recent' }))
  await recent.getByRole('option', { name: /Lantern Tea House.*Leeds/ }).waitFor()
  expect(await page.getByRole('option', { name: /Lantern Tea House/ }).count()).toBe(1)
  await page.close()
})

test('who may not create products is not offered to', async () => {
  const { signIn } = await addPerson(server, 'seller', ['sales'])
  const [name = '', value = ''] = (await signIn()).cookie.split('=')
  const seller = await person(server, { guest: true })
  await seller.context.addCookies([{ name, value, url: server.url, httpOnly: true }])
  const page = await seller.page('/trade/orders/new')
  await page.getByRole('button', { name: 'Add line' }).click()
  await page.getByLabel('Product 1').fill('Nobody Sells This')
  await page.getByText('Nothing matches').waitFor()
  expect(await page.getByRole('option').count()).toBe(0)
  await page.keyboard.press('Escape')
  await customer(page).fill('A New Customer')
  await page.getByRole('option', { name: 'Create “A New Customer”…' }).waitFor()
  await seller.context.close()
})

test('on a phone the small form fills the width without sideways scroll', async () => {
  const phone = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true })
  const page = await phone.page('/trade/orders/new')
  await customer(page).fill('Pocket Grocer')
  await page.getByRole('option', { name: /Create/ }).click()
  await page.getByRole('dialog', { name: 'New: Customer' }).getByLabel('Name').waitFor()
  await fitsWidth(page)
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})

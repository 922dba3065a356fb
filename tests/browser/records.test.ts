import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const order = async (): Promise<{ id: string; number: number }> => (await server.ask('GET', '/order?size=1&fields=number&filter=status%20%3D%3D%20%27draft%27')).body.rows[0]

test('a record with lines shows its computed totals before and after saving', async () => {
  const page = await me.page('/trade/orders/new')
  await page.getByLabel('Customer').fill('Lantern')
  await page.getByRole('option', { name: 'Lantern Tea House' }).click()
  await page.getByRole('button', { name: 'Add line' }).click()
  await page.getByLabel('Product 1').fill('chai')
  await page.getByRole('option', { name: /chai/i }).first().click()
  await page.getByLabel('Price 1').fill('10')
  await page.getByLabel('Quantity 1').fill('3')
  await page.getByLabel('Freight').fill('2.5')
  await page.locator('[data-field="total"]').getByText('32.50').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/orders\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { level: 1, name: /Lantern Tea House/ }).waitFor()
  await page.reload()
  await page.locator('[data-field="total"]').getByText('32.50').waitFor()
  await page.close()
})

test('what the server refuses stands at its field', async () => {
  const [first, second] = (await server.ask('GET', '/customer?size=2&fields=code')).body.rows
  const page = await me.page(`/trade/customer/${second.id}`)
  await page.getByLabel('Code').first().fill(first.code)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('[data-field="code"] .error').waitFor()
  expect(await page.getByLabel('Code').first().getAttribute('aria-invalid')).toBe('true')
  await page.close()
})

test('two who change the same field are asked which value stays; others are merged', async () => {
  const { id } = await order()
  const [mine, theirs] = [await me.page(`/trade/orders/${id}`), await me.page(`/trade/orders/${id}`)]
  await mine.getByLabel('Freight').fill('11')
  await theirs.getByLabel('Freight').fill('22')
  await theirs.getByLabel('Wanted by').fill('2027-01-31')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await theirs.getByRole('button', { name: 'Save' }).and(theirs.locator(':disabled')).waitFor()
  await mine.getByText('Someone else has saved this record').waitFor()
  await mine.getByRole('button', { name: 'Save' }).click()
  const dialog = mine.getByRole('dialog')
  await dialog.getByRole('rowheader', { name: 'Freight' }).waitFor()
  expect(await dialog.getByRole('rowheader').count()).toBe(1)
  await dialog.getByRole('button', { name: 'Merge and save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(async () => (await server.ask('GET', `/order/${id}?fields=freight,required_date`)).body).toMatchObject({ freight: '11', required_date: '2027-01-31' })
  await mine.close()
  await theirs.close()
})

test('a change shows within a second in the list and the page of another, without a reload', async () => {
  const { id } = await order()
  const [list, page] = [await me.page('/trade/orders'), await me.page(`/trade/orders/${id}`)]
  await list.getByRole('grid').waitFor()
  await page.getByLabel('Freight').waitFor()
  await list.waitForTimeout(500)
  const { body } = await server.ask('GET', `/order/${id}`)
  const started = Date.now()
  const saved = await server.ask('PATCH', `/order/${id}`, { freight: '4711.5' }, { 'if-match': `"${body._version}"` })
  expect(saved.status).toBe(200)
  await list.getByRole('gridcell', { name: /^4,7|^5,/ }).first().waitFor({ timeout: 3000 })
  expect(Date.now() - started).toBeLessThan(1500)
  await expect.poll(() => page.getByLabel('Freight').inputValue()).toBe('4,711.50')
  await list.close()
  await page.close()
})

test('the language changes on the spot, labels of the workspace included', async () => {
  const page = await me.page('/trade/orders')
  await page.getByRole('grid').waitFor()
  await page.getByRole('button', { name: /Ada Admin/ }).click()
  await page.getByRole('menuitem', { name: '中文' }).click()
  await page.getByRole('button', { name: '列' }).waitFor()
  await page.getByRole('link', { name: '客户' }).first().waitFor()
  // The language stays with the person.
  await page.getByRole('menuitem', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Columns' }).waitFor()
  await page.evaluate(() => localStorage.clear())
  await page.close()
})

test('every screen opens by its address, fits a phone, and keeps to the content security policy', async () => {
  const { id } = await order()
  const phone = await person(server, { viewport: { width: 375, height: 740 }, hasTouch: true })
  const paths = ['/', '/trade/orders', `/trade/orders/${id}`, '/trade/orders/new', '/trade/order_board', '/trade/order_calendar', '/trade/organisation', '/trade/product_gallery', '/_/user', '/_/roles', '/_/keys', '/_/templates', '/_/versions', '/_/audit']
  for (const path of paths) {
    const page = await phone.page(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('load')
    await fitsWidth(page)
    await page.close()
  }
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})

test('the palette takes what is typed right after it is opened, the first time too', async () => {
  const page = await me.page('/trade/orders')
  await page.waitForTimeout(1500)
  await page.keyboard.press('Control+k')
  await page.waitForTimeout(100)
  await page.keyboard.type('deliver')
  await page.getByRole('dialog').getByText('Deliveries', { exact: false }).first().waitFor()
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('deliver')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/trade/delivery_calendar')
  await page.close()
})

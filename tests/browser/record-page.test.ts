import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const [customer] = (await server.ask('GET', '/customer?size=1&fields=name,code')).body.rows as readonly { id: string; name: string; code: string }[]
const [product] = (await server.ask('GET', '/product?size=1')).body.rows as readonly { id: string }[]
const order = async (fields: object = {}): Promise<string> => (await server.ask('POST', '/order', { customer: customer!.id, freight: '1', lines: [{ product: product!.id, price: '2', quantity: 3 }], ...fields })).body.id

test('the head shows state and totals, and J and K go through the list one came from', async () => {
  const page = await me.page('/trade/orders')
  await page.getByRole('grid').waitFor()
  await page.locator('.grid-row a').first().click()
  await page.getByLabel('Freight').waitFor()
  const head = page.locator('.record-head')
  expect(await head.locator('.figures dt').allTextContents()).toContain('Status')
  await head.getByText(/^1\/\d+$/).waitFor()
  const first = page.url()
  await page.keyboard.press('j')
  await head.getByText(/^2\/\d+$/).waitFor()
  await page.keyboard.press('k')
  await expect.poll(() => page.url()).toBe(first)
  await page.close()
})

test('a deleted record stays in sight and is taken back; a duplicate has its lines but no number', async () => {
  const id = await order()
  const page = await me.page(`/trade/orders/${id}`)
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Undo the deletion' }).click()
  await page.getByRole('button', { name: 'Undo the deletion' }).waitFor({ state: 'detached' })
  expect((await server.ask('GET', `/order/${id}`)).status).toBe(200)
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await page.waitForURL('**/new')
  await page.getByLabel('Quantity 1').waitFor()
  expect(await page.getByLabel('Quantity 1').inputValue()).toBe('3')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/orders\/[0-9a-f-]{36}$/)
  await page.close()
})

test('on paper the record has every tab and line and nothing to press', async () => {
  const id = await order()
  const page = await me.page(`/trade/orders/${id}`)
  await page.evaluate(() => { window.print = () => { document.documentElement.dataset['printed'] = '' } })
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Print' }).click()
  await page.locator('html[data-printed]').waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.locator('.print-sheet td').getByText('3', { exact: true }).waitFor()
  expect(await page.locator('.print-sheet').getByRole('button').count()).toBe(0)
  expect(await page.locator('.record-head').isVisible()).toBe(false)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.locator('.print-sheet').waitFor({ state: 'detached' })
  await page.close()
})

test('a locked field says why; a link shows what is behind it on focus', async () => {
  const id = await order()
  const page = await me.page(`/trade/orders/${id}`)
  await page.getByRole('button', { name: 'Why is Number locked?' }).click()
  await page.getByText('It is given when the record is saved and stays.').waitFor()
  await page.keyboard.press('Escape')
  const link = page.getByRole('link', { name: `Open ${customer!.name}` })
  await link.focus()
  await page.locator('.peek').getByText(customer!.name).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.peek').waitFor({ state: 'detached' })
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await seriousFaults(page, '.record')).toEqual([])
  }
  await page.close()
})

test('related records are counted, five are shown, a new one is begun with its link, all are one click away', async () => {
  for (let count = 0; count < 6; count++) await order()
  const { body } = await server.ask('GET', `/order?filter=${encodeURIComponent(`customer == '${customer!.id}'`)}&count=exact&size=1`)
  const page = await me.page(`/trade/customer/${customer!.id}`)
  const related = page.getByRole('region', { name: 'Orders' })
  await page.getByRole('tab', { name: 'Orders' }).click({ timeout: 1_000 }).catch(() => undefined)
  await related.getByRole('heading').getByText(String(body.count.value)).waitFor()
  expect(await related.locator('tbody tr').count()).toBe(5)
  await related.getByRole('link', { name: 'New Order' }).click()
  await expect.poll(() => page.getByLabel('Customer').first().inputValue()).toBe(customer!.name)
  await page.reload()
  await expect.poll(() => page.getByLabel('Customer').first().inputValue()).toBe(customer!.name)
  await page.close()
})

test('a picker offers only what the link may point to, by the values of the record itself', async () => {
  const boss = (await server.ask('GET', '/employee?size=1&fields=title')).body.rows[0] as { id: string; title: string }
  const page = await me.page(`/trade/employee/${boss.id}`)
  const asked = page.waitForRequest((request) => request.url().includes('/api/employee?') && request.url().includes('filter='))
  await page.locator('[data-field="manager"] input').click()
  expect(new URL((await asked).url()).searchParams.get('filter')).toContain(boss.id)
  await page.getByRole('option').first().waitFor()
  expect(await page.getByRole('option', { name: boss.title }).count()).toBe(0)
  await page.close()
})

test('on a phone the record fits, its sections fold, and saving is at hand at the bottom', async () => {
  const phone = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true })
  const page = await phone.page(`/trade/orders/${await order()}`)
  await page.getByLabel('Freight').fill('4')
  await fitsWidth(page)
  const place = (await page.getByRole('button', { name: 'Save' }).boundingBox())!
  expect(place.y).toBeGreaterThan(700)
  await page.getByRole('button', { name: 'Lines', exact: true }).click()
  await page.getByLabel('Quantity 1').waitFor({ state: 'hidden' })
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const products = (await server.ask('GET', '/product?size=5&fields=name,price,number')).body.rows as readonly { id: string; name: string; price: string }[]
const focused = (page: Page): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)
const column = (page: Page, label: string): Promise<string[]> => page.locator(`.lines tbody td[data-label="${label}"] input`).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))

/** What Ctrl+C in a spreadsheet and Ctrl+V here do to the cell with the focus. */
const paste = (page: Page, text: string): Promise<void> => page.evaluate((plain) => {
  const data = new DataTransfer()
  data.setData('text/plain', plain)
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}, text)

async function orderWith(count: number): Promise<string> {
  const lines = Array.from({ length: count }, (_, at) => ({ product: products[at % 5]!.id, price: '2', quantity: at + 1 }))
  return (await server.ask('POST', '/order', { lines })).body.id
}

test('arrows, Enter and Tab go from cell to cell as in a spreadsheet, and Enter in the last line adds one', async () => {
  const page = await me.page(`/trade/orders/${await orderWith(2)}`)
  await page.getByLabel('Quantity 1').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focused(page)).toBe('Quantity 2')
  await page.keyboard.type('7')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => focused(page)).toBe('Quantity 1')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => focused(page)).toBe('Price 1')
  await page.keyboard.press('Tab')
  await expect.poll(() => focused(page)).toBe('Quantity 1')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Quantity 2')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Product 3')
  await page.keyboard.type(products[3]!.name.slice(0, 6))
  await page.getByRole('option', { name: products[3]!.name }).first().waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByLabel('Product 3').inputValue()).toBe(products[3]!.name)
  // The price follows the product until one is typed.
  expect(Number((await page.getByLabel('Price 3').inputValue()).replace(',', ''))).toBe(Number(products[3]!.price))
  expect(await column(page, 'Quantity')).toEqual(['1', '7', '1'])
  await page.close()
})

test('lines are duplicated, moved and removed by keys and by buttons; totals follow at once', async () => {
  const page = await me.page(`/trade/orders/${await orderWith(3)}`)
  const totals = page.locator('.lines tfoot')
  await totals.locator('[data-label="Quantity"]').getByText('6').waitFor()
  await totals.locator('[data-label="Net"]').getByText('12.00').waitFor()
  await page.getByLabel('Quantity 3').click()
  await page.keyboard.press('Control+Shift+d')
  await expect.poll(() => focused(page)).toBe('Quantity 4')
  await totals.locator('[data-label="Net"]').getByText('18.00').waitFor()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['1', '3', '2', '3'])
  await page.keyboard.press('Control+Delete')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['1', '2', '3'])
  await page.getByRole('button', { name: 'Remove line 1' }).click()
  await page.getByRole('button', { name: 'Line 1', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Move line 1 down' }).click()
  await page.getByRole('button', { name: 'Line 1', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Duplicate line 1' }).click()
  await expect.poll(() => column(page, 'Quantity')).toEqual(['3', '3', '2'])
  expect(await totals.locator('[data-label="Price"]').textContent()).toBe('')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
  await page.reload()
  await expect.poll(() => column(page, 'Quantity')).toEqual(['3', '3', '2'])
  await page.close()
})

test('a table pasted from a spreadsheet becomes lines: links by their name, numbers as they are written, what does not fit is said at its cell', async () => {
  const page = await me.page('/trade/orders/new')
  await page.getByRole('button', { name: 'Add line' }).click()
  await page.getByLabel('Product 1').focus()
  await paste(page, [`${products[0]!.name}\t1,250.50\t3\t0.1`, `${products[1]!.name.toUpperCase()}\t€ 2.5\t4`, 'No Such Thing\t5\t1', `${products[2]!.name}\t10\tmany`].join('\r\n'))
  await page.getByText('4 lines pasted').waitFor()
  expect(await column(page, 'Product')).toEqual([products[0]!.name, products[1]!.name, '', products[2]!.name])
  expect(await column(page, 'Price')).toEqual(['1,250.50', '2.50', '5.00', '10.00'])
  expect(await column(page, 'Quantity')).toEqual(['3', '4', '1', 'many'])
  await page.locator('[data-line="2"][data-column="0"] .error').getByText('Nothing is called “No Such Thing”').waitFor()
  await page.locator('[data-line="3"][data-column="2"] .error').getByText('“many” does not fit here').waitFor()
  // Mending one cell leaves what is said of the other, also when lines move.
  await page.getByRole('button', { name: 'Remove line 1' }).click()
  await page.getByLabel('Quantity 3').fill('2')
  await page.locator('[data-line="2"] .error').waitFor({ state: 'detached' })
  await page.locator('[data-line="1"][data-column="0"] .error').waitFor()
  await page.getByLabel('Product 2').fill(products[3]!.name)
  await page.getByRole('option', { name: products[3]!.name }).first().click()
  await page.getByLabel('Freight').fill('0')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/orders\/[0-9a-f-]{36}$/)
  const saved = (await server.ask('GET', `/order/${page.url().slice(-36)}?fields=goods,lines.quantity`)).body
  expect(saved.goods).toBe('35')
  await page.close()
})

test('what the server refuses in a line stands at its cell', async () => {
  const page = await me.page(`/trade/orders/${await orderWith(2)}`)
  await page.getByLabel('Discount 2').fill('3')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('[data-line="1"] .error').getByText('A discount lies between 0 and 1.').waitFor()
  await page.close()
})

test('1,000 lines stay smooth: few are in the page, the last is one scroll away, and a key is drawn at once', async () => {
  const page = await me.page(`/trade/orders/${await orderWith(1000)}`)
  await page.getByLabel('Quantity 1', { exact: true }).waitFor()
  expect(await page.locator('.lines tbody tr[data-index]').count()).toBeLessThan(60)
  await page.locator('.lines').evaluate((lines) => { lines.scrollTop = lines.scrollHeight })
  const last = page.getByLabel('Quantity 1000')
  await last.click()
  const spent = await last.evaluate(async (input: HTMLInputElement) => {
    const times: number[] = []
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
    for (let key = 0; key < 20; key++) {
      const start = performance.now()
      write.call(input, String(key + 1))
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
      times.push(performance.now() - start)
    }
    return times.toSorted((a, b) => a - b)
  })
  expect(spent[10]).toBeLessThan(100)
  expect(await last.inputValue()).toBe('20')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Product 1001')
  await page.close()
})

test('on a phone each line is a card, without sideways scroll', async () => {
  const phone = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true })
  const page = await phone.page(`/trade/orders/${await orderWith(3)}`)
  await page.getByLabel('Quantity 3').fill('9')
  await fitsWidth(page)
  expect(await page.locator('.lines').evaluate((lines) => lines.scrollWidth - lines.clientWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Add line' }).click()
  await page.getByLabel('Product 4').waitFor()
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})

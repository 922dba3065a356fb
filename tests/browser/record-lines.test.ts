import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
await me.context.grantPermissions(['clipboard-read', 'clipboard-write'])
const products = (await server.ask('GET', '/product?size=3&fields=name')).body.rows as readonly { id: string; name: string }[]
const column = (page: Page, label: string): Promise<string[]> => page.locator(`.lines tbody td[data-label="${label}"] input`).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))

async function orderWith(quantities: readonly number[]): Promise<Page> {
  const lines = quantities.map((quantity, at) => ({ product: products[at % 3]!.id, price: '2', quantity }))
  const page = await me.page(`/trade/orders/${(await server.ask('POST', '/order', { lines })).body.id}`)
  await page.getByLabel(`Quantity ${quantities.length}`).waitFor()
  return page
}

test('Ctrl+D takes the cell above, fills what is chosen with Shift and arrows, and Ctrl+Z takes each step back', async () => {
  const page = await orderWith([4, 1, 2, 3])
  await page.getByLabel('Quantity 2').click()
  await page.keyboard.press('Control+d')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '4', '2', '3'])
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  expect(await page.locator('td[data-chosen]').count()).toBe(3)
  await page.keyboard.press('Control+d')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '4', '4', '4'])
  await page.locator('.lines tfoot [data-label="Quantity"]').getByText('16').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '4', '2', '3'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '1', '2', '3'])
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '4', '2', '3'])
  await page.close()
})

test('keys typed into one cell are one step to take back', async () => {
  const page = await orderWith([4, 1])
  await page.getByLabel('Quantity 1').fill('')
  await page.keyboard.type('125')
  await page.keyboard.press('Control+z')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '1'])
  await page.close()
})

test('the corner of a cell is dragged down to fill, a line by its number to move', async () => {
  const page = await orderWith([4, 1, 2, 3])
  await page.getByLabel('Quantity 1').click()
  const middle = async (selector: string): Promise<{ x: number; y: number }> => { const box = (await page.locator(selector).boundingBox())!; return { x: box.x + box.width / 2, y: box.y + box.height / 2 } }
  const drag = async (from: string, to: string, down = 0): Promise<void> => {
    const [start, end] = [await middle(from), await middle(to)]
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(end.x, (start.y + end.y) / 2)
    await page.mouse.move(end.x, end.y + down)
    await page.mouse.up()
  }
  await drag('.fill-handle', '[data-line="2"][data-label="Quantity"]')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '4', '4', '3'])
  await drag('tr[data-index="3"] .line-number', 'tr[data-index="0"] .line-number', -8)
  await expect.poll(() => column(page, 'Quantity')).toEqual(['3', '4', '4', '4'])
  await page.close()
})

test('the menu of a line inserts above and below; chosen cells are copied as a table and cleared', async () => {
  const page = await orderWith([4, 1])
  await page.getByRole('button', { name: 'Line 2', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Insert a line above' }).click()
  await expect.poll(() => column(page, 'Quantity')).toEqual(['4', '1', '1'])
  await page.getByLabel('Quantity 1').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('2\t4\n\t1')
  await page.keyboard.press('Delete')
  await expect.poll(() => column(page, 'Quantity')).toEqual(['', '', '1'])
  await page.close()
})

test('beside the side panel at 1280 pixels no head of a column is cut and no total wraps', async () => {
  const page = await orderWith([4000, 1000])
  const cut = await page.locator('.lines th').evaluateAll((heads) => heads.filter((head) => head.scrollWidth > head.clientWidth + 1).map((head) => head.textContent))
  expect(cut).toEqual([])
  expect(await page.locator('.lines').evaluate((lines) => lines.scrollWidth - lines.clientWidth)).toBeLessThanOrEqual(0)
  const tall = await page.locator('.lines tfoot td').evaluateAll((cells) => Math.max(...cells.map((cell) => cell.clientHeight)))
  expect(tall).toBeLessThan(44)
  expect(await seriousFaults(page, '.lines')).toEqual([])
  expect(me.faults).toEqual([])
  await page.close()
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const orders = async (status: string): Promise<{ id: string; title: string; version: number }[]> =>
  (await server.ask('GET', `/order?size=50&fields=title&filter=${encodeURIComponent(`status == '${status}'`)}`)).body.rows.map((row: { id: string; title: string; _version: number }) => ({ ...row, version: row._version }))
const lane = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const statusOf = async (id: string): Promise<string> => (await server.ask('GET', `/order/${id}?fields=status`)).body.status

test('a card dragged with the mouse onto another lane changes its record, and the counts of both lanes', async () => {
  const [card] = await orders('confirmed')
  const page = await me.page('/trade/order_board')
  const held = lane(page, 'Confirmed').getByText(card!.title).first()
  await held.scrollIntoViewIfNeeded()
  const count = Number(await lane(page, 'Cancelled').locator('h2 .muted').first().textContent())
  const [from, to] = [(await held.boundingBox())!, (await lane(page, 'Cancelled').boundingBox())!]
  await page.mouse.move(from.x + 20, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 20, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + 90, { steps: 8 })
  await page.mouse.up()
  await lane(page, 'Cancelled').getByText(card!.title).waitFor()
  await expect.poll(() => statusOf(card!.id)).toBe('cancelled')
  await expect.poll(async () => Number(await lane(page, 'Cancelled').locator('h2 .muted').first().textContent())).toBe(count + 1)
  await page.close()
})

test('a card is lifted, carried and dropped with the keyboard, and said aloud', async () => {
  const [card] = await orders('draft')
  const page = await me.page('/trade/order_board')
  const held = lane(page, 'Draft').locator('[role="group"]').filter({ hasText: card!.title })
  await held.focus()
  await page.keyboard.press('Space')
  await page.waitForTimeout(150)
  for (let step = 0; step < 12; step++) { await page.keyboard.press('ArrowRight'); await page.waitForTimeout(20) }
  await page.waitForTimeout(150)
  await page.keyboard.press('Space')
  await page.getByText('Moved to Confirmed').waitFor()
  expect(await statusOf(card!.id)).toBe('confirmed')
  await page.close()
})

test('a card is moved by its menu, without dragging', async () => {
  const [card] = await orders('confirmed')
  const page = await me.page('/trade/order_board')
  await lane(page, 'Confirmed').locator('[role="group"]').filter({ hasText: card!.title }).getByText('Move to').click()
  await page.getByRole('menuitem', { name: 'Shipped' }).click()
  await expect.poll(() => statusOf(card!.id)).toBe('shipped')
  await page.close()
})

const screens = async (): Promise<readonly string[]> => {
  const [{ id }] = (await server.ask('GET', '/order?size=1&fields=number')).body.rows
  return ['/trade/orders', '/trade/orders_by_person', `/trade/orders/${id}`, '/trade/order_board', '/trade/order_calendar', '/trade/organisation', '/trade/product_gallery']
}

test('every view speaks English, Spanish and Chinese, switched on the spot', async () => {
  const reader = await person(server)
  for (const path of await screens()) {
    const page = await reader.page(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    for (const [name, search, lang] of [['Español', 'Buscar', 'es'], ['中文', '搜索', 'zh'], ['English', 'Search', 'en']] as const) {
      await page.getByRole('button', { name: /Ada Admin/ }).click()
      await page.getByRole('menuitem', { name }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
      await page.getByRole('banner').getByRole('button', { name: new RegExp(search) }).waitFor()
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang)
      const body = await page.locator('main').innerText()
      expect(body.match(/\b(?:list|record|shell|entry)\.[a-z_]+/g)).toBe(null)
      expect(body).not.toMatch(/\{[a-z]+\}/)
    }
    await page.close()
  }
  await reader.context.close()
})

/** Is text on its background readable: a contrast of 4.5 at least, for what is seen of the page. */
const paleTexts = (page: Page): Promise<string[]> => page.evaluate(() => {
  const channel = (value: number): number => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const light = (colour: string): number => { const [r = 0, g = 0, b = 0] = numbers(colour).map((one) => channel(one / 255)); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const ground = (element: Element | null): string => { for (let at = element; at; at = at.parentElement) { const colour = getComputedStyle(at).backgroundColor; if ((numbers(colour)[3] ?? 1) > 0.5 && colour !== 'transparent') return colour } return 'rgb(255, 255, 255)' }
  const texts = [...document.querySelectorAll('main *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) && element.getClientRects().length > 0 && !element.closest(':disabled, [data-disabled], .hidden'))
  return texts.flatMap((element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    return contrast < 4.5 ? [`${element.textContent?.slice(0, 30)} ${contrast.toFixed(2)}`] : []
  })
})

test('every view is readable in the dark and in the light', async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    const reader = await person(server, { colorScheme })
    for (const path of await screens()) {
      const page = await reader.page(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForTimeout(400)
      expect([path, await paleTexts(page)]).toEqual([path, []])
      await page.close()
    }
    await reader.context.close()
  }
})

test('every view fits a phone', async () => {
  const phone = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  for (const path of await screens()) {
    const page = await phone.page(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForTimeout(300)
    await fitsWidth(page)
    await page.close()
  }
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})

test('the tabs of one person share one live connection; when its tab closes, another takes it over', async () => {
  const reader = await person(server)
  let connections = 0
  reader.context.on('request', (request) => { if (request.url().endsWith('/api/_/events')) connections++ })
  const [first, second, third] = [await reader.page('/trade/orders'), await reader.page('/trade/orders'), await reader.page('/trade/orders')]
  for (const page of [first, second, third]) await page.getByRole('grid').waitFor()
  await first.waitForTimeout(500)
  expect(connections).toBe(1)
  const [{ id, version }] = (await orders('shipped')) as unknown as readonly [{ id: string; version: number }]
  const change = async (freight: string): Promise<void> => { const { body } = await server.ask('GET', `/order/${id}`); expect((await server.ask('PATCH', `/order/${id}`, { freight }, { 'if-match': `"${body._version}"` })).status).toBe(200) }
  expect(version).toBeGreaterThan(0)
  const shows = (page: Page, text: RegExp) => page.locator('.grid-foot').getByText(text).waitFor({ timeout: 2_000 })
  await change('100000')
  await Promise.all([first, second, third].map((page) => shows(page, /^1[12]\d,/)))
  await first.close()
  await expect.poll(() => connections).toBe(2)
  await second.waitForTimeout(300)
  await change('300000')
  await Promise.all([second, third].map((page) => shows(page, /^3[12]\d,/)))
  expect(connections).toBe(2)
  await reader.context.close()
})

test('Ctrl+K in the very first moments of a page loses no key', async () => {
  const page = await me.page('/trade/orders')
  await page.reload({ waitUntil: 'commit' })
  await page.locator('#root').waitFor({ state: 'attached' })
  // The page's own code has begun; nothing is drawn yet.
  await page.waitForFunction(() => document.documentElement.dataset['density'] !== undefined)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('deliver')
  await page.getByRole('dialog').getByText('Deliveries', { exact: false }).first().waitFor()
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('deliver')
  await page.close()
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const heads = (page: Page): Promise<string[]> => page.locator('.group-title').evaluateAll((titles) => titles.map((title) => title.textContent ?? ''))
const parameter = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name)

test('a view that groups shows each group with its count and its sum, unfolded, and the total of all below', async () => {
  const { totals } = (await server.ask('GET', `/order?measures=${encodeURIComponent('count,sum(total)')}&filter=${encodeURIComponent("status != 'cancelled'")}`)).body
  const page = await me.page('/trade/orders_by_person')
  const group = page.getByRole('row').filter({ hasText: 'Amara Okoye' }).first()
  await group.getByText('12').waitFor()
  await group.getByText('4,665.27').waitFor()
  expect((await heads(page)).length).toBeGreaterThan(2)
  const foot = (await page.locator('.grid-foot').textContent()) ?? ''
  expect(foot.replaceAll(/[^\d.]/g, '')).toBe(Number(totals['sum(total)']).toFixed(2))
  const head = page.getByRole('button', { name: /Amara Okoye/ })
  const isHead = (at: number) => page.locator(`[aria-rowindex="${at}"]`).getAttribute('data-group')
  const at = Number(await group.getAttribute('aria-rowindex'))
  expect(await isHead(at + 1)).toBeNull()
  await head.click()
  await expect.poll(() => head.getAttribute('aria-expanded')).toBe('false')
  await expect.poll(() => isHead(at + 1)).not.toBeNull()
  await page.close()
})

test('grouping by up to three levels is chosen in the list, kept in the address, and taken away again', async () => {
  const page = await me.page('/trade/orders')
  await page.locator('.grid').waitFor()
  await page.getByRole('button', { name: 'Group' }).click()
  for (const [label, field] of [['Group by', 'Status'], ['Then by', 'Customer']] as const) {
    const chosen = page.getByRole('button', { name: new RegExp(`^By .*${field}$`) })
    // On a busy machine the box may close between the look and the click; a person opens it again.
    await expect.poll(async () => {
      await page.getByLabel(label).and(page.locator('input')).last().click()
      await page.getByRole('option', { name: field, exact: true }).click({ timeout: 3000 }).catch(() => {})
      return chosen.waitFor({ timeout: 3000 }).then(() => true, () => false)
    }, { timeout: 30_000 }).toBe(true)
  }
  await expect.poll(() => page.getByLabel('Then by').and(page.locator('input')).count()).toBe(2)
  await page.getByLabel('Then by').and(page.locator('input')).last().click()
  await page.getByRole('option', { name: 'Ordered on' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => parameter(page, 'group')).toBe('status,customer,order_date')
  const url = page.url()
  await expect.poll(async () => (await heads(page)).slice(0, 2).join()).toMatch(/^StatusDraft\d+,Customer\D+\d+$|^Status\w+\d+,Customer\D+\d+$/)
  await page.locator('[data-group][aria-level="3"]').first().waitFor()
  await page.goto(url)
  await page.locator('[data-group][aria-level="3"]').first().getByText('2026').waitFor()
  await page.getByRole('button', { name: /^By Status/ }).click()
  await page.getByRole('button', { name: 'No groups' }).click()
  await expect.poll(() => page.locator('.group-title').count()).toBe(0)
  await page.goto(`${server.url}/trade/orders_by_person?group=-`)
  await page.locator('.grid').waitFor()
  expect(await page.locator('.group-title').count()).toBe(0)
  await page.close()
})

test('the sum below a column is that of all the list finds, and follows the filter', async () => {
  const sum = async (filter: string): Promise<string> => Number((await server.ask('GET', `/order?measures=${encodeURIComponent('sum(total)')}&filter=${encodeURIComponent(filter)}`)).body.totals['sum(total)']).toFixed(2)
  const page = await me.page('/trade/orders')
  const foot = page.locator('.grid-foot [data-numeric]')
  await expect.poll(async () => (await foot.last().textContent())?.replaceAll(/[^\d.]/g, '')).toBe(await sum('true'))
  await page.goto(`${server.url}/trade/orders?filter=${encodeURIComponent("status == 'draft'")}`)
  await expect.poll(async () => (await foot.last().textContent())?.replaceAll(/[^\d.]/g, '')).toBe(await sum("status == 'draft'"))
  await page.close()
})

test('Shift and a click sorts by a second column; a plain click sorts by that one alone', async () => {
  const page = await me.page('/trade/orders')
  const head = (name: string) => page.getByRole('columnheader', { name }).getByRole('button').first()
  await head('Status').click()
  await expect.poll(() => parameter(page, 'sort')).toBe('status')
  await head('Total').click({ modifiers: ['Shift'] })
  await head('Total').click({ modifiers: ['Shift'] })
  await expect.poll(() => parameter(page, 'sort')).toBe('status,-total')
  await expect.poll(() => page.getByRole('columnheader', { name: /Total/ }).getAttribute('aria-sort')).toBe('descending')
  await page.reload()
  await page.getByRole('columnheader', { name: /Total/ }).getByText('2').waitFor()
  await head('Status').click()
  await expect.poll(() => parameter(page, 'sort')).toBe('status')
  await page.close()
})

test('a column along a link shows what the linked record says', async () => {
  const page = await me.page('/trade/orders?cols=number,customer,customer.city')
  await page.getByRole('columnheader', { name: 'Customer: City' }).waitFor()
  await page.getByRole('gridcell', { name: 'Leeds' }).first().waitFor()
  await page.close()
})

test('a long list loads as one scrolls, each row once, with few of them in the page', async () => {
  const names = Array.from({ length: 430 }, (_, at) => `Scrolled ${String(at + 1).padStart(3, '0')}`)
  for (let from = 0; from < names.length; from += 100) {
    const done = await server.ask('POST', '/_/batch', names.slice(from, from + 100).map((name, at) => ({ do: 'create', entity: 'region', data: { code: `S${from + at}`, name } })))
    if (done.status >= 300) throw new Error(JSON.stringify(done.body))
  }
  const page = await me.page(`/trade/region?sort=name&filter=${encodeURIComponent("name.startsWith('Scrolled')")}`)
  const asked: string[] = []
  page.on('request', (request) => { if (request.url().includes('/api/region')) asked.push(request.url()) })
  await page.getByText('100 of 430 shown').waitFor()
  const seen = new Set<string>()
  await expect.poll(async () => {
    await page.locator('.grid-scroll').evaluate((grid) => { grid.scrollTop += 300; return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))) })
    for (const text of await page.locator('.grid-row a').allTextContents()) seen.add(text)
    return seen.has('Scrolled 430') || [...seen].some((text) => text.includes('S429'))
  }, { timeout: 20_000, interval: 60 }).toBe(true)
  expect(await page.locator('.grid-row').count()).toBeLessThan(80)
  expect(seen.size).toBe(430)
  expect(asked.filter((url) => url.includes('after=')).length).toBe(4)
  await page.getByText('430 of 430 shown').waitFor()
  await page.close()
})

test('within a group, too, rows come as one scrolls', async () => {
  const page = await me.page(`/trade/region?sort=code&group=name&filter=${encodeURIComponent("name.startsWith('Scrolled 0')")}`)
  await page.getByText('99 in 99 groups').waitFor()
  // Of many groups only the first is unfolded.
  expect(await page.locator('.group-title[aria-expanded="true"]').count()).toBe(1)
  await page.locator('.group-title').nth(1).click()
  await expect.poll(() => page.locator('.grid-row a').count()).toBe(2)
  await page.close()
})

test('on a phone groups, sums and cards fit, and cards load as one scrolls', async () => {
  const phone = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true })
  const page = await phone.page('/trade/orders_by_person')
  await page.locator('.group-title').first().waitFor()
  await fitsWidth(page)
  await page.goto(`${server.url}/trade/region?sort=name&filter=${encodeURIComponent("name.startsWith('Scrolled')")}`)
  await page.getByText('100 of 430 shown').waitFor()
  await expect.poll(async () => { await page.locator('.grid-scroll').evaluate((grid) => { grid.scrollTop += 4000 }); return page.getByText('200 of 430 shown').count() }, { timeout: 10_000 }).toBe(1)
  expect(await page.locator('.card').count()).toBeLessThan(40)
  expect([...phone.faults, ...me.faults]).toEqual([])
  await phone.context.close()
})

import { expect, test } from 'vitest'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
me.context.setDefaultTimeout(10_000)

test('on a phone the head of a list is its name, its saved views, one menu and the sign for a new record, on one line; columns and groups come up from the menu', async () => {
  const page = await me.page('/trade/orders')
  await page.locator('.card').first().waitFor()
  const head = page.locator('.page-head')
  const places = await head.locator('h1, button[aria-label], a[aria-label]').evaluateAll((all) => all.map((one) => { const { top, bottom } = one.getBoundingClientRect(); return (top + bottom) / 2 }))
  expect(places).toHaveLength(4)
  expect(Math.max(...places) - Math.min(...places)).toBeLessThan(2)
  await head.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Columns' }).click()
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: 'Customer: City' }).click()
  await expect.poll(() => page.url()).toContain('cols=')
  expect(me.faults).toEqual([])
  await page.close()
})

test('what is touched is at least 44 pixels high', async () => {
  for (const path of ['/trade/orders', '/studio', '/studio/drafts', '/studio/versions', '/_/keys', '/_/templates']) {
    const page = await me.page(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const low = await page.locator('main :is(button, a.mantine-Button-root, .rows a)').evaluateAll((all) => all.filter((one) => { const { height } = one.getBoundingClientRect(); return height > 0 && height < 44 }).map((one) => one.textContent))
    expect([path, low]).toEqual([path, []])
    await fitsWidth(page)
    await page.close()
  }
})

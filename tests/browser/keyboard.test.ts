import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const page = await me.page('/trade/orders')
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })

test('two letters lead on: G H home, G I inbox, G A apps', async () => {
  await heading('All orders').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await heading(/Welcome/).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await heading('Notifications').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  expect(await page.evaluate(() => document.activeElement?.closest('nav')?.className)).toBe('rail')
  await page.keyboard.press('[')
  await page.locator('.shell[data-menu="closed"]').waitFor()
  await page.keyboard.press('[')
})

test('? shows the keys of this page; in a field and while characters are composed letters are letters', async () => {
  await page.goto(`${server.url}/trade/orders`)
  await heading('All orders').waitFor()
  const search = page.getByLabel('Search this list')
  await search.fill('')
  await search.press('c')
  await search.press('?')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await search.fill('')
  await search.blur()
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true, isComposing: true })))
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('?')
  const map = page.getByRole('dialog', { name: 'Keys of this page' })
  for (const keys of ['Ctrl+K', 'C', 'G H', '?']) await map.getByText(keys, { exact: true }).waitFor()
  expect(await seriousFaults(page, '[role="dialog"]')).toEqual([])
})

test('whoever turns single letters off is left alone by them', async () => {
  const map = page.getByRole('dialog', { name: 'Keys of this page' })
  await map.getByRole('switch', { name: 'Single letters as shortcuts' }).click()
  await page.keyboard.press('Escape')
  await map.waitFor({ state: 'detached' })
  await page.keyboard.press('c')
  await page.waitForTimeout(300)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await expect.poll(async () => (await server.ask('GET', '/_/settings/shortcuts')).body.value).toBe(false)
  await server.ask('PUT', '/_/settings/shortcuts', { value: null })
})

test('every button of the page is in the palette, with its keys beside it', async () => {
  await page.goto(`${server.url}/trade/orders`)
  await heading('All orders').waitFor()
  await page.keyboard.press('Control+k')
  const palette = page.getByPlaceholder(/Search, or/)
  await palette.fill('>create')
  await page.locator('.mantine-Spotlight-action').filter({ hasText: 'Create' }).first().getByText('C', { exact: true }).waitFor()
  for (const label of ['Columns', 'Group', 'Add filter']) {
    await palette.fill(`>${label}`)
    await page.locator('.mantine-Spotlight-action').filter({ hasText: label }).first().waitFor()
  }
  await page.keyboard.press('Escape')
  expect(me.faults).toEqual([])
})

import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)

test('the right button on a cell narrows the list to its value, leaves that out, or sorts by it', async () => {
  const page = await me.page('/trade/orders')
  const cell = (field: string) => page.locator(`[data-row] [data-field="${field}"]`).first()
  const parameter = (name: string): string | null => new URL(page.url()).searchParams.get(name)
  await cell('status').waitFor()
  const status = await cell('status').textContent()
  await cell('status').click({ button: 'right' })
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Filter by this' }).click()
  await page.getByText(`Status is ${status}`).waitFor()
  await cell('status').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Sort descending' }).click()
  await expect.poll(() => parameter('sort')).toBe('-status')
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await cell('customer').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Exclude this' }).click()
  await expect.poll(() => parameter('filter')).toMatch(/^customer != '/)
  await page.close()
})

test('Shift and F10 opens the menu where the focus is, Escape gives the focus back', async () => {
  const page = await me.page('/trade/orders')
  const link = page.locator('[data-row] a').first()
  await link.focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Open', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(0)
  expect(me.faults).toEqual([])
  await page.close()
})

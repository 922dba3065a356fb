import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)

test('the palette leads to what is called so before what only mentions it, and knows people, numbers and commands', async () => {
  const page = await me.page('/trade/orders')
  await page.getByRole('heading', { name: 'All orders' }).waitFor()
  const first = () => page.locator('[data-selected] .mantine-Spotlight-actionLabel, .mantine-Spotlight-action').first().textContent()
  const asking = async (text: string): Promise<void> => {
    await page.locator('.mantine-Spotlight-content').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox').or(page.getByPlaceholder(/Search, or/)).first().fill(text)
  }
  await asking('studio')
  await expect.poll(first).toBe('Studio')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/studio')
  await page.goto(`${server.url}/trade/orders`)
  await page.getByRole('heading', { name: 'All orders' }).waitFor()
  await asking('#05037')
  await page.getByText('05037 Bottega Oliva').last().waitFor()
  await page.keyboard.press('Escape')
  await asking('@ada')
  await page.getByText('Ada Admin').last().waitFor()
  await page.keyboard.press('Escape')
  await asking('>columns')
  await expect.poll(first).toContain('Columns')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Columns' }).or(page.getByRole('menu')).first().waitFor()
  await page.close()
})

test('the search page finds in everything, shows why, and its address brings it back', async () => {
  const page = await me.page('/_/search?q=bottega')
  await page.getByRole('region', { name: 'Customers' }).getByRole('link', { name: 'Bottega Oliva' }).waitFor()
  expect(await page.locator('mark').first().textContent()).toBe('Bottega')
  await page.getByRole('tab', { name: /Orders 5/ }).click()
  await page.waitForURL('**entity=order**')
  await page.goBack()
  await page.getByRole('region', { name: 'Customers' }).waitFor()
  await page.getByLabel('Search', { exact: true }).fill('05037')
  await page.getByText('Exact').waitFor()
  await page.waitForURL('**q=05037**')
  await page.reload()
  await page.getByRole('link', { name: /05037/ }).first().click()
  await page.waitForURL('**/trade/order*/*')
  await page.close()
})

test('a question that is overtaken by the next one is given up', async () => {
  const page = await me.page('/_/search')
  await page.route('**/api/_/search?q=first**', async (route) => { await new Promise((resolve) => setTimeout(resolve, 1500)); await route.continue().catch(() => undefined) })
  const gone = page.waitForEvent('requestfailed', (request) => request.url().includes('q=first'))
  const box = page.getByLabel('Search', { exact: true })
  await box.fill('first')
  await page.waitForTimeout(400)
  await box.fill('bottega')
  await gone
  await page.getByRole('region', { name: 'Customers' }).waitFor()
  await page.close()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`search has no serious fault of accessibility, ${colorScheme}, and fits a phone`, async () => {
    const mine = await person(server, { colorScheme })
    const page = await mine.page('/_/search?q=bottega')
    await page.getByRole('region', { name: 'Customers' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    await fitsWidth(page)
    expect(mine.faults).toEqual([])
    await mine.context.close()
  })

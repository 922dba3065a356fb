import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
me.context.setDefaultTimeout(10_000)
const { id } = (await server.ask('GET', '/order?size=1')).body.rows[0] as { id: string }

/** Screens that have no walk of their own; designers, profile and administration are looked at by their tests. */
const screens = [
  '/', '/trade', '/trade/orders', '/trade/orders?group=status', '/trade/order_board', '/trade/order_calendar', '/trade/category_tree', '/trade/product_gallery', `/trade/order/${id}`, '/trade/orders/new', '/trade/customer/import',
  '/_/roles', '/_/keys', '/_/audit', '/_/templates', '/_/jobs', '/_/why', '/studio', '/studio/versions', '/studio/versions/2', '/studio/drafts', '/studio/quarantine',
]

test('axe finds nothing serious on any screen, in the light and in the dark', async () => {
  const page = await me.page('/')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const found: Record<string, string[]> = {}
  for (const screen of screens) {
    await page.goto(server.url + screen)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const faults = await seriousFaults(page)
      if (faults.length > 0) found[`${screen} ${colorScheme}`] = faults
    }
  }
  expect(found).toEqual({})
  await page.close()
}, 120_000)

test('axe finds nothing serious before one is signed in', async () => {
  const guest = await person(server, { guest: true })
  for (const path of ['/_/sign-in', '/_/forgot']) {
    const page = await guest.page(path)
    await page.getByRole('button').first().waitFor()
    expect([path, await seriousFaults(page)]).toEqual([path, []])
    await page.close()
  }
})

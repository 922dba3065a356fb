import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Layer } from '../../metadata/model/model.ts'
import { erpnextLayer } from '../support/erpnext/layer.ts'
import { type Screen, screensOf } from '../support/erpnext/sample.ts'
import { isPresent, readSource } from '../support/erpnext/source.ts'
import { fitsWidth, person, type Watched } from '../support/pages.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe.skipIf(!isPresent)('40 of 200 document types of a real ERP, the widest among them', () => {
  let server: TestServer
  let me: Watched
  let page: Page
  let screens: readonly Screen[]
  const noise: string[] = []
  beforeAll(async () => {
    server = await startTestServer({ template: 'empty', frontEnd: true })
    const layer: Layer = erpnextLayer(readSource())
    const { body: { version } } = await server.ask('GET', '/_/publish')
    expect((await server.ask('POST', '/_/publish', { layer, base: version })).status).toBe(200)
    screens = await screensOf(server, layer, 40)
    me = await person(server)
    page = await me.page(`/${screens[0]!.app}/${screens[0]!.view}`)
    page.on('console', (message) => { if (message.type() === 'error') noise.push(message.text()) })
    await page.getByRole('grid').waitFor()
  })
  /** All that went wrong on the way, told with its screen. */
  const onEach = async (work: (screen: Screen) => Promise<void>, some: readonly Screen[] = screens): Promise<void> => {
    const wrong: string[] = []
    for (const screen of some) {
      await work(screen).catch((error: Error) => wrong.push(`${screen.entity}: ${error.message.split('\n').slice(0, 20).join(' ')}`))
      wrong.push(...noise.splice(0).map((text) => `${screen.entity}: ${text}`), ...me.faults.splice(0).map((text) => `${screen.entity}: ${text}`))
    }
    expect(wrong).toEqual([])
  }

  test('the list of each opens with its heading, its columns and its row', () => onEach(async ({ app, view, plural, id, columns }) => {
    await go(page, `/${app}/${view}`)
    await page.getByRole('heading', { level: 1, name: plural, exact: true }).waitFor()
    await page.locator(`a[href$="/${id}"]`).first().waitFor()
    if (columns > 0) expect(await page.getByRole('columnheader').count()).toBe(columns + 1)
  }))
  test('the form of each shows the fields that its metadata shows, no more and no fewer', () => onEach(async ({ app, view, id, fields }) => {
    await go(page, `/${app}/${view}/${id}`)
    await page.locator('.record-head h1').waitFor()
    const shown = () => page.locator('.section [data-field]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['field']!).filter((name) => !name.includes('.')))
    await expect.poll(async () => `more: ${difference(await shown(), fields)}; fewer: ${difference(fields, await shown())}`).toBe('more: ; fewer: ')
  }))
  test('what is typed is saved', () => onEach(async ({ app, view, id, entity, text = '' }) => {
    await page.goto(`${server.url}/${app}/${view}/${id}`)
    await page.locator('.record-head h1').waitFor()
    const input = page.locator(`[data-field="${text}"] input, [data-field="${text}"] textarea`).first()
    for (const tab of await page.getByRole('main').getByRole('tab').all()) {
      if (await input.isVisible()) break
      await tab.click()
    }
    await input.fill('Typed')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(async () => (await server.ask('GET', `/${entity}/${id}`)).body[text]).toBe('Typed')
  }, screens.filter(({ text }) => text).slice(0, 8)))
  test('the widest form and list fit a phone', async () => {
    const phone = await person(server, { viewport: { width: 390, height: 844 }, hasTouch: true })
    const [widest] = screens
    const small = await phone.page(`/${widest!.app}/${widest!.view}/${widest!.id}`)
    await small.locator('.record-head h1').waitFor()
    await fitsWidth(small)
    await go(small, `/${widest!.app}/${widest!.view}`)
    await small.locator(`a[href$="/${widest!.id}"]`).first().waitFor()
    await fitsWidth(small)
    expect(phone.faults).toEqual([])
    await phone.context.close()
  })
})

const difference = (these: readonly string[], those: readonly string[]): string[] => these.filter((one) => !those.includes(one))
/** To another page of the app, as its links do it. */
const go = (page: Page, path: string): Promise<void> => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate', { state: null })) }, path)

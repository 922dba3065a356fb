import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { browser } from './browser.ts'
import type { TestServer } from './server.ts'

/** All that went wrong in the pages of a test: errors of scripts and refusals by the content security policy. */
export interface Watched { readonly context: BrowserContext; readonly faults: string[]; page(path: string): Promise<Page> }

/** A person with a browser of their own; signed in with the administrator's session unless `guest`. */
export async function person(server: TestServer, { guest = false, ...options }: BrowserContextOptions & { guest?: boolean } = {}): Promise<Watched> {
  const context = await (await browser()).newContext({ locale: 'en', viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', ...options })
  context.setDefaultTimeout(5_000)
  const [name = '', value = ''] = server.cookie.split('=')
  if (!guest) await context.addCookies([{ name, value, url: server.url, httpOnly: true }])
  const faults: string[] = []
  await context.addInitScript(() => addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)))
  const page = async (path: string): Promise<Page> => {
    const opened = await context.newPage()
    opened.on('pageerror', (error) => faults.push(error.message))
    opened.on('console', (message) => { if (message.type() === 'error' && /policy/i.test(message.text())) faults.push(message.text()) })
    await opened.goto(server.url + path)
    return opened
  }
  return { context, faults, page }
}

/** Nothing sticks out of the page to the side. */
export async function fitsWidth(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
}

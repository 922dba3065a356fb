import { expect, test } from 'vitest'
import { browser } from '../support/browser.ts'

test('a real Chromium opens pages and outlives a closed one', async () => {
  const chromium = await browser()
  for (const word of ['one', 'two']) {
    const context = await chromium.newContext()
    const page = await context.newPage()
    await page.setContent(`<title>${word}</title>`)
    expect(await page.title()).toBe(word)
    await context.close()
  }
})

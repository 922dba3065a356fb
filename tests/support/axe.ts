import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const bar = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Accessibility faults of the screen as it stands, serious or critical, one sentence each; `within` is a CSS selector. */
export async function seriousFaults(page: Page, within?: string): Promise<string[]> {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(source)
  return page.evaluate(async ({ within, bar }) => {
    // Colours on their way from one theme to the other are none of either.
    for (const moving of document.getAnimations()) try { moving.finish() } catch { moving.cancel() }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const { axe } = window as unknown as { axe: { run(on: unknown, options: object): Promise<{ violations: { id: string; impact: string; nodes: { target: unknown[]; failureSummary: string }[] }[] }> } }
    const { violations } = await axe.run(within ?? document, { runOnly: { type: 'tag', values: bar } })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary.replaceAll('\n', ' ')}`))
  }, { within, bar })
}

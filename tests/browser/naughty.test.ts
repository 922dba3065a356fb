import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { naughtyStrings, ownStrings, scripts } from '../support/naughty.ts'
import { inert } from '../support/naughty-pages.ts'
import { each, publish } from '../support/naughty-world.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'empty', frontEnd: true })
const strings = [...new Set([...naughtyStrings, ...scripts])].filter((text) => text.trim() !== '')
/** Some of every kind. */
const some = [...ownStrings, ...scripts].filter((text, at) => text.trim() !== '' && (at % 9 === 0 || /script:/i.test(text)))
const label = (at: number): string => scripts[at]!.slice(0, 190)
const lanes = Object.fromEntries(some.slice(0, 12).map((_, at) => [`k${at}`, { label: label(at * 7) }]))
await publish(server, {
  name: 'naughty', label: 'Naughty', version: '1', needs: ['base'], edits: {},
  documents: {
    entity: {
      note: {
        label: 'Note', plural: 'Notes', title: '{title}', search: ['title'],
        fields: {
          title: { type: 'text', max_length: 10_000, help: label(3), placeholder: label(4) }, kind: { type: 'choice', label: label(5), options: lanes }, other: { type: 'link', to: 'note', label: 'Other' },
          long: { type: 'long_text', label: label(6) }, locked: { type: 'boolean' }, rich: { type: 'rich_text', readonly: 'locked' }, paper: { type: 'file' },
          email: { type: 'email', readonly: 'locked' }, web: { type: 'url', readonly: 'locked' }, data: { type: 'json', readonly: 'locked' }, lines: { type: 'children', label: label(7), fields: { word: { type: 'text', max_length: 10_000, label: label(8) } } },
        },
      },
    },
    form: { note: { of: 'note', sections: { all: { label: label(9), description: label(10), fields: ['title', 'kind', 'other', 'long', 'locked', 'rich', 'email', 'web', 'data', 'paper', 'lines', { text: label(11) }, { related: 'note.other', label: label(12) }] } } } },
    view: { notes: { of: 'note', label: 'Notes', sort: ['title'], list: { columns: ['title', 'long', 'kind', 'rich'] } }, board: { of: 'note', label: label(13), filter: 'kind != null', kanban: { lanes: 'kind', card: ['title', 'long'] } } },
    app: { naughty: { label: label(14), menu: { notes: { label: label(15), view: 'notes' }, board: { label: label(16), view: 'board' } } } },
  },
})
const ids = await each(strings, async (text, at): Promise<string> => (await server.ask('POST', '/note', { title: text, long: text, rich: text, data: [text], kind: at < 60 ? `k${at % 12}` : null })).body.id)
const me = await inert(server)

test('the list shows each string as the text it is', async () => {
  const page = await me.page('/naughty/notes')
  await page.getByRole('grid').waitFor()
  const seen = new Set<string>()
  for (let still = 0; still < 12;) {
    const before = seen.size
    const texts = await page.evaluate(() => {
      const cells = [...document.querySelectorAll('.grid-row')].map((row) => [...row.querySelectorAll('[role=gridcell]')].slice(1, 3).map((cell) => cell.textContent))
      document.querySelector('.grid-scroll')!.scrollBy(0, 500)
      return cells
    })
    for (const [title, long] of texts) { expect(long).toBe(title); seen.add(title!) }
    await page.waitForTimeout(25)
    still = seen.size === before ? still + 1 : 0
  }
  expect(strings.filter((text) => !seen.has(text))).toEqual([])
  expect(await page.title()).toMatch(/^Notes · .*Officina$/)
  await me.check(page)
  await page.close()
})

test('a record page shows its strings as text, in its heading, its fields, its title and its links', async () => {
  const page = await me.page('/naughty/notes')
  const step = Math.ceil(some.length / 24)
  for (const text of some.filter((_, at) => at % step === 0)) {
    await go(page, `/naughty/notes/${ids[strings.indexOf(text)]}`)
    await expect.poll(async () => line(await page.locator('h1').first().textContent())).toBe(line(text))
    expect(line(await page.title())).toContain(line(text))
    expect(await page.getByLabel('Title').first().inputValue(), text).toBe(text.replaceAll(/[\r\n]/g, ''))
    await me.check(page)
  }
  await page.close()
})

test('formatted text, addresses, JSON, line items, history and comments run nothing', async () => {
  const rich = strings.join('\n\n')
  const made = await server.ask('POST', '/note', { title: 'All', rich, data: strings, lines: scripts.slice(0, 60).map((word) => ({ word })), email: "<img/src=x/onerror=hack()>@x'", web: "https://example.com/?'onmouseover='hack()" })
  const { body: { id } } = made.status === 201 ? made : await server.ask('POST', '/note', { title: 'All', rich, data: strings, lines: scripts.slice(0, 60).map((word) => ({ word })), web: "https://example.com/?'onmouseover='hack()" })
  await server.ask('PATCH', `/note/${id}`, { locked: true })
  for (const text of some) {
    await server.ask('PATCH', `/note/${id}`, { long: text })
    await server.ask('POST', `/note/${id}/comments`, { body: text })
  }
  const page = await me.page(`/naughty/notes/${id}`)
  await page.locator('[data-field=rich] .markdown').waitFor()
  const shown = await page.locator('[data-field=rich]').innerText()
  for (const part of ['<script>hack()</script>', '<img src=x onerror=hack()>', '[x](javascript:hack())']) expect(shown).toContain(part)
  for (const link of await page.locator('[data-field=rich] a').all()) expect(await link.getAttribute('href')).toMatch(/^https?:\/\//)
  await me.check(page)
  await page.getByText('Comments', { exact: true }).click()
  await page.locator('.remark').nth(some.length - 1).waitFor()
  const said = await page.locator('.timeline').innerText()
  for (const part of ['<script>hack()</script>', '<img src=x onerror=hack()>', '[x](javascript:hack())']) if (some.some((text) => text.includes(part))) expect(said).toContain(part)
  for (const link of await page.locator('.remark .markdown a').all()) expect(await link.getAttribute('href')).toMatch(/^(https?:\/\/|\/_\/user\/)/)
  await me.check(page)
  await page.getByText('Changes', { exact: true }).click()
  await page.locator('.timeline').getByText('hack()', { exact: false }).first().waitFor()
  await me.check(page)
  await page.close()
})

test('the board, the search and the picker of a link show them as text', async () => {
  const page = await me.page('/naughty/board')
  await page.locator('.card').first().waitFor()
  const cards = await page.locator('.card > strong').allTextContents()
  expect(strings.slice(0, 60).map(line).filter((text) => !cards.map(line).includes(text))).toEqual([])
  expect(await page.locator('.lane h2').first().textContent()).toContain(label(0))
  await me.check(page)
  await page.keyboard.press('Control+k')
  for (const words of ['<script', 'onerror', '"><', '%', "'"]) {
    await page.getByRole('dialog').getByRole('textbox').fill(words)
    await page.waitForTimeout(350)
    await me.check(page)
  }
  await page.keyboard.press('Escape')
  await go(page, '/naughty/notes/new')
  await page.getByLabel('Other').fill('<img src=x')
  await page.getByRole('option').filter({ hasText: '<img src=x onerror=hack()>' }).first().click()
  expect(await page.getByLabel('Other').inputValue()).toContain('<img src=x onerror=hack()>')
  await me.check(page)
  await page.close()
})

test('a file whose name is hostile is shown and offered as text', async () => {
  const page = await me.page(`/naughty/notes/${ids[0]}`)
  await page.locator('[data-field=paper] input[type=file]').setInputFiles({ name: '<img src=x onerror=hack()>.html', mimeType: 'text/html', buffer: Buffer.from('<script>hack()</script>') })
  await page.getByText('<img src=x onerror=hack()>.html').first().waitFor()
  await me.check(page)
  await page.close()
})

/** White space in a line counts once. */
const line = (text: string | null): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()
/** To another page of the app, as its links do it. */
const go = (page: Page, path: string): Promise<void> => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate', { state: null })) }, path)

import { afterAll, expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { letterBox } from '../support/letters.ts'
import { fitsWidth, person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const letters = letterBox()
const server = await startTestServer({ template: 'trade', frontEnd: true, env: { OFFICINA_DATA: letters.data } })
const me = await person(server, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
afterAll(() => me.context.close())
me.context.setDefaultTimeout(8_000)
const page = await me.page('/_/people')

test('several people are invited at once; each address is told of', async () => {
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail addresses').fill('Grace Hopper <grace@example.com>; alan@example.com\nnobody at all, ada@example.com')
  await dialog.getByText('Addresses found: 4').waitFor()
  await dialog.getByRole('button', { name: 'Send invitations (4)' }).click()
  await dialog.getByText('Invited: 2 of 4.').waitFor()
  await dialog.getByRole('listitem').filter({ hasText: 'nobody at all' }).getByText('Is no e-mail address').waitFor()
  await dialog.getByRole('listitem').filter({ hasText: 'ada@example.com' }).getByText('Is here already').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('row').filter({ hasText: 'Grace Hopper' }).getByText('Invited').waitFor()
})

test('somebody invited chooses a password and is in', async () => {
  const guest = await person(server, { guest: true, viewport: { width: 390, height: 800 } })
  const entry = await guest.page(`/_/invited#${letters.secret('grace@example.com')}`)
  await entry.getByRole('heading', { name: 'Welcome, Grace Hopper' }).waitFor()
  expect(await entry.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('grace@example.com')
  expect(await seriousFaults(entry)).toEqual([])
  await fitsWidth(entry)
  const password = entry.getByLabel('New password', { exact: true })
  await password.fill('password123')
  await entry.getByText('among the first that others try').waitFor()
  await password.fill('seven quiet herons')
  await entry.getByRole('button', { name: 'Come in' }).click()
  await expect.poll(() => new URL(entry.url()).pathname).not.toContain('/_/')
  await entry.getByRole('navigation').first().waitFor()
  expect(entry.url()).not.toContain('#')
  expect(guest.faults).toEqual([])
  const late = await guest.page(`/_/invited#${letters.secret('grace@example.com')}`)
  await late.getByRole('alert').getByText('This invitation was used').waitFor()
  await guest.context.close()
})

test('the mail log shows the letter, and in place of its link only that there is one', async () => {
  await page.goto(`${server.url}/_/mails?search=alan`)
  await page.getByRole('row').filter({ hasText: 'alan@example.com' }).getByText('Kept as a file').waitFor()
  await page.getByRole('button', { name: /^Open You are invited/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('‹link that only the recipient gets›').waitFor()
  expect(await dialog.textContent()).not.toContain('invited#')
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await dialog.getByText('handed over again').waitFor()
})

test('the last administrator cannot be deactivated, and is told why; somebody else can, and back', async () => {
  await page.goto(`${server.url}/_/people`)
  await page.getByRole('button', { name: 'Actions for Ada Admin' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
  await page.getByRole('dialog').getByRole('alert').getByText('This is the last active administrator').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions for Alan' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
  await page.getByRole('row').filter({ hasText: 'alan@example.com' }).getByText('Deactivated').waitFor()
})

test('an invitation is sent again and taken back; somebody who is here gets a letter for a new password', async () => {
  await server.ask('POST', '/_/invitations', { people: [{ email: 'edsger@example.com' }], roles: [], language: 'en' })
  await page.goto(`${server.url}/_/people`)
  const act = async (name: string, what: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: what, exact: true }).click()
  }
  await act('Edsger', 'Send invitation again')
  await expect.poll(() => letters.to('edsger@example.com').length).toBe(2)
  await act('Edsger', 'Take back invitation')
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('row').filter({ hasText: 'edsger@example.com' }).getByText('Deactivated').waitFor()
  await act('Grace Hopper', 'Send link for a new password')
  await page.getByRole('dialog').getByRole('button', { name: 'Send link' }).click()
  await expect.poll(() => letters.to('grace@example.com').at(-1)).toMatch(/_\/reset#/)
})

test('a logo is chosen, shown and taken away', async () => {
  await page.goto(`${server.url}/_/look`)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose logo' }).click()])
  await chooser.setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') })
  await page.getByRole('img', { name: 'Logo' }).waitFor()
  await expect.poll(() => page.getByRole('img', { name: 'Logo' }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await page.getByRole('button', { name: 'Remove logo' }).click()
  await expect.poll(() => page.getByRole('img', { name: 'Logo' }).count()).toBe(0)
})

test('the organisation chart is walked with the arrows', async () => {
  await page.goto(`${server.url}/_/organisation`)
  const tree = page.getByRole('tree', { name: 'Organisation chart' })
  await tree.getByRole('treeitem').first().focus()
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-level'))).toBe('2')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => tree.getByRole('treeitem').count()).toBe(1)
})

test('a colour that cannot be read is refused with the figure; name and colour are seen at the sign-in', async () => {
  await page.goto(`${server.url}/_/look`)
  await page.getByRole('textbox', { name: 'Name of the workspace' }).fill('Acme Works')
  await page.getByRole('textbox', { name: 'On the light theme' }).fill('#ffcc00')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').getByText(/has a contrast of 1\.\d+:1 on the light theme/).waitFor()
  await page.getByRole('textbox', { name: 'On the light theme' }).fill('#0f6b3c')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  const guest = await person(server, { guest: true })
  const entry = await guest.page('/_/sign-in')
  await entry.getByText('Acme Works').waitFor()
  await expect.poll(() => entry.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--o-accent').trim())).toBe('#0f6b3c')
  expect(await seriousFaults(entry)).toEqual([])
  await guest.context.close()
})

test('a backup is made and taken away as a file; health says when it was', async () => {
  await page.goto(`${server.url}/_/backups`)
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByRole('row').getByText('Complete').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()])
  expect(saved.suggestedFilename()).toMatch(/^main-.*\.officina\.gz$/)
  await page.goto(`${server.url}/_/health`)
  await page.getByRole('region', { name: 'Backup' }).getByText('In order').waitFor()
  await page.getByRole('region', { name: 'Database' }).getByText(/PostgreSQL \d+/).waitFor()
})

test('every screen is without a serious fault of accessibility in both themes, and fits a phone', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate((value) => localStorage.setItem('mantine-color-scheme-value', value), scheme)
    for (const path of ['people', 'organisation', 'security', 'mails', 'backups', 'health', 'look']) {
      await page.goto(`${server.url}/_/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await seriousFaults(page), `${path} ${scheme}`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of ['people', 'organisation', 'security', 'mails', 'backups', 'health', 'look']) {
    await page.goto(`${server.url}/_/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await fitsWidth(page)
  }
  expect(me.faults).toEqual([])
})

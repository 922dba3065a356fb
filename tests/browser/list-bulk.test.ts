import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { person } from '../support/pages.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ template: 'trade', frontEnd: true })
const me = await person(server)
const count = async (filter: string): Promise<number> => Number((await server.ask('GET', `/order?measures=count&filter=${encodeURIComponent(filter)}`)).body.totals.count)
const all = async (page: Page): Promise<void> => {
  await page.getByLabel('Select all loaded').check()
  await page.getByRole('button', { name: 'Select all that match' }).click()
}
async function edit(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Edit field' }).click()
  await page.getByRole('combobox', { name: 'Field' }).or(page.getByRole('textbox', { name: 'Field' })).first().fill(field)
  await page.getByRole('option', { name: field, exact: true }).click()
  await page.getByRole('textbox', { name: 'Value' }).fill(value)
  await page.getByRole('button', { name: /^Change \d+ records$/ }).click()
}

test('one field of all that match is changed at once, each row with its outcome, and the change is taken back', async () => {
  const drafts = await count("status == 'draft'")
  const before = await count("ship_name == 'Called'")
  const page = await me.page(`/trade/orders?filter=${encodeURIComponent("status == 'draft'")}`)
  await page.getByRole('grid').waitFor()
  await all(page)
  await page.getByText(`${drafts} selected`, { exact: true }).waitFor()
  await edit(page, 'Ship to: name', 'Called')
  await page.getByText(`${drafts} changed, 0 refused`).waitFor()
  expect(await count("ship_name == 'Called'")).toBe(before + drafts)
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => count("ship_name == 'Called'")).toBe(before)
  await page.close()
})

test('rows that are deleted together come back together', async () => {
  const drafts = await count("status == 'draft'")
  const page = await me.page(`/trade/orders?filter=${encodeURIComponent("status == 'draft'")}`)
  await page.getByRole('grid').waitFor()
  await all(page)
  await page.getByRole('region', { name: `${drafts} selected` }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText(`${drafts} changed, 0 refused`).waitFor()
  expect(await count("status == 'draft'")).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => count("status == 'draft'")).toBe(drafts)
  expect(me.faults).toEqual([])
  await page.close()
})

test('rows that are refused say why, stay selected and can be downloaded', async () => {
  const drafts = await count("status == 'draft'")
  const page = await me.page(`/trade/orders?filter=${encodeURIComponent("status == 'draft'")}`)
  await page.getByRole('grid').waitFor()
  await all(page)
  await edit(page, 'Freight', '-1')
  await page.getByText(`0 changed, ${drafts} refused`).waitFor()
  await page.getByText('Freight is not negative.').first().waitFor()
  await page.getByText(`${drafts} selected`, { exact: true }).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the refused' }).click()])
  expect(file.suggestedFilename()).toBe('refused.csv')
  await page.close()
})
